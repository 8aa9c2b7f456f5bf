#if canImport(Glibc)
import Glibc
#endif

/// A database of a script's own that can't be there.
public enum OwnDatabaseError: Error, CustomStringConvertible {
    case name(String)
    /// With the system's error number.
    case folder(String, Int32)
    /// The route does not say that it writes one.
    case undeclared

    public var description: String {
        switch self {
        case .name(let name): "'\(name)' is no name for a database; it has letters, digits, - and _, and 32 at the most."
        case .folder(let path, let code): "The folder \(path) could not be made: \(String(cString: strerror(code)))."
        case .undeclared: "The route has no right to a database of its own: add .own to the writes of its declaration."
        }
    }
}
