import Foundation

/// `/etc/foobar/scripts.conf`, as the release has it where there is none: from then on it is the owner's.
struct DesiredProfiles: DesiredState {
    var name: String { Installation.configuration + "/scripts.conf" }
    var stays: String? { "what scripts may" }
    private static let ownership = Ownership(mode: 0o644)

    func difference(on machine: Machine) -> String? {
        let path = machine.file(name)
        guard FileManager.default.fileExists(atPath: path) else { return "is not there" }
        return Self.ownership.difference(at: path, on: machine)
    }

    func make(on machine: Machine) throws {
        let kept = try? String(contentsOfFile: machine.file(name), encoding: .utf8)
        let text = try kept ?? String(contentsOfFile: machine.file(Installation.current) + "/cgi-bin/scripts.conf", encoding: .utf8)
        try DesiredFile.put(text, at: machine.file(name), Self.ownership, on: machine)
    }
}
