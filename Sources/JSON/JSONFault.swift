/// Why bytes are no JSON text, or none that is taken.
public struct JSONFault: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Reason: Sendable, Equatable {
        case notUTF8
        case unexpectedEnd
        case unexpectedByte
        /// Something follows the value.
        case trailingBytes
        /// A control character stands in a string (section 7).
        case controlCharacter
        case badEscape
        /// Half of a surrogate pair, which no text has.
        case loneSurrogate
        /// A number as section 6 has none: `01`, `.5`, `+1`, `1.`
        case badNumber
        case duplicateName(String)
        /// Arrays and objects in each other, more than `JSONValue.deepest`.
        case tooDeep
    }

    public let reason: Reason
    /// Bytes before the place.
    public let offset: Int

    public var description: String {
        let words = switch reason {
        case .notUTF8: "it is not UTF-8"
        case .unexpectedEnd: "it ends too soon"
        case .unexpectedByte: "there is something that JSON has not here"
        case .trailingBytes: "something follows the value"
        case .controlCharacter: "a string has a control character that is not escaped"
        case .badEscape: "a string has an escape that JSON does not know"
        case .loneSurrogate: "a string has half of a surrogate pair"
        case .badNumber: "a number is not written as JSON writes numbers"
        case .duplicateName(let name): "the name “\(name)” stands in one object twice"
        case .tooDeep: "it is nested more than \(JSONValue.deepest) deep"
        }
        return "\(words), at byte \(offset)"
    }
}
