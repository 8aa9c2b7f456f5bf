/// What a program says of itself: ours by `--route`, a script in a comment at its head.
struct RouteDeclaration: Codable {
    /// Which processes run it: slow ones can't hold up quick ones.
    enum Pool: String, Codable, CaseIterable {
        case quick, slow
    }

    /// How long its answers may be kept.
    enum Cache: String, Codable, CaseIterable {
        case none, page, minute
    }

    let name: String
    var help: String?
    var methods: [String]?
    var pool: Pool = .quick
    var cache: Cache?
    /// The databases that it reads and writes: `site`, `members`.
    var reads: [String]?
    var writes: [String]?
    /// Bytes of a request's body that it takes.
    var body: Int?
}
