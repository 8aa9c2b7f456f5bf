import Foundation

/// A release that answers. Where there is one, `deploy` brings the next.
struct DesiredRelease: DesiredState {
    /// What is installed: a checkout, or a release.
    let source: Home

    var name: String { Installation.current }
    var paths: [String] { [Installation.current, Installation.releases] }

    func difference(on machine: Machine) -> String? {
        Home(path: machine.file(Installation.releases) + "/" + (linked(on: machine) ?? "-")).isRelease ? nil : "leads to no release"
    }

    func make(on machine: Machine) throws {
        guard difference(on: machine) != nil else { return }
        let releases = machine.file(Installation.releases)
        let name: String
        if source.isRelease, source.path.hasPrefix(releases + "/") {
            name = try Release(of: source).name
        } else {
            if !source.isRelease {
                let build = Build(home: source)
                try build.runIfNeeded()
                try build.installPrograms()
            }
            name = try Release.make(from: source, in: releases).name
        }
        try DesiredLink(Installation.current, to: "releases/\(name)").make(on: machine)
    }

    func remove(on machine: Machine) throws -> Bool {
        try DesiredLink(Installation.current, to: "").remove(on: machine)
    }

    private func linked(on machine: Machine) -> String? {
        let target = try? FileManager.default.destinationOfSymbolicLink(atPath: machine.file(Installation.current))
        return target.map { URL(fileURLWithPath: $0).lastPathComponent }
    }
}
