import JSON
import Testing

/// JSON that strangers send.
@Suite struct JSONValueTests {
    private func read(_ text: String) throws -> JSONValue { try JSONValue(reading: Array(text.utf8)) }

    private func fault(_ bytes: [UInt8]) -> JSONFault? {
        do throws(JSONFault) {
            _ = try JSONValue(reading: bytes)
            return nil
        } catch { return error }
    }

    @Test func readsAllKinds() throws {
        let value = try read(" {\"a\": [1, -2.5e3, true, false, null, \"x\"],\r\n\t\"b\" : {} , \"\":[]} ")
        #expect(value == .object([
            .init("a", .array([.number("1"), .number("-2.5e3"), .bool(true), .bool(false), .null, .string("x")])),
            .init("b", .object([])), .init("", .array([])),
        ]))
        #expect(value["a"]?.array?.count == 6)
        #expect(value["c"] == nil)
        #expect(try read("0") == .number("0"))
    }

    @Test func readsEscapes() throws {
        #expect(try read(#""\"\\\/\b\f\n\r\tü\u00e9\uD83D\ude00\u0000""#) == .string("\"\\/\u{8}\u{c}\n\r\tüé😀\0"))
        #expect(try read("\"\u{7f}\u{2028}\"") == .string("\u{7f}\u{2028}"))
    }

    @Test func wholeNumbersAreInts() throws {
        for (text, number) in [("12", 12), ("-0", 0), ("1.0", 1), ("1e2", 100), ("9223372036854775807", Int.max)] {
            #expect(try read(text).int == number)
        }
        for text in ["1.5", "9223372036854775808", "1e400", "-1e-1", "\"1\"", "true"] { #expect(try read(text).int == nil, "\(text)") }
    }

    @Test(arguments: [
        ("", JSONFault.Reason.unexpectedEnd), ("[1", .unexpectedEnd), ("{\"a\":", .unexpectedEnd), ("\"a", .unexpectedEnd),
        ("tru", .unexpectedEnd), ("[1,]", .unexpectedByte), ("{\"a\":1,}", .unexpectedByte), ("{a:1}", .unexpectedByte),
        ("'a'", .unexpectedByte), ("NaN", .unexpectedByte), ("+1", .unexpectedByte), (".5", .unexpectedByte),
        ("\u{FEFF}1", .unexpectedByte), ("[1 2]", .unexpectedByte), ("nul1", .unexpectedByte), ("1 2", .trailingBytes),
        ("{}x", .trailingBytes), ("1\0", .trailingBytes), ("\"a\nb\"", .controlCharacter), ("\"\0\"", .controlCharacter),
        (#""\x41""#, .badEscape), (#""\u12g4""#, .badEscape), (#""\uD800""#, .loneSurrogate), (#""\uDC00x""#, .loneSurrogate),
        (#""\uD800\u0041""#, .loneSurrogate), ("01", .badNumber), ("-", .badNumber), ("1.", .badNumber), ("1e", .badNumber),
        ("-a", .badNumber), (#"{"a":1,"a":2}"#, .duplicateName("a")), (#"{"a":1,"\u0061":2}"#, .duplicateName("a")),
    ])
    func refuses(_ text: String, _ reason: JSONFault.Reason) {
        #expect(fault(Array(text.utf8))?.reason == reason)
    }

    @Test func refusesWhatIsNotUTF8() {
        for bytes: [UInt8] in [[0x22, 0xFF, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xC3, 0x22]] {
            #expect(fault(bytes)?.reason == .notUTF8)
        }
    }

    @Test func twoSpellingsAreTwoNames() throws {
        #expect(try read("{\"\u{e9}\":1,\"e\u{301}\":2}")["é"] == .number("1"))
    }

    @Test func goesNoDeeperThanItSays() {
        let deepest = JSONValue.deepest
        #expect(fault(Array((String(repeating: "[", count: deepest) + String(repeating: "]", count: deepest)).utf8)) == nil)
        #expect(fault(Array(String(repeating: "[", count: 1_000_000).utf8))?.reason == .tooDeep)
        #expect(fault(Array(String(repeating: "{\"a\":", count: deepest + 1).utf8))?.reason == .tooDeep)
    }

    @Test func tellsWhere() {
        #expect(fault(Array("[1, x]".utf8))?.offset == 4)
        #expect(fault(Array("[1, x]".utf8))?.description == "there is something that JSON has not here, at byte 4")
    }

    /// Whatever is cut off a text makes no text of it.
    @Test func refusesEveryBeginning() throws {
        let text = Array(#"{"a":[1,{"b":"c\u00e9\n"}],"d":true}"#.utf8)
        _ = try JSONValue(reading: text)
        for count in 0..<text.count { #expect(fault(Array(text[..<count])) != nil, "\(count)") }
    }
}
