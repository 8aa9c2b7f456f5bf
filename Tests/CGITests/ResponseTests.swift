import Testing
@testable import CGI

@Suite struct ResponseTests {
    @Test func writesStatusHeadersAndBody() {
        var response = Response(.notFound, type: "text/html; charset=utf-8", body: Array("nöt".utf8))
        response.set("Cache-Control", "no-store")
        let (head, body) = sent(response)
        #expect(head == """
            Status: 404 Not Found\r
            Cache-Control: no-store\r
            Content-Type: text/html; charset=utf-8\r
            Content-Length: 4\r
            \r\n
            """)
        #expect(body == "nöt")
    }

    @Test func aHEADRequestGetsTheHeadersOfTheBodyAndNoBody() {
        let response = Response(.ok, type: "text/plain", body: Array("hello".utf8))
        let (head, body) = sent(response, to: .head)
        #expect(head == sent(response).head)
        #expect(head.contains("Content-Length: 5\r\n"))
        #expect(body.isEmpty)
    }

    @Test func anAnswerWithoutABodySaysSo() {
        let (head, body) = sent(Response(.seeOther))
        #expect(head.contains("Content-Length: 0\r\n"))
        #expect(!head.contains("Content-Type"))
        #expect(body.isEmpty)
    }

    @Test func noContentHasNoLength() {
        #expect(sent(Response(.noContent)).head == "Status: 204 No Content\r\n\r\n")
    }

    @Test(arguments: ["a\r\nSet-Cookie: x=y", "a\nSet-Cookie: x=y", "a\rSet-Cookie: x=y", "a\0b", "a\u{7f}b", "a\tb"])
    func aHeaderCannotStartAnother(_ value: String) {
        var response = Response(.found)
        response.set("Location", value)
        let (head, _) = sent(response)
        let lines = head.split(separator: "\r\n", omittingEmptySubsequences: false)
        #expect(lines.count == 5)
        #expect(lines[1].hasPrefix("Location: a "))
        #expect(head.replacing("\r\n", with: "").utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f })
    }

    @Test func aHeaderMayStandTwice() {
        var response = Response(.ok)
        response.set("Link", "</a>")
        response.set("Link", "</b>")
        #expect(sent(response).head.contains("Link: </a>\r\nLink: </b>\r\n"))
    }

    @Test func onlyATaggedAnswerHasATag() throws {
        #expect(entityTag(of: tagged("x", false)) == nil)
        let tag = try #require(entityTag(of: tagged("x")))
        #expect(tag.hasPrefix("\"") && tag.hasSuffix("\"") && tag.count > 2)
    }

    @Test func theTagFollowsTheBody() {
        #expect(entityTag(of: tagged("one")) == entityTag(of: tagged("one")))
        #expect(entityTag(of: tagged("one")) != entityTag(of: tagged("two")))
        #expect(entityTag(of: tagged("")) != nil)
    }

    @Test(arguments: [
        "TAG", "W/TAG", "\"other\", TAG", "TAG, \"other\"", "\"other\",TAG", "  TAG  ", "\"a\" , W/TAG ,\"b\"", "*", "\"a\",\tTAG\t",
    ])
    func aClientThatHasTheAnswerOnlyHearsSo(_ header: String) throws {
        let response = tagged("hello")
        let tag = try #require(entityTag(of: response))
        let (head, body) = sent(response, ifNoneMatch: header.replacing("TAG", with: tag))
        #expect(head == "Status: 304 Not Modified\r\nCache-Control: max-age=1\r\nETag: \(tag)\r\n\r\n")
        #expect(body.isEmpty)
        #expect(sent(response, to: .head, ifNoneMatch: header.replacing("TAG", with: tag)).head == head)
    }

    @Test(arguments: ["", "\"other\"", "W/\"other\"", "w/TAG", "TAG\"", "\"TAG\"", ",", "W/", "BARE", "\"*\""])
    func anyOtherTagGetsTheWholeAnswer(_ header: String) throws {
        let response = tagged("hello")
        let tag = try #require(entityTag(of: response))
        let header = header.replacing("TAG", with: tag).replacing("BARE", with: tag.dropFirst().dropLast())
        let (head, body) = sent(response, ifNoneMatch: header)
        #expect(head.hasPrefix("Status: 200 OK\r\n"))
        #expect(body == "hello")
    }

    @Test func onlyReadingIsAnsweredByNotModified() {
        let (head, body) = sent(tagged("hello"), to: .post, ifNoneMatch: "*")
        #expect(head.hasPrefix("Status: 200 OK\r\n"))
        #expect(body == "hello")
    }

    @Test func onlyASuccessIsComparedWithWhatAClientHas() {
        var response = Response(.notFound, type: "text/plain", body: Array("none".utf8))
        response.isTagged = true
        let (head, body) = sent(response, ifNoneMatch: "*")
        #expect(head.hasPrefix("Status: 404 Not Found\r\n"))
        #expect(!head.contains("ETag"))
        #expect(body == "none")
    }

    @Test func theLengthCountsBytes() {
        let body = [UInt8](repeating: 0, count: 300_000)
        let message = Response(.ok, type: "application/octet-stream", body: body).message(to: .get, ifNoneMatch: nil)
        #expect(String(decoding: message.head, as: UTF8.self).contains("Content-Length: 300000\r\n"))
        #expect(message.body == body)
    }

    private func tagged(_ body: String, _ isTagged: Bool = true) -> Response {
        var response = Response(.ok, type: "text/plain", body: Array(body.utf8))
        response.isTagged = isTagged
        response.set("Cache-Control", "max-age=1")
        return response
    }

    private func entityTag(of response: Response) -> String? {
        sent(response).head.split(separator: "\r\n").first { $0.hasPrefix("ETag: ") }.map { String($0.dropFirst(6)) }
    }

    private func sent(
        _ response: Response, to method: Method = .get, ifNoneMatch: String? = nil
    ) -> (head: String, body: String) {
        let message = response.message(to: method, ifNoneMatch: ifNoneMatch)
        return (String(decoding: message.head, as: UTF8.self), String(decoding: message.body, as: UTF8.self))
    }
}
