import Foundation
import Site

/// A site to be measured, in a folder of its own: the programs and the configuration of the real one, and its own data.
struct BenchSite {
    private static let password = "nine purple umbrellas"
    /// `post-0` to `post-999`, each with 20 comments.
    private static let posts = 1_000
    /// The numbers of those posts that get more while comments are measured: none of them is read.
    private static let commented = 500...900

    private let folder: String
    let home: Home
    let dataFolder: String
    /// Scripts for wrk.
    let reading: String
    let signingIn: String
    let commenting: String
    /// Headers of somebody who is signed in.
    let signedIn: String

    /// - Parameter mostComments: so many must her members be able to write.
    /// - Throws: `BenchError`, `MissingToolError`, `SQLiteError`.
    init(of real: Home, mostComments: Int) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("foobar-bench-\(UUID().uuidString)").path
        home = Home(path: folder + "/home")
        dataFolder = folder + "/data"
        reading = folder + "/reading.lua"
        signingIn = folder + "/signing-in.lua"
        commenting = folder + "/commenting.lua"
        do {
            signedIn = try Self.fill(folder, home: home, real: real, dataFolder: dataFolder, mostComments: mostComments)
            try writeScripts()
        } catch {
            try? FileManager.default.removeItem(atPath: folder)
            throw error
        }
    }

    func remove() {
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func fill(_ folder: String, home: Home, real: Home, dataFolder: String, mostComments: Int) throws -> String {
        let manager = FileManager.default
        for path in [home.path, dataFolder] {
            try manager.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        try manager.copyItem(atPath: real.files, toPath: home.files)
        try manager.createDirectory(atPath: home.files + "/bench", withIntermediateDirectories: true)
        try manager.createDirectory(atPath: home.programs, withIntermediateDirectories: true)
        for name in try manager.contentsOfDirectory(atPath: real.programs) where !name.hasPrefix(".") {
            try manager.createSymbolicLink(atPath: "\(home.programs)/\(name)", withDestinationPath: "\(real.programs)/\(name)")
        }
        for name in ["nginx", "Sources", ".build"] {
            try manager.createSymbolicLink(atPath: "\(home.path)/\(name)", withDestinationPath: "\(real.path)/\(name)")
        }
        try BenchTool.run(
            Tool.path("cc", package: "gcc"), ["-O2", "-static", "-o", home.programs + "/line", real.path + "/Tests/bench/line.c"])
        try BenchTool.run(real.products + "/generate", [dataFolder, "\(posts)", "\(posts * 20)"])
        return try addPeople(to: DataFolder(dataFolder), folder: folder, mostComments: mostComments)
    }

    /// Members with a session each, as many as a rate limit of comments makes needed.
    /// - Returns: the headers of one of them.
    private static func addPeople(to data: DataFolder, folder: String, mostComments: Int) throws -> String {
        let site = try Site(in: data, for: .writing)
        let members = try Members(in: data, for: .writing)
        let now = Int(Date().timeIntervalSince1970)
        guard let password = PasswordHash(of: password) else { throw BenchError.failed(tool: "Argon2", ending: "no memory") }
        var rules = try site.rules()
        rules.heldComments = 0
        let names = (0..<max(100, mostComments / (CommentJudge.rate - 1))).compactMap { UserName("reader-\($0)") }
        let ids = try site.transaction {
            try site.save(rules)
            return try names.map { try site.addUser($0, role: .member, now: now) ?? 0 }
        }
        let tokens = try members.transaction {
            try zip(names, ids).map { name, id in
                let email = EmailAddress("\(name.text)@example.org")
                if let email { _ = try members.addMember(userID: id, email: email, password: password, invitedBy: nil, now: now) }
                return try members.beginSession(userID: id, device: "bench", now: now).text
            }
        }
        try tokens.joined(separator: "\n").write(toFile: folder + "/sessions", atomically: false, encoding: .utf8)
        return "Cookie: me=\(names[0].text); session=\(tokens[0])"
    }

    private func writeScripts() throws {
        try Wrk.result.write(toFile: reading, atomically: false, encoding: .utf8)
        let form = #"{["Content-Type"] = "application/x-www-form-urlencoded", ["Sec-Fetch-Site"] = "same-origin""#
        let signIn = """
            local n = 0
            function request()
                n = n + 1
                return wrk.format("POST", "/login", \(form)}, "name=reader-" .. n % 100 .. "&password=\(Self.password.replacing(" ", with: "+"))")
            end

            """
        try (signIn + Wrk.result).write(toFile: signingIn, atomically: false, encoding: .utf8)
        let comment = """
            local n, sessions = 0, {}
            function init(arguments)
                n = tonumber(arguments[1])
                for session in io.lines("\(folder)/sessions") do sessions[#sessions + 1] = session end
            end
            function request()
                n = n + 1
                return wrk.format("POST", "/comment/" .. \(Self.commented.lowerBound) + n % \(Self.commented.count),
                    \(form), ["Cookie"] = "session=" .. sessions[n % #sessions + 1]},
                    "text=Comment+number+" .. n .. "+says+a+few+*words*+about+the+post+above+it%2C+as+comments+do.")
            end

            """
        try (comment + Wrk.result).write(toFile: commenting, atomically: false, encoding: .utf8)
    }

    /// Serves it while `body` runs.
    /// - Parameters:
    ///   - keepsPages: whether nginx does; else each request runs its program.
    ///   - body: gets the address and the site's processes.
    func serve<Value>(keepsPages: Bool, while body: (_ url: String, _ processes: [pid_t]) throws -> Value) throws -> Value {
        let port = try Loopback.freePort()
        let server = try Server(home: home, dataFolder: dataFolder, port: port, keepsPages: keepsPages)
        return try server.serve { try body("http://127.0.0.1:\(port)", $0) }
    }
}
