import CGI
import JSON
import Site

#if canImport(Glibc)
import Glibc
#endif

extension Route {
    /// Prints the declaration as one line of JSON where the program was called as `NAME --route`, else how to
    /// call it.
    /// - Returns: the exit code.
    func printDeclaration() -> Int32 {
        guard CommandLine.argc == 2, CommandLine.arguments[1] == "--route" else {
            let usage = """
                \(name): \(help)
                A CGI program (RFC 3875). To run it from a shell: ./foobar request GET /\(name)
                or plain: FOOBAR_DATA=var REQUEST_METHOD=GET PATH_INFO=/ cgi-bin/\(name)
                  --route   print the route's declaration as JSON

                """
            _ = usage.utf8.withContiguousStorageIfAvailable { write(STDERR_FILENO, $0.baseAddress, $0.count) }
            return 2
        }
        var json = JSON()
        json.object {
            $0.member("name", name)
            $0.member("help", help)
            $0.member("methods") { $0.array { for method in methods { $0.string(method.rawValue) } } }
            $0.member("pool", pool.rawValue)
            $0.member("cache", cache.rawValue)
            $0.member("reads") { $0.array { for store in reads { $0.string(store.rawValue) } } }
            $0.member("writes") { $0.array { for store in writes { $0.string(store.rawValue) } } }
            $0.member("body", body)
        }
        let line = json.bytes + [UInt8(ascii: "\n")]
        return write(STDOUT_FILENO, line, line.count) == line.count ? 0 : 1
    }
}
