/// Markup that is safe to send.
///
/// It comes from literals of the program, and from values that are escaped as they are put in:
///
///     let item: HTML = "<li><a href=\"/posts/\(post.slug)\">\(post.title)</a></li>"
///
/// There is no way to make one from a `String` at run time but `init(trusted:)`, for what was made safe when
/// it was written.
public struct HTML: Sendable {
    public private(set) var bytes: [UInt8]

    public init() {
        bytes = []
    }

    /// Markup that was cleaned before it was kept.
    public init(trusted bytes: [UInt8]) {
        self.bytes = bytes
    }

    public var isEmpty: Bool { bytes.isEmpty }
    public var count: Int { bytes.count }

    public mutating func reserveCapacity(_ count: Int) {
        bytes.reserveCapacity(count)
    }

    public static func += (page: inout HTML, piece: HTML) {
        page.bytes.append(contentsOf: piece.bytes)
    }
}

extension HTML: ExpressibleByStringInterpolation {
    public init(stringLiteral literal: StaticString) {
        bytes = literal.withUTF8Buffer { [UInt8]($0) }
    }

    public init(stringInterpolation: Interpolation) {
        bytes = stringInterpolation.bytes
    }

    public struct Interpolation: StringInterpolationProtocol {
        var bytes: [UInt8] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity + interpolationCount * 64)
        }

        public mutating func appendLiteral(_ literal: StaticString) {
            literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
        }

        /// Text, escaped for an element's content and for an attribute in double quotes alike.
        public mutating func appendInterpolation(_ text: Span<UInt8>) {
            text.withUnsafeBufferPointer { appendEscaped($0, to: &bytes) }
        }

        public mutating func appendInterpolation(_ text: String) {
            var copy = text
            copy.withUTF8 { appendEscaped($0, to: &bytes) }
        }

        public mutating func appendInterpolation(_ number: Int) {
            appendDecimal(number, to: &bytes)
        }

        public mutating func appendInterpolation(_ markup: HTML) {
            bytes.append(contentsOf: markup.bytes)
        }

        /// Markup that was cleaned before it was kept.
        public mutating func appendInterpolation(trusted markup: Span<UInt8>) {
            markup.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
        }

        /// A word of the program's own, as it is.
        public mutating func appendInterpolation(literal word: StaticString) {
            appendLiteral(word)
        }

        /// A value in the query of an address: everything but RFC 3986's unreserved characters becomes %XX.
        public mutating func appendInterpolation(query text: String) {
            for byte in text.utf8 { appendPercentEncoded(byte, to: &bytes) }
        }
    }
}
