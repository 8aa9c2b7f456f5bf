import Foundation
import Site
import SQLite

/// What is put on a server as one, and goes from it as one: programs, files and configuration, in a folder that mirrors
/// a home. `release.json` in it says what it is, and `routes.json` what its programs declare.
struct Release: Codable, Equatable {
    /// The forms of a database that the programs know.
    struct Form: Codable, Equatable {
        /// The one that all migrations lead to, and the one that the programs need at the least.
        let version: Int
        let needed: Int

        init(_ migrations: Migrations) {
            version = migrations.version
            needed = migrations.needed
        }
    }

    /// The folder's name in `releases/`: names sort by when releases were made.
    let name: String
    /// What the sources were; with a `+` where they differed from it, and empty where nobody knows.
    let commit: String
    let date: Date
    /// By the database's name: site, members, tries.
    let schema: [String: Form]

    /// What the home is a release of.
    /// - Throws: `ReleaseError` where its `release.json` is missing or says something else.
    init(of home: Home) throws {
        let path = home.path + "/release.json"
        guard let text = FileManager.default.contents(atPath: path) else { throw ReleaseError.noRelease(home.path) }
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        do {
            self = try decoder.decode(Release.self, from: text)
        } catch {
            throw ReleaseError.unreadable(path)
        }
    }

    private init(name: String, commit: String, date: Date) {
        self.name = name
        self.commit = commit
        self.date = date
        schema = ["site": Form(Schema.site), "members": Form(Schema.members), "tries": Form(Schema.tries)]
    }

    /// Copies what a server needs of a checkout that is built, or of another release, into a folder of `folder` that
    /// has the release's name; that folder is there whole or not at all.
    ///
    /// Of a checkout's `cgi-bin/` come the routes alone: what the owner put there lives on in a server's `scripts/`. Files
    /// keep their times, by which pages name them.
    /// - Throws: `ReleaseError`, `MissingToolError`.
    static func make(from home: Home, in folder: String) throws -> Release {
        let release = home.isRelease ? try Release(of: home) : Release(of: home, now: Date(), unlike: names(in: folder))
        let staged = "\(folder)/.\(release.name).new"
        let manager = FileManager.default
        do {
            try? manager.removeItem(atPath: staged)
            try manager.createDirectory(atPath: staged, withIntermediateDirectories: true)
            let copy = ReleaseCopy(from: home, to: staged)
            if home.isRelease {
                try copy.all()
            } else {
                try copy.programs()
                try copy.files()
                let encoder = JSONEncoder()
                encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
                let routes = try RouteDeclaration.all(in: staged + "/cgi-bin") { _ in }
                // What one does not tell now, on a busy machine, would be missing for as long as the release answers.
                for name in try manager.contentsOfDirectory(atPath: staged + "/cgi-bin").sorted()
                where RouteDeclaration.isCompiled("\(staged)/cgi-bin/\(name)") && !routes.contains(where: { $0.name == name }) {
                    throw ReleaseError.silent(name)
                }
                try encoder.encode(routes)
                    .write(to: URL(fileURLWithPath: "\(staged)/\(RouteDeclaration.fileOfRelease)"))
                try release.text.write(to: URL(fileURLWithPath: staged + "/release.json"))
            }
            try copy.settle()
            guard rename(staged, "\(folder)/\(release.name)") == 0 else {
                throw ReleaseError.notMade(folder, reason: String(cString: strerror(errno)))
            }
        } catch {
            try? manager.removeItem(atPath: staged)
            throw error is CocoaError ? ReleaseError.notMade(folder, reason: error.localizedDescription) : error
        }
        return release
    }

    /// Of the releases in a folder, oldest first.
    static func names(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { Home(path: "\(folder)/\($0)").isRelease && !$0.hasPrefix(".") }.sorted()
    }

    /// Two that are made within a second still have names of their own, and later than those before.
    private init(of home: Home, now: Date, unlike others: [String]) {
        var date = now
        func name() -> String {
            let format = DateFormatter()
            format.locale = Locale(identifier: "en_US_POSIX")
            format.timeZone = TimeZone(secondsFromGMT: 0)
            format.dateFormat = "yyyyMMdd-HHmmss"
            return format.string(from: date)
        }
        while others.contains(name()) { date += 1 }
        self.init(name: name(), commit: Self.commit(of: home), date: now)
    }

    private static func commit(of home: Home) -> String {
        func git(_ arguments: String...) -> String? {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/git")
            // Of another user's files git says nothing, and a server's root often isn't who made the checkout.
            process.arguments = ["-c", "safe.directory=\(home.path)", "-C", home.path] + arguments
            process.standardError = FileHandle.nullDevice
            let pipe = Pipe()
            process.standardOutput = pipe
            guard (try? process.run()) != nil else { return nil }
            let said = pipe.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return process.terminationStatus == 0 ? String(decoding: said, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines) : nil
        }
        guard let commit = git("rev-parse", "HEAD") else { return "" }
        return commit + (git("status", "--porcelain", "--untracked-files=no") == "" ? "" : "+")
    }

    private var text: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.dateEncodingStrategy = .iso8601
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            return try encoder.encode(self) + Data("\n".utf8)
        }
    }
}
