/// What a program says of itself: ours by `--route`, a script in a comment at its head.
struct RouteDeclaration: Codable {
    /// Which processes run it: slow ones can't hold up quick ones.
    enum Pool: String, Codable, CaseIterable {
        case quick, slow
    }

    /// Whether nginx keeps its answers, as long as they say themselves.
    enum Cache: String, Codable, CaseIterable {
        case none, page, validated
    }

    let name: String
    var help: String?
    var methods: [String]?
    var pool: Pool = .quick
    var cache: Cache?
    /// The fields of the query that tell one kept answer from another; `*` for all of it.
    var query: [String]?
    /// What it reads and writes of the data folder: `site`, `members`, `uploads`, `own`, `log`, `status`.
    var reads: [String]?
    var writes: [String]?
    /// The programs that it starts.
    var tools: [String]?
    /// Bytes of a request's body that it takes.
    var body: Int?
    /// `own` where the program locks itself into what it declares.
    var sandbox: String?
}

extension RouteDeclaration {
    var locksItself: Bool { sandbox == "own" }
    var readsWholeQuery: Bool { query == ["*"] }
    /// Those that can be a name in nginx's language.
    var fields: [String] {
        (query ?? []).filter { name in
            !name.isEmpty && name.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "_") }
        }
    }
}
