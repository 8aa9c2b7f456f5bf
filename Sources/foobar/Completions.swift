import ArgumentParser
import Foundation
import Site

/// What the shell offers for words that only the site knows.
enum Completions {
    /// The programs in `cgi-bin/`.
    static let routes = CompletionKind.custom { _, _, prefix in
        programs().filter { $0.hasPrefix(prefix) }
    }

    /// The first segment of a path.
    static let paths = CompletionKind.custom { _, _, prefix in
        programs().map { "/" + $0 }.filter { $0.hasPrefix(prefix) }
    }

    /// The names of accounts that are open, in the data folder that the words before name.
    static let users = CompletionKind.custom { words, _, prefix in
        let option = words.firstIndex(of: "--data").flatMap { words.indices.contains($0 + 1) ? words[$0 + 1] : nil }
        var names: [String] = []
        guard let home = try? Home(), let site = try? Site(in: DataFolder(home.dataFolder(option))) else { return [] }
        try? site.accounts { account in
            if account.state == .active && account.name.hasPrefix(prefix) { names.append(account.name) }
        }
        return names
    }

    private static func programs() -> [String] {
        guard let home = try? Home(), let names = try? FileManager.default.contentsOfDirectory(atPath: home.programs)
        else { return [] }
        return names.filter { RoutingTable.isProgramName($0) }.sorted()
    }
}
