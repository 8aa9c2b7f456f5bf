import SQLite

extension Members {
    public func isFollowing(_ postID: Int, _ userID: Int) throws -> Bool {
        try database.first("SELECT 1 FROM follow WHERE post_id = ? AND user_id = ?", postID, userID) { _ in true } ?? false
    }

    /// Lets a member hear of what is said on a post, or no more.
    public func setFollowing(_ isFollowing: Bool, _ postID: Int, _ userID: Int) throws {
        if isFollowing {
            try database.run(
                "INSERT INTO follow (post_id, user_id) VALUES (?, ?) ON CONFLICT (post_id, user_id) DO NOTHING", postID, userID)
        } else {
            try database.run("DELETE FROM follow WHERE post_id = ? AND user_id = ?", postID, userID)
        }
    }

    func followers(of postID: Int) throws -> [Int] {
        var users: [Int] = []
        try database.query("SELECT user_id FROM follow WHERE post_id = ?", postID) { users.append($0.int(0)) }
        return users
    }
}
