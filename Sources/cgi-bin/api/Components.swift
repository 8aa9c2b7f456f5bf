import Site

/// What the API sends and takes. Each is written by the function of its name beside the operations.
extension Component {
    static let byline = Component(
        name: "Author", about: "Who wrote something.",
        properties: [
            Property("name", .text(), "A member’s name; empty for a guest, and for somebody who left."),
            Property("shown", .text(), "The name that people read."),
        ])

    static let postTag = Component(
        name: "PostTag", about: "A tag of a post.",
        properties: [
            Property("slug", .text(), "What stands in the address of its page."),
            Property("name", .text()),
        ])

    static let postItem = Component(
        name: "PostItem", about: "A post or page in a list.",
        properties: [
            Property("id", .id, "Stays the same whatever happens to the address."),
            Property("slug", .text(), "What stands in its address; it can change."),
            Property("url", .url, "Its page, for people."),
            Property("kind", .choice(["post", "page"])),
            Property("state", .choice(["draft", "published", "private", "trash"])),
            Property("title", .text(), "Plain text; empty for a draft that has none yet."),
            Property("excerpt", .text(), "Plain text."),
            Property("authors", .array(of: .object(.byline))),
            Property("tags", .array(of: .object(.postTag))),
            Property("published_at", .nullable(.moment), "In the future where it waits for its time; null for a draft without one."),
            Property("updated_at", .moment),
            Property("pinned", .boolean, "Kept on top by the owner."),
            Property("protected", .boolean, "Asks readers for a password."),
            Property("comments", .count, "How many there are."),
        ])

    static let deskItem = Component(
        name: "OwnPostItem", about: "One of one’s own posts and pages, of any state.",
        properties: [
            Property("slug", .text()),
            Property("url", .url, "Its page, for people, once it is published."),
            Property("kind", .choice(["post", "page"])),
            Property("state", .choice(["draft", "published", "private", "trash"])),
            Property("title", .text()),
            Property("published_at", .nullable(.moment)),
            Property("updated_at", .moment),
            Property("unlisted", .boolean),
            Property("pinned", .boolean),
        ])

    static let post = Component(
        name: "Post", about: "A post or page. How many comments it has, their list tells: a new one is no change of the post.",
        properties: [
            Property("id", .id, "Stays the same whatever happens to the address."),
            Property("slug", .text(), "What stands in its address; it can change."),
            Property("url", .url, "Its page, for people."),
            Property("kind", .choice(["post", "page"])),
            Property("state", .choice(["draft", "published", "private", "trash"])),
            Property("title", .text(), "Plain text."),
            Property("excerpt", .text(), "Plain text."),
            Property("image", .nullable(.text()), "Address of the picture that stands for it."),
            Property("html", .nullable(.text()), "Safe HTML; null where a password is asked for."),
            Property("source", .text(), "What was written. Only for those who may change it.", isRequired: false),
            Property("format", .choice(["markdown", "html"]), "Of the source.", isRequired: false),
            Property("authors", .array(of: .object(.byline))),
            Property("tags", .array(of: .object(.postTag))),
            Property("published_at", .nullable(.moment), "In the future where it waits for its time; null for a draft without one."),
            Property("updated_at", .moment),
            Property("pinned", .boolean, "Kept on top by the owner."),
            Property("unlisted", .boolean, "Stands in no list; whoever knows the address can read it."),
            Property("protected", .boolean, "Asks readers for a password."),
            Property("comments_open", .boolean, "Whether it can be commented on."),
        ])

    static let newPost = Component(
        name: "NewPost", about: "A post or page as it is sent.",
        properties: [Property("title", .text(most: PostDraft.titleLimit, .visible), "Plain text.")] + writable)

    static let postChange = Component(
        name: "PostChange", about: "What is to change of a post; all else stays (RFC 7396).",
        properties: [Property("title", .text(most: PostDraft.titleLimit, .visible), "Plain text.", isRequired: false)] + writable)

    private static let writable: [Property] = [
        Property("source", .text(most: PostDraft.sourceLimit), "Markdown.", isRequired: false),
        Property("state", .choice(["draft", "published"]), "A new post is a draft where nothing is said.", isRequired: false),
        Property(
            "published_at", .text(.moment, format: "date-time"),
            "When it is to appear, or appeared; now where nothing is said.", isRequired: false),
        Property("slug", .text(most: Slug.longest, .slug), "Made from the title where nothing is said.", isRequired: false),
        Property("tags", .array(of: .text(most: PostDraft.tagLimit, .tag), most: PostDraft.mostTags), "Names.", isRequired: false),
        Property("excerpt", .text(most: PostDraft.excerptLimit), "Empty: the beginning of the text.", isRequired: false),
        Property("kind", .choice(["post", "page"]), "Pages are for the owner to make.", isRequired: false),
        Property("pinned", .boolean, "For the owner to decide.", isRequired: false),
        Property("unlisted", .boolean, isRequired: false),
        Property("comments_open", .boolean, isRequired: false),
    ]

    static let comment = Component(
        name: "Comment", about: "A comment. Of one that is gone only its place in the thread is left.",
        properties: [
            Property("id", .id),
            Property("post", .id, "The post that it stands on."),
            Property("url", .url, "Leads people to it."),
            Property("parent", .nullable(.id), "The comment that it answers."),
            Property("state", .choice(["visible", "held", "hidden", "deleted"]), "held: it waits for a moderator, and only its author sees it."),
            Property("author", .nullable(.object(.byline)), "null where the comment is gone."),
            Property("html", .text(), "Safe HTML; empty where the comment is gone."),
            Property("source", .text(), "Markdown. Only for its author.", isRequired: false),
            Property("created_at", .moment),
            Property("edited", .boolean, "Whether it was changed since."),
        ])

    static let newComment = Component(
        name: "NewComment", about: "A comment as it is sent.",
        properties: [
            Property("text", .text(most: CommentJudge.limit, .visible), "Markdown."),
            Property("parent", .nullable(.id), "The comment that it answers.", isRequired: false),
        ])

    static let commentChange = Component(
        name: "CommentChange", about: "What is to be made of a comment.",
        properties: [Property("text", .text(most: CommentJudge.limit, .visible), "Markdown.")])

    static let user = Component(
        name: "User", about: "A member, as everyone may see her.",
        properties: [
            Property("name", .text(), "What stands in the address of her page."),
            Property("url", .url),
            Property("shown", .text(), "The name that people read."),
            Property("about", .text()),
            Property("link", .text(), "An address of the web, or empty."),
            Property("picture", .text(), "Address of a picture, or empty."),
            Property("joined_at", .nullable(.moment)),
            Property("posts", .count, "How many of hers are published."),
        ])

    static let tag = Component(
        name: "Tag", about: "A tag or category that has posts.",
        properties: [
            Property("slug", .text()),
            Property("url", .url),
            Property("name", .text()),
            Property("category", .boolean),
            Property("posts", .count, "How many have it."),
        ])

    static let tagDetail = Component(
        name: "TagDetail", about: "A tag or category.",
        properties: [
            Property("slug", .text()),
            Property("url", .url),
            Property("name", .text()),
            Property("about", .text()),
            Property("parent", .nullable(.text()), "Slug of the category above."),
        ])

    static let hit = Component(
        name: "SearchHit", about: "A post that a search found.",
        properties: [
            Property("slug", .text()),
            Property("url", .url),
            Property("title", .text()),
            Property("excerpt", .text(), "Some words around what was found."),
            Property("authors", .array(of: .object(.byline))),
            Property("published_at", .nullable(.moment)),
            Property("comments", .count),
        ])

    static let act = Component(
        name: "Act", about: "What a moderator or owner did.",
        properties: [
            Property("id", .id),
            Property("at", .moment),
            Property("actor", .object(.byline)),
            Property("act", .text(), "hide, restore, approve, lock, unlock, ban, unban, role and the like."),
            Property("target", .url, "What it was done to."),
            Property("title", .text(), "How people call that."),
            Property("reason", .text()),
        ])

    static let upload = Component(
        name: "Upload", about: "A file that was uploaded.",
        properties: [
            Property("id", .id),
            Property("url", .url, "Anybody who knows the address can read it."),
            Property("title", .text()),
            Property("type", .text(), "Media type, told by content; pictures become WebP."),
            Property("size", .count, "Bytes, all its forms together."),
            Property("width", .nullable(.count), "Pixels, of a picture."),
            Property("height", .nullable(.count)),
            Property("markdown", .text(), "What shows it in a post."),
            Property("created_at", .moment),
        ])

    static let me = Component(
        name: "Me", about: "Whoever made the token, and what it is good for.",
        properties: [
            Property("name", .text()),
            Property("shown", .text()),
            Property("url", .url),
            Property("role", .choice(["member", "author", "moderator", "owner"])),
            Property("token", .text(), "What its maker calls it."),
            Property("scopes", .array(of: .choice(["read", "posts", "comments", "uploads"]))),
            Property("expires_at", .moment),
        ])

    static let fault = Component(
        name: "Fault", about: "What is wrong with a part of the body.",
        properties: [
            Property("pointer", .text(), "JSON Pointer (RFC 6901); empty: all of it."),
            Property("detail", .text()),
        ])

    static let problem = Component(
        name: "Problem", about: "What went wrong (RFC 9457).",
        properties: [
            Property("type", .text(), "about:blank: the status says it."),
            Property("title", .text()),
            Property("status", .integer(400...599)),
            Property("detail", .text(), "What happened, and what to do, for people."),
            Property("errors", .array(of: .object(.fault)), isRequired: false),
            Property("request", .text(), "The server’s log has it by this."),
        ])

    static let all = [
        post, postItem, deskItem, newPost, postChange, postTag, byline, comment, newComment, commentChange, user, tag, tagDetail,
        hit, act, upload, me, problem, fault,
    ]
}
