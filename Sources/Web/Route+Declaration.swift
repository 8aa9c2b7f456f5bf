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
        guard arguments == "--route" else {
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
            $0.member("methods") { $0.array { for name in methods.names { $0.string(name) } } }
            $0.member("pool", pool.rawValue)
            $0.member("cache", cache.rawValue)
            $0.member("query") { $0.array { for name in query.description.split(separator: " ") { $0.string(String(name)) } } }
            $0.member("reads") { $0.array { for name in reads.names { $0.string(name) } } }
            $0.member("writes") { $0.array { for name in writes.names { $0.string(name) } } }
            $0.member("tools") { $0.array { for name in tools.names { $0.string(name) } } }
            $0.member("body", body)
            $0.member("sandbox", "own")
        }
        let line = json.bytes + [UInt8(ascii: "\n")]
        return write(STDOUT_FILENO, line, line.count) == line.count ? 0 : 1
    }

    /// What the program was called with. `CommandLine` is not used: its mere presence makes each start of the
    /// program read and scan its memory map.
    private var arguments: String? {
        guard let file = fopen("/proc/self/cmdline", "r") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = fread(&bytes, 1, bytes.count, file)
        let parts = bytes[..<count].split(separator: 0, omittingEmptySubsequences: false).dropFirst().dropLast()
        return parts.count == 1 ? parts.first.map { String(decoding: $0, as: UTF8.self) } : nil
    }
}
