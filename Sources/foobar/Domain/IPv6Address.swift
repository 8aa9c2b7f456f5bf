import Glibc

/// An address like 2001:db8::1.
struct IPv6Address: Equatable {
    /// The one form that RFC 5952 gives it.
    let text: String

    /// - Throws: `AddressError`.
    init(_ text: String) throws {
        var bytes = in6_addr()
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_pton(AF_INET6, text, &bytes) == 1, inet_ntop(AF_INET6, &bytes, &buffer, socklen_t(buffer.count)) != nil else {
            throw AddressError(text: text, family: "IPv6", example: "2001:db8::1")
        }
        self.text = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
