import SQLite

extension Members {
    /// Forgets a member: address, password, sessions, links, all that was kept of her; in a transaction.
    /// - Parameters:
    ///   - posts: those that went with her.
    ///   - keepingFiles: whether what she uploaded stays, as nobody's.
    /// - Returns: the names of files that are to be removed.
    public func forget(_ userID: Int, posts: [Int], keepingFiles: Bool) throws -> [String] {
        try database.run(
            "DELETE FROM mail WHERE recipient = (SELECT email FROM member WHERE user_id = ?)", userID)
        try database.run("DELETE FROM session WHERE user_id = ?", userID)
        try database.run("DELETE FROM token WHERE user_id = ?", userID)
        try endAccessTokens(of: userID)
        try database.run("DELETE FROM recovery_code WHERE user_id = ?", userID)
        try database.run("DELETE FROM follow WHERE user_id = ?", userID)
        try database.run("DELETE FROM flag WHERE user_id = ?", userID)
        try database.run("DELETE FROM note WHERE user_id = ?", userID)
        try database.run("UPDATE note SET author_id = 0 WHERE author_id = ?", userID)
        try database.run("UPDATE revision SET author_id = 0 WHERE author_id = ?", userID)
        // Whom she invited is her inviter's from now on: the tree stays whole.
        try database.run(
            "UPDATE member SET invited_by = (SELECT invited_by FROM member WHERE user_id = ?) WHERE invited_by = ?", userID, userID)
        for post in posts { try forgetPost(post) }
        var files: [String] = []
        if keepingFiles {
            try database.run("UPDATE upload SET user_id = 0 WHERE user_id = ?", userID)
        } else {
            try database.query("SELECT name FROM upload WHERE user_id = ?", userID) { files.append($0.string(0)) }
            try database.run("DELETE FROM upload WHERE user_id = ?", userID)
        }
        try database.run("DELETE FROM member WHERE user_id = ?", userID)
        return files
    }
}
