import Glibc

/// A file of a log can't be read.
struct LogTextError: Error, CustomStringConvertible {
    let path: String
    let code: Int32

    var description: String { "\(path) can't be read: \(String(cString: strerror(code)))." }
}
