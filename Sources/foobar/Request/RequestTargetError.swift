/// An address that names nothing.
struct RequestTargetError: Error, CustomStringConvertible {
    let target: String
    let problem: String

    var description: String { "\(target) is no address that can be asked for: \(problem)." }
}
