import CGI
import Testing

@Suite struct QueryTests {
    @Test func keepsFieldsInTheirOrder() {
        let query = Query("b=2&a=1&b=3")
        #expect(query.fields.map(\.name) == ["b", "a", "b"])
        #expect(query.fields.map(\.value) == ["2", "1", "3"])
    }

    @Test func theFirstFieldOfANameAnswersForIt() {
        let query = Query("q=one&q=two")
        #expect(query["q"] == "one")
        #expect(query["Q"] == nil)
    }

    @Test(arguments: [
        ("a+b", "a b"), ("a%20b", "a b"), ("a%2Bb", "a+b"), ("%41%62", "Ab"), ("%c3%A9", "é"),
        ("%26%3D%25", "&=%"), ("x=y=z", "x=y=z"), ("%2541", "%41"), ("a%0D%0Ab", "a\r\nb"), ("a%00b", "a\0b"),
    ])
    func decodesValues(_ text: String, _ value: String) {
        #expect(Query("q=\(text)")["q"] == value)
    }

    @Test(arguments: ["%", "%%", "%4", "%zz", "%4g", "%g4", "100%", "% 41", "%+1", "%-1", "%éé"])
    func aPercentSignThatStartsNoByteStandsForItself(_ text: String) {
        #expect(Query("q=\(text)")["q"] == text.replacing("+", with: " "))
    }

    @Test func namesAreDecodedAsWell() {
        #expect(Query("a%5B%5D+b=1")["a[] b"] == "1")
    }

    @Test func bytesThatAreNotUTF8BecomeTheReplacementCharacter() {
        #expect(Query("q=%ff")["q"] == "\u{fffd}")
        #expect(Query("q=a%c3b")["q"] == "a\u{fffd}b")
    }

    @Test func anEmptyQueryHasNoFields() {
        #expect(Query("").isEmpty)
        #expect(Query("").fields.isEmpty)
        #expect(!Query("&").isEmpty)
    }

    @Test func emptyPiecesAreNoFields() {
        #expect(Query("&&a=1&&").fields == Query("a=1").fields)
    }

    @Test func aNameWithoutAValueHasAnEmptyOne() {
        #expect(Query("preview")["preview"] == "")
        #expect(Query("preview=")["preview"] == "")
        #expect(Query("=x").fields.map(\.name) == [""])
    }

    @Test func fieldsBeyondTheLimitArePassedOver() {
        let fields = (0..<Query.fieldLimit + 5).map { "f\($0)=\($0)" }
        let query = Query(fields.joined(separator: "&"))
        #expect(query.fields.count == Query.fieldLimit)
        #expect(query["f0"] == "0")
        #expect(query["f\(Query.fieldLimit - 1)"] != nil)
        #expect(query["f\(Query.fieldLimit)"] == nil)
    }

    @Test func theTextIsKeptAsItCame() {
        #expect(Query("p=1&%zz+").text == "p=1&%zz+")
    }

    @Test func readsWhateverBytesCome() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2_000 {
            let alphabet = Array("%+&=aF0\u{0}é~".utf8) + [0xff, 0x80]
            let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in alphabet.randomElement(using: &random)! }
            let text = String(decoding: bytes, as: UTF8.self)
            let query = Query(text)
            #expect(query.fields.count <= text.utf8.count { $0 == UInt8(ascii: "&") } + 1, "\(bytes)")
        }
    }
}
