/// What nginx answers without any program.
struct NoProgramError: Error, CustomStringConvertible {
    let path: String
    let answer: String

    var description: String { "No program answers \(path): it \(answer), which nginx sends by itself." }
}
