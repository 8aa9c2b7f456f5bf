/// Nobody said where the server is.
struct NoAddressError: Error, CustomStringConvertible {
    var description: String {
        "At which address is the server? Say --address 192.0.2.1 (and --address6, where it has one), as its provider lists it."
    }
}
