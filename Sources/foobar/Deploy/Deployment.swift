import Foundation
import Glibc
import SQLite
import Site

/// A release on its way to be the one that answers: what happens on the server, as root, by the release's own command.
///
/// Up to the switch nothing that answers is touched. After it, all goes back where the site isn't healthy.
struct Deployment {
    let releases: Releases
    let settings: ServerSettings
    let user: ProgramUser
    let release: Release
    /// The release's folder.
    let home: Home
    /// The release that has answered so far.
    let before: String
    /// One at a time.
    private let lock: FolderLock

    private var installation: Installation { releases.installation }
    private var data: String { installation.file(Installation.data) }

    /// - Parameter home: the release's folder; where it is `releases/.NAME.partial`, it gets its name.
    /// - Throws: `DeployRefusal`, `ReleaseError`, `ServerSettingsError`.
    init(of home: Home, in installation: Installation = Installation()) throws {
        guard geteuid() == 0 else { throw DeployRefusal.notRoot }
        releases = Releases(of: installation)
        guard let current = releases.current,
            let text = try? String(contentsOfFile: installation.file(Installation.settings), encoding: .utf8)
        else { throw DeployRefusal.notInstalled }
        settings = try ServerSettings(text: text)
        user = try ProgramUser()
        do {
            lock = try FolderLock(releases.folder)
        } catch let error as FolderLockError {
            throw error.isTaken ? DeployRefusal.underWay : DeployRefusal.notInstalled
        }
        before = current
        release = try Release(of: home)
        let own = releases.home(of: release.name)
        if home.path.hasSuffix("/.\(release.name).partial") {
            releases.clearAway(but: release.name)
            // Its programs are on the disk before anything names them.
            sync()
            guard !FileManager.default.fileExists(atPath: own.path), rename(home.path, own.path) == 0 else {
                try? FileManager.default.removeItem(atPath: home.path)
                throw DeployRefusal.taken(release.name)
            }
        }
        self.home = own
    }

    /// Makes a release that was just copied the one that answers.
    /// - Throws: `DeployError`; the release is gone again then.
    func deploy() throws {
        guard release.name != before else { throw DeployRefusal.answersAlready(before) }
        do {
            try run(.start) { try Trial(of: self).run() }
            try run(.backup) { try backUp() }
            try run(.migrate) { try migrate(isBefore: true) }
            try run(.nginx) { try prepareWebServer() }
            try run(.switch) { try switchOver() }
        } catch var error as DeployError {
            clearAway()
            error.serving = before
            throw error
        }
        try checkHealth(removing: true)
        releases.thin()
        KeptFiles(releases: releases).thin()
        let hasMore = try !waiting().isEmpty
        StepLine.tell("The release \(release.name) answers. Back to \(before): foobar rollback")
        if hasMore {
            StepLine.tell("Migrations wait that end this way back; the next deployment runs them, or: foobar deploy --finish")
        }
    }

    /// Goes back, or forward again, to a release that was kept.
    /// - Throws: `DeployError`, `DeployRefusal`.
    func goBack() throws {
        guard release.name != before else { throw DeployRefusal.answersAlready(before) }
        if let obstacle = try releases.obstacle(to: release) {
            throw DeployRefusal.unusable(release.name, obstacle: obstacle, others: try others())
        }
        do {
            try run(.nginx) { try prepareWebServer() }
            try run(.switch) { try switchOver(isBack: true) }
        } catch var error as DeployError {
            releases.clearAway(but: "")
            error.serving = before
            throw error
        }
        try checkHealth(removing: false)
        StepLine.tell("The release \(release.name) answers.")
    }

    /// Runs the migrations that wait until nobody goes back behind the release that answers.
    /// - Throws: `DeployError`, `DeployRefusal`.
    func finish() throws {
        guard release.name == before else { throw DeployRefusal.noRelease(release.name, others: []) }
        guard try !waiting().isEmpty else {
            StepLine.tell("No migration waits.")
            return
        }
        do {
            try run(.backup) { try backUp() }
            try run(.finish) { try migrate(isBefore: false) }
        } catch var error as DeployError {
            error.serving = before
            throw error
        }
        let lost = try releases.names.filter { try releases.obstacle(to: Release(of: releases.home(of: $0))) != nil }
        if !lost.isEmpty { StepLine.tell("From now on there is no way back to \(lost.joined(separator: ", ")).") }
    }

    /// The releases that can be gone back to.
    func others() throws -> [String] {
        try releases.names.filter { name in
            try name != releases.current && releases.obstacle(to: Release(of: releases.home(of: name))) == nil
        }
    }

    private func run(_ step: DeployStep, _ body: () throws -> String) throws {
        try Interruption.check(before: step)
        try StepLine.run(step, body)
    }

    private func clearAway() {
        releases.remove(release.name)
        releases.clearAway(but: "")
        KeptFiles(releases: releases).thin()
    }

    // MARK: - The steps

    private func backUp() throws -> String {
        try DeployBackup(installation: installation, user: user, name: release.name).run()
    }

    /// The databases that are behind the release's last migration.
    private func waiting() throws -> [String] {
        let versions = try SiteUser.acting(for: data) { try DataFolder(data).schemaVersions() }
        return versions.filter { name, found in found.version < release.schema[name]?.version ?? 0 }.map(\.key)
    }

    /// What `foobar migrate` gets to know of the programs that answer.
    func migration(of folder: String, _ more: [String], isBefore: Bool) throws -> Launch {
        let answering = try Release(of: releases.home(of: before)).schema
        let versions = answering.map { "\($0.key)=\($0.value.version)" }.sorted().joined(separator: ",")
        return Launch(
            command: user.prefix + [home.products + "/foobar", "migrate", "--data", folder] + more
                + (isBefore ? ["--before", "--beside", versions] : []),
            environment: ["PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"], folder: "/")
    }

    private func migrate(isBefore: Bool) throws -> String {
        try OldPrograms(releases: releases).wait()
        let (text, ending) = try migration(of: data, [], isBefore: isBefore).output()
        guard ending == .exit(0) else {
            throw DeployError(isBefore ? .migrate : .finish, reason: text.isEmpty ? "foobar migrate ended with \(ending)" : Self.words(text))
        }
        return text.isEmpty ? "nothing to migrate" : text
    }

    /// Without what the argument parser puts before them.
    static func words(_ text: String) -> String {
        text.hasPrefix("Error: ") ? String(text.dropFirst("Error: ".count)) : text
    }

    private var webServer: WebServer { WebServer(installation: installation) }

    private func prepareWebServer() throws -> String {
        let configuration = try WebServerConfiguration.production(release: home, settings: settings, installation: installation)
        return try webServer.prepare(configuration) ? "its new configuration is sound" : "its configuration stays"
    }

    private func reload() throws {
        guard try webServer.reload() else { throw DeployError(.health, reason: "nginx is not running") }
    }

    private func switchOver(isBack: Bool = false) throws -> String {
        if !isBack { try releases.setPrevious(of: release.name, before) }
        try KeptFiles(releases: releases).add(before)
        try KeptFiles(releases: releases).add(release.name)
        try releases.answer(with: release.name, insteadOf: before)
        return "from \(before) to \(release.name)"
    }

    /// Has what runs all the time follow the switch, and looks at the site as a reader does.
    /// - Parameter removing: whether the release is taken away where the site isn't healthy.
    private func checkHealth(removing: Bool) throws {
        var isExchanged = false
        do {
            try run(.health) {
                isExchanged = try webServer.takePrepared()
                if isExchanged { try reload() }
                try Keeper(installation: installation).follow(from: releases.home(of: before), to: home)
                return try Health(host: settings.canonicalHost).check(release: release.name)
            }
        } catch var error as DeployError {
            Interruption.forget()
            try releases.answerAsBefore()
            if isExchanged {
                try webServer.exchange()
                try reload()
            }
            try Keeper(installation: installation).follow(from: home, to: releases.home(of: before))
            if removing { clearAway() } else { releases.clearAway(but: "") }
            error.serving = before
            throw error
        }
        releases.stay()
        webServer.forgetOther()
    }
}
