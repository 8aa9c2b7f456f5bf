#if canImport(Glibc)
import Glibc
#endif

/// The meta-variables of a request (RFC 3875, section 4.1), as the server put them into the environment.
public enum MetaVariables {
    /// The value of a variable; nil where it is not set.
    public static func value(_ name: StaticString) -> String? {
        name.withUTF8Buffer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { bytes in
                bytes.baseAddress.flatMap { getenv($0) }.map { String(cString: $0) }
            }
        }
    }

    /// Whether the program was started by a server, or by something that stands in for one.
    ///
    /// A query without `=` reaches a program as its arguments (section 4.4), so what looks like an option is
    /// one only where this is false.
    public static var isRequest: Bool {
        value("REQUEST_METHOD") != nil || value("GATEWAY_INTERFACE") != nil || value("QUERY_STRING") != nil
    }
}
