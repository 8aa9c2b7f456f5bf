import Foundation
import Site

/// What doctor looks at: a production server, or a checkout with its data.
struct ExaminedSite {
    let home: Home
    let folder: DataFolder
    let installation: Installation
    /// nil where no server is installed here, or where its settings can't be read.
    let settings: ServerSettings?
    /// Why they can't.
    let settingsFault: String?

    /// - Parameters:
    ///   - root: `/`, or the folder that a Debian is in.
    ///   - data: what `--data` names.
    init(root: String, data: String?) throws {
        installation = Installation(root: root == "/" ? "/" : URL(fileURLWithPath: root).standardizedFileURL.path)
        let file = installation.file(Installation.settings)
        let isServer = data == nil && FileManager.default.fileExists(atPath: file)
        do {
            settings = isServer ? try ServerSettings(text: String(contentsOfFile: file, encoding: .utf8)) : nil
            settingsFault = nil
        } catch {
            settings = nil
            settingsFault = "\(error)"
        }
        home = isServer ? Home(path: installation.file(Installation.current)) : try Home()
        folder = DataFolder(isServer ? installation.file(Installation.data) : home.dataFolder(data))
        self.isServer = isServer
    }

    /// Whether a production server is installed here.
    let isServer: Bool
    /// Whether it is this machine, and systemd runs on it.
    var isLive: Bool { installation.root == "/" && FileManager.default.fileExists(atPath: "/run/systemd/system") }
    /// Whether units, ports and processes can be asked.
    var isRunning: Bool { isServer && isLive }

    /// Runs a command of foobar's own, as the user whose the data are: root would leave files behind that programs can't
    /// write, and must run no program of theirs.
    func foobar(_ arguments: [String], timeLimit: Int) throws -> Output {
        let command = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        let home = ["env", "FOOBAR_HOME=\(home.path)", command]
        let drop = ["setpriv", "--reuid=\(Installation.user)", "--regid=\(Installation.user)", "--clear-groups", "--"]
        return try Output(
            of: (isServer && geteuid() == 0 ? drop : []) + home + arguments, package: "util-linux", timeLimit: timeLimit)
    }
}
