import CGI
import Testing

@Suite struct MethodsTests {
    @Test(arguments: Method.allCases)
    func aMethodIsKnownByItsNameAlone(_ method: Method) {
        #expect(Method(rawValue: method.rawValue) == method)
        #expect(Method(rawValue: method.rawValue.lowercased()) == nil)
        #expect(Method(rawValue: method.rawValue + " ") == nil)
    }

    @Test(arguments: ["", "get", "TRACE", "CONNECT", "COPY", "GETS", "G\0ET"])
    func othersAreNotKnown(_ name: String) {
        #expect(Method(rawValue: name) == nil)
    }

    @Test func readingIsGETAndHEAD() {
        #expect(Methods.reading.contains(.get))
        #expect(Methods.reading.contains(.head))
        #expect(!Methods.reading.contains(.post))
        #expect(Methods.reading.names == ["GET", "HEAD"])
    }

    @Test func namesComeInOneOrderHoweverTheyWereGiven() {
        #expect(Methods([.delete, .post, .get]).names == ["GET", "POST", "DELETE"])
        #expect(Methods([]).names.isEmpty)
    }

    @Test(arguments: Method.allCases)
    func eachMethodIsInTheSetThatHasItsName(_ method: Method) {
        #expect(Methods.all.contains(method))
        for other in Method.allCases where other != method {
            #expect(!alone(method).contains(other))
        }
        #expect(alone(method).names == [method.rawValue])
    }

    private func alone(_ method: Method) -> Methods {
        switch method {
        case .get: .get
        case .head: .head
        case .post: .post
        case .put: .put
        case .patch: .patch
        case .delete: .delete
        case .options: .options
        case .query: .query
        }
    }
}
