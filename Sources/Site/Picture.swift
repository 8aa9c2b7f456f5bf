/// An uploaded image in its three sizes. Its name says all that a page must know of it:
/// `k3j…-1600x900.webp`, and beside it `k3j…-1600x900-960.webp` and `k3j…-1600x900-480.webp`.
public struct Picture: Sendable, Equatable {
    /// Widths of the forms, in pixels, the widest first; those that are not narrower than the image are left out.
    public static let widths = [1_920, 960, 480]

    /// What nobody can guess.
    public let key: String
    /// Of the widest form, in pixels.
    public let width: Int
    public let height: Int

    public init(key: String, width: Int, height: Int) {
        self.key = key
        self.width = width
        self.height = height
    }

    /// Reads a name of the widest form; nil where `name` isn't one.
    public init?(name: some StringProtocol) {
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, name.hasSuffix(".webp"), UploadKey.isKey(parts[0]) else { return nil }
        let size = parts[1].dropLast(5).split(separator: "x", omittingEmptySubsequences: false)
        guard size.count == 2, let width = Int(size[0]), let height = Int(size[1]), 1...16_383 ~= width,
            1...16_383 ~= height
        else { return nil }
        self.init(key: String(parts[0]), width: width, height: height)
    }

    /// The name of the widest form's file, which stands for all of them.
    public var name: String { "\(stem).webp" }

    /// Names and widths of all files, the narrowest first.
    public var forms: [(name: String, width: Int)] {
        Self.widths.dropFirst().filter { $0 < width }.reversed().map { ("\(stem)-\($0).webp", $0) } + [(name, width)]
    }

    private var stem: String { "\(key)-\(width)x\(height)" }
}
