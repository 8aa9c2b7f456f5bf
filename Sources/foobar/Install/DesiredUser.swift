/// A system user with a group of its name, as systemd-sysusers(8) makes it from a file of sysusers.d(5).
struct DesiredUser: DesiredState {
    let user: String
    /// The file that describes it.
    let description: String

    var name: String { "user \(user)" }
    var paths: [String] { ["passwd", "shadow", "group", "gshadow"].map { "/etc/" + $0 } }
    var stays: String? { "The data is \(user)'s." }

    func difference(on machine: Machine) -> String? {
        machine.number(ofUser: user) != nil && machine.number(ofGroup: user) != nil ? nil : "is not there"
    }

    func make(on machine: Machine) throws {
        let options = machine.root == "/" ? [] : ["--root", machine.root]
        let answer = try machine.run("systemd-sysusers", package: "systemd", options + [description])
        guard answer.succeeded else { throw InstallError.failed("systemd-sysusers", reason: answer.complaints) }
    }
}
