/// What an import found in its source, whatever the source was.
struct Archive {
    /// What the source is: "a WordPress export".
    var kind: String
    var users: [User] = []
    var terms: [Term] = []
    var entries: [Entry] = []
    var problems = Problems()
    private var logins: Set<String> = []
    private var placeOfTerm: [String: Int] = [:]

    init(kind: String) {
        self.kind = kind
    }

    /// Adds somebody whose login is not there yet.
    mutating func add(_ user: User) {
        if logins.insert(user.login).inserted { users.append(user) }
    }

    /// Adds a tag or category whose slug is not there yet. A tag and a category of one slug are one category.
    mutating func add(_ term: Term) {
        if let place = placeOfTerm[term.slug] {
            if term.isCategory { terms[place].isCategory = true }
            return
        }
        placeOfTerm[term.slug] = terms.count
        terms.append(term)
    }

    /// Somebody who wrote.
    struct User {
        /// The name to sign in with, where the source had one; else the name that was shown.
        var login: String
        var shown: String
        var email: String?
        var about = ""
        var link = ""
    }

    /// A tag or a category.
    struct Term: Hashable {
        var slug: String
        var name: String
        var isCategory = false
        /// The slug of the category above.
        var parent = ""
        var about = ""
    }

    /// A post or a page.
    struct Entry {
        enum Kind { case post, page }
        enum State { case draft, published, `private`, trash }
        enum Format { case markdown, html }

        /// What tells it from all others, on this import and on the next: the address it had.
        var identity: String
        /// The number that the source had for it, where that stood in addresses.
        var number = ""
        var kind = Kind.post
        var state = State.published
        /// Plain text.
        var title: String
        /// The words that its slug is made of.
        var slug: String
        /// Seconds since 1970.
        var publishedAt: Int
        var updatedAt: Int?
        /// By login or shown name, as in `users`.
        var authors: [String] = []
        /// By slug, as in `terms`.
        var terms: [String] = []
        var image = ""
        /// Plain text; empty where the source gave none.
        var excerpt = ""
        var source = ""
        var format = Format.html
        var isPinned = false
        var isUnlisted = false
        var password: String?
        var hasOpenComments = true
        /// The identity of the page above.
        var parent: String?
        var position = 0
        /// Paths, some with a query, as `OldAddress.key` has them.
        var oldAddresses: [String] = []
        var comments: [Comment] = []
    }

    struct Comment {
        enum State { case visible, held, hidden }

        /// The source's number for it.
        var id: String
        var parent: String?
        var name: String
        var link = ""
        /// A login in `users`.
        var user: String?
        var state = State.visible
        var createdAt: Int
        var source: String
    }
}
