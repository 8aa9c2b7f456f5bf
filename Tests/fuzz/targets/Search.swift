import Foundation
import Site

/// Whatever is typed into the search is no error of SQLite's.
final class SearchFuzz {
    private let site: Site

    init() {
        site = FuzzedSite().site
    }

    func run(_ bytes: [UInt8]) {
        guard let match = SearchQuery(String(fuzzed: bytes)).match else { return }
        do {
            _ = try site.search(match, now: 1_900_000_000, limit: 3) { _ in }
        } catch {
            fatalError("\(error), searching for \(match.shown)")
        }
    }
}
