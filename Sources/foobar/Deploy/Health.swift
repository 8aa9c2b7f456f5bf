import Foundation

/// The site as a reader on the server itself finds it, through the real nginx.
struct Health {
    /// Where no page is.
    static let nowhere = "/there-is-no-such-page"
    /// What is busy for a moment is asked again.
    private static let tries = 8

    let host: String

    /// The address of the first post that a page names.
    static func post(on page: String) -> String? {
        guard let start = page.range(of: "\"/posts/") else { return nil }
        let path = "/posts/" + page[start.upperBound...].prefix { $0 != "\"" && $0 != "#" && $0 != "?" }
        return path == "/posts/" ? nil : path
    }

    /// The first file that a page names, as it was when the page was made.
    private static func file(on page: String) -> String? {
        guard let end = page.range(of: "?v="), let start = page[..<end.lowerBound].lastIndex(of: "\"") else { return nil }
        return String(page[page.index(after: start)...].prefix { $0 != "\"" })
    }

    /// Waits, for two seconds at the most, until the release answers as it should.
    /// - Returns: what was asked for.
    /// - Throws: `DeployError`, `MissingToolError`.
    func check(release: String) throws -> String {
        for turn in 1... {
            do {
                return try look(release)
            } catch let error as DeployError where turn < Self.tries {
                _ = error
                try Interruption.check(before: .health)
                usleep(250_000)
            }
        }
        return ""
    }

    private func look(_ release: String) throws -> String {
        let health = try get("/health", 200)
        guard health.split(separator: "\n").contains("release \(release)") else {
            throw DeployError(.health, reason: "/health does not answer for the release \(release)")
        }
        let page = try get("/", 200)
        var paths = ["/", "/health"]
        for path in [Self.post(on: page), Self.file(on: page)].compactMap({ $0 }) {
            _ = try get(path, 200)
            paths.append(path)
        }
        _ = try get(Self.nowhere, 404)
        return paths.joined(separator: " ") + " are right"
    }

    /// Past what nginx keeps, over TLS where the site sends its readers there.
    private func get(_ path: String, _ status: Int) throws -> String {
        let curl = Launch(
            command: [
                try Tool.path("curl", package: "curl"), "--disable", "--silent", "--show-error", "--max-time", "10", "--location",
                "--insecure", "--noproxy", "*", "--connect-to", "::127.0.0.1:", "--header", "Cookie: written=1",
                "--write-out", "\n%{http_code}", "http://\(host)\(path)",
            ], environment: [:], folder: "/")
        let (text, ending) = try curl.output()
        let line = text.split(separator: "\n", omittingEmptySubsequences: false).last.map(String.init) ?? ""
        guard ending == .exit(0) else { throw DeployError(.health, reason: "nginx does not answer for \(path): \(text.prefix { $0 != "\n" })") }
        guard line == "\(status)" else { throw DeployError(.health, reason: "\(path) is answered \(line)") }
        return String(text.dropLast(line.count))
    }
}
