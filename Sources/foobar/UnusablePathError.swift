/// A folder whose name nginx would take for something else.
struct UnusablePathError: Error, CustomStringConvertible {
    let path: String

    var description: String { "\(path) has a $, an @ or a control character in its name; choose another folder." }
}
