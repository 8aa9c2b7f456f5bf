/// What somebody typed into a field, made fit to keep: valid UTF-8 without control characters, line ends as one
/// line feed, no white space around it.
///
/// Nothing is cut off: text that is too long comes back whole, so that a form can show it again.
public struct TypedText: Sendable, Equatable {
    public let text: String
    /// More than the field's limit.
    public let isTooLong: Bool

    public var isEmpty: Bool { text.isEmpty }

    /// What was typed into a field of one line: line ends and tabs become spaces, and marks that turn the direction
    /// of what follows (UAX #9, section 2) go, so that a name can't dress up as another or spill over its neighbours.
    /// - Parameter limit: characters, counted as `maxlength` counts them: UTF-16 code units.
    public init(line typed: String?, limit: Int) {
        self.init(typed ?? "", limit: limit) { scalar in
            switch scalar.value {
            case 0x09, 0x0A, 0x0D, 0x85, 0x2028, 0x2029: " "
            case 0x202A...0x202E, 0x2066...0x2069: nil
            default: Self.cleaned(scalar)
            }
        }
    }

    /// What was typed into a field of many lines.
    /// - Parameter limit: as for a line.
    public init(lines typed: String?, limit: Int) {
        self.init(typed ?? "", limit: limit) { scalar in
            switch scalar.value {
            case 0x09, 0x0A: scalar
            case 0x0D, 0x85, 0x2028, 0x2029: "\n"
            default: Self.cleaned(scalar)
            }
        }
    }

    private init(_ typed: String, limit: Int, clean: (Unicode.Scalar) -> Unicode.Scalar?) {
        var scalars = String.UnicodeScalarView()
        var isAfterReturn = false
        for scalar in typed.unicodeScalars {
            defer { isAfterReturn = scalar == "\r" }
            if scalar == "\n" && isAfterReturn { continue }
            if let kept = clean(scalar) { scalars.append(kept) }
        }
        let isSpace: (Unicode.Scalar) -> Bool = { $0.properties.isWhitespace }
        var trimmed = scalars[...]
        while let first = trimmed.first, isSpace(first) { trimmed = trimmed.dropFirst() }
        while let last = trimmed.last, isSpace(last) { trimmed = trimmed.dropLast() }
        text = String(String.UnicodeScalarView(trimmed))
        isTooLong = text.utf16.count > limit
    }

    /// The character itself; U+FFFD for controls and for what no text has (Unicode, section 23.7); nil for a byte
    /// order mark.
    private static func cleaned(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0xFEFF: nil
        case 0x00...0x1F, 0x7F...0x9F, 0xFDD0...0xFDEF: "\u{FFFD}"
        case let value where value & 0xFFFE == 0xFFFE: "\u{FFFD}"
        default: scalar
        }
    }
}
