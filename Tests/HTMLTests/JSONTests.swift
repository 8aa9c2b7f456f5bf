import Foundation
import JSON
import Testing

@Suite struct JSONTests {
    @Test(arguments: [
        ("plain", "\"plain\""), ("", "\"\""), ("a\"b\\c", "\"a\\\"b\\\\c\""), ("\n\r\t", "\"\\n\\r\\t\""),
        ("\u{8}\u{c}\0\u{1f}", "\"\\u0008\\u000c\\u0000\\u001f\""), ("</script>", "\"\\u003c/script>\""),
        ("a\u{2028}b\u{2029}", "\"a\\u2028b\\u2029\""), ("é😀\u{7f}", "\"é😀\u{7f}\""),
        // The neighbours of the line separators, which begin with the same bytes.
        ("\u{2027}\u{202a}\u{2018}…", "\"\u{2027}\u{202a}\u{2018}…\""),
    ])
    func textIsEscaped(_ text: String, _ written: String) {
        #expect(string { $0.string(text) } == written)
        let bytes = Array(text.utf8)
        #expect(string { $0.string(bytes.span) } == written)
    }

    @Test func aTextCutWithinALineSeparatorIsNotReadBeyondItsEnd() {
        let bytes = Array("a\u{2028}".utf8).dropLast()
        let cut = [UInt8](bytes)
        var json = JSON()
        json.string(cut.span)
        #expect(json.bytes == [0x22] + cut + [0x22])
    }

    @Test func everyCharacterReadsBackAsItWas() throws {
        let all = String(String.UnicodeScalarView((0...0x2100).compactMap(Unicode.Scalar.init)))
        var json = JSON()
        json.array { $0.string(all) }
        #expect(json.bytes.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "<") })
        #expect(try JSONDecoder().decode([String].self, from: Data(json.bytes)) == [all])
    }

    @Test func membersAndElementsAreSetApart() {
        let json = string {
            $0.object {
                $0.member("a", 1)
                $0.member("b", "two")
                $0.member("c") { $0.array { $0.number(1); $0.null(); $0.bool(true); $0.string("x") } }
                $0.member("d", false)
                $0.member("e") { $0.object { _ in } }
                $0.member("f") { $0.array { _ in } }
                $0.member("g", Array("<".utf8).span)
                $0.member("h") { $0.null() }
            }
        }
        #expect(json == #"{"a":1,"b":"two","c":[1,null,true,"x"],"d":false,"e":{},"f":[],"g":"\u003c","h":null}"#)
    }

    @Test func levelsNest() {
        let json = string {
            $0.array {
                $0.object { $0.member("a") { $0.object { $0.member("b") { $0.array { $0.array { _ in }; $0.object { _ in } } } } } }
                $0.object { $0.member("c", 3) }
                $0.array { $0.array { $0.number(4) } }
            }
        }
        #expect(json == #"[{"a":{"b":[[],{}]}},{"c":3},[[4]]]"#)
    }

    @Test(arguments: [0, -1, Int.min, Int.max])
    func numbersAreDecimal(_ number: Int) {
        #expect(string { $0.number(number) } == String(number))
    }

    @Test func elementsThatWereWrittenBeforeStandInAnArray() {
        var values = JSON()
        values.string("a")
        values.number(2)
        #expect(string { $0.array { $0.elements(values) } } == #"["a",2]"#)
        #expect(string { $0.array { $0.number(1); $0.elements(values); $0.number(3) } } == #"[1,"a",2,3]"#)
        #expect(string { $0.array { $0.number(1); $0.elements(JSON()); $0.number(3) } } == "[1,3]")
    }

    @Test func namesAreEscaped() {
        #expect(string { $0.object { $0.member("a\"<", 1) } } == #"{"a\"\u003c":1}"#)
    }

    private func string(_ body: (inout JSON) -> Void) -> String {
        var json = JSON()
        body(&json)
        return String(decoding: json.bytes, as: UTF8.self)
    }
}
