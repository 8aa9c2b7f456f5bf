import Foundation

extension ProductionServer {
    /// What differs from what is wanted, in the order in which it would be made.
    func differences() throws -> [(state: any DesiredState, words: String)] {
        try states.compactMap { state in
            try state.difference(on: machine).map { (state, $0) }
        }
    }

    /// Makes what differs, and has those hear of it who need to.
    /// - Parameter tell: gets each state that was made, and what had differed.
    /// - Throws: what a state throws; what was made before stays, and the next run goes on.
    func make(tell: (any DesiredState, String) -> Void) throws {
        var consequences: [Consequence] = []
        var started: Set<String> = []
        var hasNewUnits = false
        for state in states {
            guard let difference = try state.difference(on: machine) else { continue }
            if state is DesiredUnit, hasNewUnits {
                if machine.isLive { try machine.systemctl("daemon-reload") }
                hasNewUnits = false
            }
            try state.make(on: machine)
            tell(state, difference)
            if state is DesiredUnit { started.insert(state.name) }
            for consequence in state.consequences where !consequences.contains(consequence) { consequences.append(consequence) }
            if state.consequences.contains(.units) { hasNewUnits = true }
        }
        guard machine.isLive else { return }
        if hasNewUnits { try machine.systemctl("daemon-reload") }
        let restarted = consequences.compactMap { if case .restart(let unit) = $0 { unit } else { nil } }
        for unit in restarted where !started.contains(unit) { try machine.systemctl("try-restart", unit) }
        for case .reload(let unit) in consequences where !started.contains(unit) && !restarted.contains(unit) {
            guard try machine.askSystemctl(["is-active", unit]).succeeded else { continue }
            try machine.systemctl("reload", unit)
        }
    }

    /// Takes away what `install` made, but for what is the owner's.
    /// - Parameter tell: gets each state, and why it stays; nil where it is gone.
    func remove(tell: (any DesiredState, String?) -> Void) throws {
        // Sockets and paths first, or they would start what was stopped.
        for state in states.reversed() {
            if let reason = state.stays {
                if try isThere(state) { tell(state, reason) }
            } else if try state.remove(on: machine) {
                tell(state, nil)
            }
        }
        if machine.isLive { try machine.systemctl("daemon-reload") }
    }

    private func isThere(_ state: any DesiredState) throws -> Bool {
        let difference = try state.difference(on: machine)
        return difference != "is not there" && difference != "are not there"
    }
}
