import Site
import Testing

@Suite struct SiteLinksTests {
    @Test func areAddressAndWords() throws {
        let links = try SiteLinks(typed: "/a  A  b\n\n   https://x.example/?q=1 X\nmailto:me@x.example Mail")
        #expect(links.text == "/a A b\nhttps://x.example/?q=1 X\nmailto:me@x.example Mail")
        var count = 0
        links.forEach { address, label in
            count += 1
            #expect(!address.isEmpty && !label.isEmpty)
        }
        #expect(count == 3)
        #expect(try SiteLinks(typed: "").text.isEmpty)
    }

    @Test(arguments: ["/a", "javascript:alert(1) x", "//evil.example x", "/\\evil.example x", "a b", "https:// x", "data:, x"])
    func areNothingElse(_ line: String) {
        #expect(throws: SiteLinks.Fault.self) { try SiteLinks(typed: "/ok Fine\n\(line)") }
    }
}
