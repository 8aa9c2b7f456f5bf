/// Ends the run where a property does not hold: libFuzzer then keeps the input.
func holds(_ condition: Bool, _ property: @autoclosure () -> String) {
    if !condition { fatalError("It does not hold: \(property())") }
}

extension String {
    init(fuzzed bytes: some Sequence<UInt8>) {
        self.init(decoding: Array(bytes), as: UTF8.self)
    }

    /// In one line, and not too long.
    var shown: String { String(debugDescription.prefix(2_000)) }
}

extension [UInt8] {
    /// What stands before the first byte of this kind, and what follows it.
    func divided(at byte: UInt8) -> (head: ArraySlice<UInt8>, rest: ArraySlice<UInt8>) {
        guard let place = firstIndex(of: byte) else { return (self[...], []) }
        return (self[..<place], self[(place + 1)...])
    }
}
