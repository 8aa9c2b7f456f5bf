import Foundation

/// A route, as `foobar routes` lists it. What it does not declare is nil.
struct ListedRoute: Encodable {
    let name: String
    let state: ProgramState
    let help: String?
    let methods: [String]?
    let pool: RouteDeclaration.Pool
    let cache: RouteDeclaration.Cache?
    let query: [String]?
    let reads: [String]?
    let writes: [String]?
    let tools: [String]?
    /// Bytes.
    let body: Int?
    /// What the owner allows it, where it does not lock itself.
    let profile: String?

    /// Those with a program in `cgi-bin/` and those with a source, by name.
    static func all(in home: Home, complain: (RouteDeclarationError) -> Void) throws -> [ListedRoute] {
        let manager = FileManager.default
        let build = Build(home: home)
        let shared = build.sharedSourcesChanged()
        let declared = try RouteDeclaration.all(in: home.programs, complain: complain)
        let sources = (try? manager.contentsOfDirectory(atPath: home.routeSources)) ?? []
        let programs = try manager.contentsOfDirectory(atPath: home.programs).filter { name in
            var isFolder: ObjCBool = false
            return manager.fileExists(atPath: "\(home.programs)/\(name)", isDirectory: &isFolder) && !isFolder.boolValue
        }
        let profiles = try ScriptProfiles(of: home)
        return Set(programs + sources).filter(RoutingTable.isProgramName).sorted().map { name in
            let own = declared.first { $0.name == name } ?? RouteDeclaration(name: name)
            return ListedRoute(
                name: name, state: build.state(of: name, shared: shared), help: own.help, methods: own.methods,
                pool: own.pool, cache: own.cache, query: own.query, reads: own.reads, writes: own.writes, tools: own.tools, body: own.body,
                profile: own.locksItself || sources.contains(name) ? nil : profiles.words(for: name))
        }
    }
}
