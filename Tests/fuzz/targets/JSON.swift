import JSON
import Web

/// What is read of JSON is written as JSON that reads the same; what is none is told by a place in it.
func fuzzJSON(_ bytes: [UInt8]) {
    let value: JSONValue
    do {
        value = try JSONValue(reading: bytes)
    } catch {
        holds(0...bytes.count ~= error.offset && !error.description.isEmpty, "the fault is in the text: \(error)")
        return
    }
    let text = written(value)
    do {
        holds(try JSONValue(reading: text) == value, "\(value) is read from \(String(fuzzed: text).shown)")
    } catch {
        fatalError("What was written can't be read (\(error)): \(String(fuzzed: text).shown)")
    }
    holds(!text.contains(UInt8(ascii: "<")), "JSON can stand in a page")
    look(into: value)
    let form = PostForm(value, over: nil)
    _ = form.faults
}

private func written(_ value: JSONValue) -> [UInt8] {
    switch value {
    case .null: return Array("null".utf8)
    case .bool(let bool): return Array(String(bool).utf8)
    case .number(let number): return Array(number.utf8)
    case .string(let text):
        var json = JSON()
        json.string(text)
        return json.bytes
    case .array(let values): return Array("[".utf8) + values.map(written).joined(separator: comma) + Array("]".utf8)
    case .object(let members):
        let pairs = members.map { written(.string($0.name)) + Array(":".utf8) + written($0.value) }
        return Array("{".utf8) + pairs.joined(separator: comma) + Array("}".utf8)
    }
}

private let comma = Array(",".utf8)

private func look(into value: JSONValue) {
    switch value {
    case .number(let text):
        if let number = value.int { holds(Double(text) == Double(number), "\(text) is \(number)") }
    case .array(let values): values.forEach(look)
    case .object(let members):
        for member in members {
            holds(value[member.name] != nil, "a member has a value")
            look(into: member.value)
        }
    case .null, .bool, .string: break
    }
}
