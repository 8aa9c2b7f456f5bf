import Glibc

/// The profiles are there and can't be read.
struct ProfilesError: Error, CustomStringConvertible {
    let path: String
    let code: Int32

    var description: String { "\(path) can't be read: \(String(cString: strerror(code)))" }
}
