import Foundation

/// A unit that is started at each boot, and now; or one of Debian's that must not be.
struct DesiredUnit: DesiredState {
    enum Condition {
        /// Enabled, and running where it is one that runs.
        case enabled
        /// Debian's own, whose place another has taken: not even a package's script can start it.
        case masked
        /// Not wanted with these settings.
        case disabled
    }

    let name: String
    let condition: Condition
    /// Folders in /etc/systemd/system that link to it.
    let wantedBy: [String]

    init(_ name: String, _ condition: Condition = .enabled, wantedBy: String...) {
        self.name = name
        self.condition = condition
        self.wantedBy = wantedBy
    }

    var paths: [String] {
        let units = "/etc/systemd/system"
        return condition == .masked ? ["\(units)/\(name)"] : wantedBy.map { "\(units)/\($0).wants/\(name)" }
    }

    func difference(on machine: Machine) throws -> String? {
        let state = try machine.askSystemctl(["is-enabled", name]).text.trimmingCharacters(in: .whitespacesAndNewlines)
        switch condition {
        case .masked: if state != "masked" { return state.isEmpty || state == "not-found" ? nil : "is \(state), not masked" }
        case .disabled: if state.hasPrefix("enabled") { return "is enabled" }
        case .enabled: if state != "enabled" { return "is not enabled" }
        }
        guard machine.isLive else { return nil }
        let isActive = try machine.askSystemctl(["is-active", name]).succeeded
        switch condition {
        case .enabled: return isActive ? nil : "is not running"
        case .masked, .disabled: return isActive ? "is running" : nil
        }
    }

    func make(on machine: Machine) throws {
        switch condition {
        case .enabled:
            try machine.systemctl("enable", "--quiet", name)
            if machine.isLive { try machine.systemctl("start", name) }
        case .masked:
            try machine.systemctl("disable", "--quiet", name)
            if machine.isLive { try machine.systemctl("stop", name) }
            try machine.systemctl("mask", "--quiet", name)
        case .disabled:
            try machine.systemctl("disable", "--quiet", name)
            if machine.isLive { try machine.systemctl("stop", name) }
        }
    }

    func remove(on machine: Machine) throws -> Bool {
        switch condition {
        case .enabled:
            guard try machine.askSystemctl(["is-enabled", name]).succeeded else { return false }
            try machine.systemctl("disable", "--quiet", name)
            if machine.isLive { try machine.systemctl("stop", name) }
            return true
        case .masked:
            guard try difference(on: machine) == nil else { return false }
            try machine.systemctl("unmask", "--quiet", name)
            return true
        case .disabled:
            return false
        }
    }
}
