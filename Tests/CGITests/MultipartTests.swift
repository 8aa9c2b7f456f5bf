import CGI
import Testing

@Suite struct MultipartTests {
    private func parse(_ body: String, boundary: String = "boundary=XYZ") -> Multipart? {
        Multipart(Array(body.utf8), contentType: "multipart/form-data; \(boundary)")
    }

    private func part(_ head: String, _ text: String) -> String {
        "--XYZ\r\nContent-Disposition: form-data; \(head)\r\n\r\n\(text)\r\n"
    }

    @Test func readsFieldsAndFiles() throws {
        let form = try #require(parse(
            "preamble\r\n" + part(#"name="title""#, "a\r\n--XY b") + part(#"name="file"; filename="a%22b.txt""#, "\r\n\0") + "--XYZ--\r\nepilogue"))
        #expect(form["title"]?.text == "a\r\n--XY b")
        #expect(form["title"]?.fileName == nil)
        #expect(form["file"]?.fileName == "a\"b.txt")
        #expect(form["file"].map { Array($0.bytes) } == [0x0D, 0x0A, 0])
        #expect(parse(part("name=x", "1") + "--XYZ--", boundary: "boundary=\"XYZ\"")?["x"]?.text == "1")
        #expect(parse(part(#"name="x""#, "") + "--XYZ--")?["x"]?.text == "")
    }

    @Test func refusesWhatIsNotWhole() {
        let good = part(#"name="x""#, "1")
        #expect(parse(good) == nil)
        #expect(parse("") == nil)
        #expect(parse("--XYZ") == nil)
        #expect(parse("--XYZ\r\n--XYZ--") == nil)
        #expect(parse(good + "--XYZ--", boundary: "") == nil)
        #expect(parse(good + "--XYZ--", boundary: "boundary=" + String(repeating: "a", count: 71)) == nil)
        #expect(parse(part(#"filename="x""#, "1") + "--XYZ--") == nil)
        #expect(parse(String(repeating: good, count: 51) + "--XYZ--") == nil)
        #expect(parse("--XYZ\r\n" + String(repeating: "X: y\r\n", count: 1_000) + "\r\n1\r\n--XYZ--") == nil)
        #expect(Multipart(Array((good + "--XYZ--").utf8), contentType: "multipart/mixed; boundary=XYZ") == nil)
    }
}
