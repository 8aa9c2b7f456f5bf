/// A value of JSON text that somebody sent (RFC 8259, section 3).
public indirect enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    /// As it was written: what a number must fit into, its reader knows.
    case number(String)
    case string(String)
    case array([JSONValue])
    /// In their order; no name stands there twice.
    case object([Member])

    public struct Member: Sendable, Equatable {
        public let name: String
        public let value: JSONValue

        public init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// The member of an object that has this name.
    public subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    public var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    public var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    public var array: [JSONValue]? {
        guard case .array(let values) = self else { return nil }
        return values
    }

    /// A whole number that `Int` has; `1.0` and `1e2` are such numbers too.
    public var int: Int? {
        guard case .number(let text) = self else { return nil }
        if let number = Int(text) { return number }
        // Beyond 2^53 a Double is not exact.
        guard let number = Double(text), number.magnitude <= 9_007_199_254_740_992 else { return nil }
        return Int(exactly: number)
    }
}
