import Glibc

/// An address like 192.0.2.1.
struct IPv4Address: Equatable {
    let text: String

    /// - Throws: `AddressError`.
    init(_ text: String) throws {
        var bytes = in_addr()
        // inet_pton takes four decimal numbers and nothing else; no leading zeros.
        guard inet_pton(AF_INET, text, &bytes) == 1 else { throw AddressError(text: text, family: "IPv4", example: "192.0.2.1") }
        self.text = text
    }
}
