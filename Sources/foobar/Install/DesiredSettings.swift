import Foundation

/// `/etc/foobar/foobar.conf`. What the owner wrote beside the values is hers: the file is left alone while it says the same.
struct DesiredSettings: DesiredState {
    let settings: ServerSettings

    var name: String { Installation.settings }
    var stays: String? { "the settings" }
    private static let ownership = Ownership(mode: 0o644)

    func difference(on machine: Machine) throws -> String? {
        let path = machine.file(name)
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return "is not there" }
        return try ServerSettings(text: text) == settings
            ? Self.ownership.difference(at: path, on: machine) : "has other settings"
    }

    func make(on machine: Machine) throws {
        let path = machine.file(name)
        let text = try? String(contentsOfFile: path, encoding: .utf8)
        let says = try text.map { try ServerSettings(text: $0) == settings } ?? false
        try DesiredFile.put(says ? text ?? settings.text : settings.text, at: path, Self.ownership, on: machine)
    }
}
