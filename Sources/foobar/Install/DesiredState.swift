/// Something that a production server has: a file, a folder, a unit. It says what differs, and makes it so.
protocol DesiredState {
    /// What it is about: a path, a unit, packages.
    var name: String { get }
    /// The paths that `make` touches, as the server names them.
    var paths: [String] { get }
    /// Who has to hear of a change.
    var consequences: [Consequence] { get }

    /// What differs, in words that go on after the name; nil where it is as it should be. Looks only.
    func difference(on machine: Machine) throws -> String?
    /// Makes it so. It may be asked where nothing differs.
    func make(on machine: Machine) throws
    /// Takes it away, for `uninstall`.
    /// - Returns: whether something was taken away.
    func remove(on machine: Machine) throws -> Bool
    /// Why `uninstall` leaves it; nil where it goes.
    var stays: String? { get }
}

extension DesiredState {
    var paths: [String] { [name] }
    var consequences: [Consequence] { [] }
    var stays: String? { nil }
    func remove(on machine: Machine) throws -> Bool { false }
}
