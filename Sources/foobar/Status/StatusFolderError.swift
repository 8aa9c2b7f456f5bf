/// What is counted can't be kept.
struct StatusFolderError: Error, CustomStringConvertible {
    let path: String
    let reason: String

    var description: String { "\(path) can't be written: \(reason)." }
}
