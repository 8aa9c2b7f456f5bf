import CGI
import Foundation
import Testing

/// Each in a process of its own, since a request is read from the environment and standard input.
@Suite struct RequestTests {
    @Test func isReadFromTheEnvironment() async {
        await #expect(processExitsWith: .success) {
            set([
                "REQUEST_METHOD": "GET", "SCRIPT_NAME": "/posts", "PATH_INFO": "/2015/03/", "QUERY_STRING": "q=a+b",
                "REQUEST_ID": "f00", "HTTP_HOST": "www.foobar.com",
            ])
            let request = Request(bodyLimit: 10)
            precondition(request.method == .get)
            precondition(request.scriptName == "/posts")
            precondition(request.pathInfo == "/2015/03/")
            precondition(request.segments == ["2015", "03"])
            precondition(request.query["q"] == "a b")
            precondition(request.id == "f00")
            precondition(request.body == .none)
            precondition(request.origin == "http://www.foobar.com")
        }
    }

    @Test func anEmptyEnvironmentIsNoRequest() async {
        await #expect(processExitsWith: .success) {
            set([:])
            precondition(!MetaVariables.isRequest)
            let request = Request(bodyLimit: 10)
            precondition(request.method == nil)
            precondition(request.segments.isEmpty)
            precondition(request.query.isEmpty)
            precondition(request.body == .none)
            precondition(request.id == "-")
        }
    }

    @Test func whatLooksLikeAnOptionIsNoneOnceThereIsAQuery() async {
        await #expect(processExitsWith: .success) {
            set(["QUERY_STRING": "--route"])
            precondition(MetaVariables.isRequest)
        }
    }

    @Test func aHostThatNoHostIsStandsInNoLink() async {
        await #expect(processExitsWith: .success) {
            for host in ["", "a b", "a\"><script>", "a/b", "a@b", "a?b", "é"] {
                set(["HTTP_HOST": host, "SERVER_NAME": "foobar.com", "HTTPS": "on"])
                precondition(Request(bodyLimit: 0).origin == "https://foobar.com", host)
            }
            set(["HTTP_HOST": "[::1]:8080"])
            precondition(Request(bodyLimit: 0).origin == "http://[::1]:8080")
        }
    }

    @Test func aLengthThatIsNoneHasNoBody() async {
        await #expect(processExitsWith: .success) {
            for length in ["", "-5", "x", "5x", "99999999999999999999"] {
                set(["REQUEST_METHOD": "POST", "CONTENT_LENGTH": length])
                precondition(Request(bodyLimit: 10).body == .none, length)
            }
        }
    }

    @Test func bytesThatAreNotUTF8ComeAsReplacementCharacters() async {
        await #expect(processExitsWith: .success) {
            set([:])
            _ = "PATH_INFO".withCString { name in ([47, -1, 0] as [CChar]).withUnsafeBufferPointer { setenv(name, $0.baseAddress!, 1) } }
            precondition(Request(bodyLimit: 0).pathInfo == "/\u{fffd}")
        }
    }
}

/// The environment of a request: these variables, and no other of RFC 3875.
private func set(_ variables: [String: String]) {
    for name in [
        "REQUEST_METHOD", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "CONTENT_LENGTH", "GATEWAY_INTERFACE", "REQUEST_ID",
        "HTTP_HOST", "SERVER_NAME", "HTTPS",
    ] { unsetenv(name) }
    for (name, value) in variables { setenv(name, value, 1) }
}
