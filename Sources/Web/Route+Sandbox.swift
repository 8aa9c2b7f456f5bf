import CGI
import Sandbox
import Site

#if canImport(Glibc)
import Glibc
#endif

extension Route {
    /// Leaves the program what the route declares and nothing else, before it reads a byte of what a client sent.
    /// - Returns: the layers that are not in force.
    func enterSandbox(_ setting: SandboxSetting) -> SandboxLayers {
        let sandbox = Sandbox(setting)
        let folder = DataFolder.ofRequest
        let opens = reads.union(writes)
        if opens.contains(.site) { sandbox.allow(database: folder.siteDatabase, writing: writes.contains(.site)) }
        if opens.contains(.members) {
            sandbox.allow(database: folder.membersDatabase, writing: writes.contains(.members))
        }
        if writes.contains(.members) { sandbox.allow(database: folder.triesDatabase, writing: true) }
        if writes.contains(.uploads) {
            sandbox.allow([.read, .list, .write, .make], inFolder: folder.uploads, mode: 0o755)
        } else if reads.contains(.uploads) {
            sandbox.allow([.read, .list], folder.uploads)
        }
        if writes.contains(.own) {
            sandbox.allow([.read, .list, .write, .make], inFolder: folder.ownDatabases, mode: 0o700)
        } else if reads.contains(.own) {
            sandbox.allow([.read, .list], folder.ownDatabases)
        }
        if reads.contains(.log) { sandbox.allow(.list, folder.logs) }
        if reads.contains(.status) { sandbox.allow([.read, .list], folder.status) }
        // The owner's time zone.
        sandbox.allow(.read, "/usr/share/zoneinfo")
        var calls: SystemCalls = writes.isEmpty ? .reading : .writing
        if !tools.isEmpty {
            for name in tools.names { sandbox.allow(running: "/usr/bin/\(name)") }
            calls.insert(.running)
        }
        return sandbox.enter(calls)
    }
}

extension Context {
    /// Leaves the program and its tools nothing but the uploads, before they look into a picture that somebody sent:
    /// both databases are open, and no tool gets them.
    public func narrowToUploads() throws {
        _ = try (site, members)
        let sandbox = Sandbox(SandboxSetting())
        sandbox.allow([.read, .list, .write, .make], inFolder: folder.uploads, mode: 0o755)
        for name in route.tools.names { sandbox.allow(running: "/usr/bin/\(name)") }
        sandbox.narrow()
    }
}

extension DataFolder {
    /// The folder that the server names: `$FOOBAR_DATA`, or `var` beside the program's folder.
    static var ofRequest: DataFolder {
        DataFolder(MetaVariables.value("FOOBAR_DATA") ?? "var")
    }
}
