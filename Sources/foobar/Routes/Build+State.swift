import Foundation

extension Build {
    /// How the program of a route stands to its source.
    /// - Parameter shared: as `sharedSourcesChanged` answers.
    func state(of name: String, shared: Date?) -> ProgramState {
        let manager = FileManager.default
        let path = "\(home.programs)/\(name)"
        guard let installed = Self.modified(URL(fileURLWithPath: path)) else { return .missing }
        guard manager.isExecutableFile(atPath: path) else { return .notExecutable }
        let folder = "\(home.routeSources)/\(name)"
        guard manager.fileExists(atPath: folder) else { return .own }
        if let made = Self.modified(URL(fileURLWithPath: "\(home.products)/\(name)")), made > installed { return .stale }
        // A build leaves alone what it finds unchanged: how new a program is says nothing where there was one since.
        let built = max(Self.modified(stamp) ?? installed, installed)
        let changed = [Self.newest(in: folder, except: []), shared].compactMap { $0 }.max()
        return changed.map { $0 > built } ?? false ? .stale : .current
    }

    /// When a source that all routes are made of last changed; nil where there is none.
    func sharedSourcesChanged() -> Date? {
        Self.newest(in: home.path + "/Sources", except: ["cgi-bin", "foobar", "keeper", "tools"])
    }

    private static func newest(in folder: String, except names: Set<String>) -> Date? {
        let files = FileManager.default.enumerator(
            at: URL(fileURLWithPath: folder), includingPropertiesForKeys: [.contentModificationDateKey])
        var newest: Date?
        while let file = files?.nextObject() as? URL {
            if files?.level == 1, names.contains(file.lastPathComponent) {
                files?.skipDescendants()
            } else if let date = modified(file) {
                newest = max(newest ?? date, date)
            }
        }
        return newest
    }
}
