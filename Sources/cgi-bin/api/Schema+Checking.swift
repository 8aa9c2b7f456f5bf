import JSON
import Web

extension Schema {
    /// What is wrong with a value that was sent.
    /// - Parameter pointer: where it stands.
    func faults(in value: JSONValue, at pointer: String) -> [Problem.Fault] {
        func fault(_ words: String) -> [Problem.Fault] { [Problem.Fault(at: pointer, words)] }
        switch self {
        case .string(let limits):
            guard let text = value.string else { return fault("This must be a text.") }
            return limits.fault(in: text).map { fault($0) } ?? []
        case .choice(let words):
            let isOne = value.string.map { text in words.contains { "\($0)".utf8.elementsEqual(text.utf8) } } ?? false
            return isOne ? [] : fault("This must be one of: \(self.words).")
        case .integer(let range):
            guard let number = value.int, range.contains(number) else {
                return fault("This must be a whole number from \(range.lowerBound) to \(range.upperBound).")
            }
            return []
        case .boolean: return value.bool == nil ? fault("This must be true or false.") : []
        case .array(let element, let most):
            guard let values = value.array else { return fault("This must be a list.") }
            if let most, values.count > most { return fault("These are \(values.count); \(most) are the most.") }
            return values.enumerated().flatMap { element.faults(in: $1, at: "\(pointer)/\($0)") }
        case .object(let component): return component.faults(in: value, at: pointer)
        case .nullable(let schema): return value == .null ? [] : schema.faults(in: value, at: pointer)
        case .file: return []
        }
    }

    /// The value of a parameter, which comes as text; nil where it is none of this kind.
    func value(of text: String) -> JSONValue? {
        guard case .integer = self else { return .string(text) }
        guard let number = Int(text), String(number) == text else { return nil }
        return .number(text)
    }
}

extension Schema.Text {
    fileprivate func fault(in text: String) -> String? {
        let count = text.unicodeScalars.count
        if count < least { return "This must have \(least == 1 ? "a character" : "\(least) characters") at least." }
        if let most, count > most { return "This has \(count) characters; \(most) are the most." }
        if let pattern, !pattern.matches(text) { return "This must have \(pattern.words)." }
        return nil
    }
}

extension Component {
    fileprivate func faults(in value: JSONValue, at pointer: String) -> [Problem.Fault] {
        guard case .object(let members) = value else { return [Problem.Fault(at: pointer, "This must be an object.")] }
        var faults: [Problem.Fault] = []
        for member in members {
            let place = "\(pointer)/\(member.name.pointerToken)"
            guard let property = properties.first(where: { "\($0.name)".utf8.elementsEqual(member.name.utf8) }) else {
                faults.append(Problem.Fault(at: place, "There is no such member here."))
                continue
            }
            faults += property.schema.faults(in: member.value, at: place)
        }
        for property in properties where property.isRequired && value["\(property.name)"] == nil {
            faults.append(Problem.Fault(at: "\(pointer)/\(property.name)", "This is missing."))
        }
        return faults
    }
}

extension String {
    /// RFC 6901, section 3.
    fileprivate var pointerToken: String {
        var token = ""
        for character in unicodeScalars {
            switch character {
            case "~": token += "~0"
            case "/": token += "~1"
            default: token.unicodeScalars.append(character)
            }
        }
        return token
    }
}
