import JSON

/// What a value is: in what is sent, in what is answered, and in the description (JSON Schema 2020-12, as far as the
/// API needs it).
indirect enum Schema: Sendable {
    case string(Text = Text())
    case choice([StaticString])
    case integer(ClosedRange<Int> = 0...Schema.greatest)
    case boolean
    case array(of: Schema, most: Int? = nil)
    case object(Component)
    case nullable(Schema)
    /// Bytes of a file.
    case file

    /// The greatest integer that every reader of JSON has exactly.
    static let greatest = 9_007_199_254_740_991

    /// Limits of a text.
    struct Text: Sendable {
        /// Unicode code points.
        var least = 0
        var most: Int?
        var format: StaticString?
        var pattern: Pattern?
    }

    /// A form that a text has: as JSON Schema says it, and as it is looked at here.
    struct Pattern: Sendable {
        /// ECMA-262.
        let expression: StaticString
        /// In words: “has …”.
        let words: StaticString
        let matches: @Sendable (String) -> Bool
    }
}

/// An object that the description gives a name.
struct Component: Sendable {
    let name: StaticString
    let about: StaticString
    let properties: [Property]
}

struct Property: Sendable {
    let name: StaticString
    let schema: Schema
    let about: StaticString
    let isRequired: Bool

    init(_ name: StaticString, _ schema: Schema, _ about: StaticString = "", isRequired: Bool = true) {
        self.name = name
        self.schema = schema
        self.about = about
        self.isRequired = isRequired
    }
}

extension Schema {
    /// In the words of JSON Schema.
    func write(to json: inout JSON) {
        json.object { writeMembers(to: &$0) }
    }

    func writeMembers(to json: inout JSON) {
        switch self {
        case .string(let text):
            json.member("type", "string")
            if text.least > 0 { json.member("minLength", text.least) }
            if let most = text.most { json.member("maxLength", most) }
            if let format = text.format { json.member("format", "\(format)") }
            if let pattern = text.pattern { json.member("pattern", "\(pattern.expression)") }
        case .choice(let words):
            json.member("type", "string")
            json.member("enum") { $0.array { list in for word in words { list.string("\(word)") } } }
        case .integer(let range):
            json.member("type", "integer")
            json.member("minimum", range.lowerBound)
            json.member("maximum", range.upperBound)
        case .boolean: json.member("type", "boolean")
        case .array(let element, let most):
            json.member("type", "array")
            if let most { json.member("maxItems", most) }
            json.member("items") { element.write(to: &$0) }
        case .object(let component): json.member("$ref", "#/components/schemas/\(component.name)")
        case .nullable(let schema):
            json.member("anyOf") { json in
                json.array { json in
                    schema.write(to: &json)
                    json.object { $0.member("type", "null") }
                }
            }
        case .file: break
        }
    }

    /// In a word or two.
    var words: String {
        switch self {
        case .string(let text):
            text.format.map { "text, \($0)" } ?? text.most.map { "text, at most \($0) characters" } ?? "text"
        case .choice(let words): words.map { "\($0)" }.joined(separator: ", ")
        case .integer(let range): range.upperBound < Self.greatest ? "number, \(range.lowerBound) to \(range.upperBound)" : "number"
        case .boolean: "true or false"
        case .array(let element, let most): "list of \(element.words)" + (most.map { "; at most \($0)" } ?? "")
        case .object(let component): "\(component.name)"
        case .nullable(let schema): "\(schema.words), or null"
        case .file: "the file's bytes"
        }
    }
}

extension Component {
    /// In the words of JSON Schema.
    func write(to json: inout JSON) {
        json.object { json in
            json.member("type", "object")
            json.member("description", "\(about)")
            json.member("properties") { json in
                json.object { json in
                    for property in properties {
                        json.member(property.name) { json in
                            json.object { json in
                                property.schema.writeMembers(to: &json)
                                if property.about.utf8CodeUnitCount > 0 { json.member("description", "\(property.about)") }
                            }
                        }
                    }
                }
            }
            json.member("required") { json in
                json.array { list in for property in properties where property.isRequired { list.string("\(property.name)") } }
            }
            json.member("additionalProperties", false)
        }
    }
}
