import SQLite

extension Site {
    /// Who may make an account.
    public func signUp() throws -> SignUp {
        let value = try database.first("SELECT value FROM setting WHERE name = 'user_sign_up'") { $0.string(0) }
        return value.map { SignUp(rawValue: $0) ?? .closed } ?? .open
    }

    public func account(_ id: Int) throws -> Account? {
        try database.first(
            "SELECT id, name, shown, role, state, about, link, picture FROM user WHERE id = ?", id
        ) { Account($0) }
    }

    public func account(_ name: UserName) throws -> Account? {
        try database.first(
            "SELECT id, name, shown, role, state, about, link, picture FROM user WHERE name = ?", name.text
        ) { Account($0) }
    }

    /// All accounts, by name.
    public func accounts(each body: (Account) throws -> Void) throws {
        try database.query(
            "SELECT id, name, shown, role, state, about, link, picture FROM user ORDER BY name"
        ) { try body(Account($0)) }
    }

    /// Whether the site has an owner who can do something.
    public func hasOwner() throws -> Bool {
        try database.first("SELECT 1 FROM user WHERE role = 'owner' AND state = 'active' LIMIT 1") { _ in true } ?? false
    }

    /// The owner; of several, who was the first here.
    public func ownerID() throws -> Int? {
        try database.first("SELECT id FROM user WHERE role = 'owner' AND state = 'active' ORDER BY id LIMIT 1") { $0.int(0) }
    }

    /// Adds an account.
    /// - Returns: its id; nil where the name is somebody's already.
    public func addUser(_ name: UserName, role: Role, now: Int) throws -> Int? {
        let added = try database.run(
            """
            INSERT INTO user (name, shown, role, state, about, link, picture, created_at, post_count)
            VALUES (?, ?, ?, 'active', '', '', '', ?, 0)
            ON CONFLICT DO NOTHING
            """, name.text, name.text, role.rawValue, now)
        return added > 0 ? database.lastInsertRowID : nil
    }

    public func setRole(of userID: Int, _ role: Role) throws {
        try database.run("UPDATE user SET role = ? WHERE id = ?", role.rawValue, userID)
    }

    public func setState(of userID: Int, _ state: Account.State) throws {
        try database.run("UPDATE user SET state = ? WHERE id = ?", state.rawValue, userID)
    }

    /// Keeps what somebody says of herself, and writes the name that people read wherever she is named; in a
    /// transaction. Drafts get it when they are saved.
    public func save(_ profile: Profile, of account: Account) throws {
        try database.run(
            "UPDATE user SET shown = ?, about = ?, link = ?, picture = ? WHERE id = ?",
            profile.shown, profile.about, profile.link, profile.picture, account.id)
        guard profile.shown != account.shown else { return }
        let old = Byline(name: account.name, shown: account.shown).line
        let new = Byline(name: account.name, shown: profile.shown).line
        try database.run("UPDATE comment SET author = ? WHERE author_id = ?", new, account.id)
        // Between line feeds, so that no longer name that ends or begins alike is touched.
        try database.run(
            """
            UPDATE post SET authors = trim(replace(char(10) || authors || char(10), char(10) || ? || char(10),
                char(10) || ? || char(10)), char(10))
            WHERE id IN (SELECT post_id FROM listing WHERE list = 'by/' || ?)
            """, old, new, account.name)
    }
}

extension Account {
    init(_ row: Row) {
        self.init(
            id: row.int(0), name: row.string(1), shown: row.string(2), role: Role(rawValue: row.string(3)) ?? .member,
            state: State(rawValue: row.string(4)) ?? .disabled,
            profile: Profile(shown: row.string(2), about: row.string(5), link: row.string(6), picture: row.string(7)))
    }
}
