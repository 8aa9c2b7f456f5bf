/// 128 random bits in letters and digits: the part of an uploaded file's name that nobody can guess.
public enum UploadKey {
    static let length = 26

    /// A new one.
    public static func make() -> String {
        // From the kernel's generator (getrandom(2)).
        var generator = SystemRandomNumberGenerator()
        return (0..<2).map { _ in
            let digits = String(UInt64.random(in: .min ... .max, using: &generator), radix: 36)
            return String(repeating: "0", count: 13 - digits.utf8.count) + digits
        }.joined()
    }

    static func isKey(_ text: some StringProtocol) -> Bool {
        text.utf8.count == length && text.utf8.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        }
    }
}
