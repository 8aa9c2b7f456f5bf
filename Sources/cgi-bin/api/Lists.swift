import CGI
import JSON
import Site
import Web

extension Operation {
    static let users: [Operation] = [
        Operation(
            .get, "/v1/users", "listUsers", "The members, by name.",
            parameters: [.after("Goes on after this name.", .text(most: 32)), .limit], answer: .page(of: .user)
        ) { call in
            var items = JSON()
            let next = try call.site.users(after: call.text("after") ?? "", now: call.now, limit: call.limit) {
                items.add($0, origin: call.context.origin)
            }
            return call.page(items, next: next.map { ("after", $0) })
        },
        Operation(
            .get, "/v1/users/{name}", "getUser", "A member.", parameters: [.user], answer: .one(.user)
        ) { call in
            var json = JSON()
            let user: Void? = try call.site.user(call.text("name") ?? "", now: call.now) { json.add($0, origin: call.context.origin) }
            guard user != nil else { throw Problem.nothingHere }
            return call.answer(json)
        },
        Operation(
            .get, "/v1/users/{name}/posts", "listPostsOfUser", "What a member has published, newest first.",
            parameters: [.user, .pageOfPosts, .limit], answer: .page(of: .postItem)
        ) { call in
            let name = call.text("name") ?? ""
            guard try call.site.user(name, now: call.now, body: { $0.id }) != nil else { throw Problem.nothingHere }
            return try call.posts(in: .by(name))
        },
    ]

    static let tags: [Operation] = [
        Operation(
            .get, "/v1/tags", "listTags", "The tags and categories that have posts, by slug.",
            parameters: [.after("Goes on after this slug.", .text(most: 200)), .limit], answer: .page(of: .tag)
        ) { call in
            var items = JSON()
            let origin = call.context.origin
            let next = try call.site.tags(after: call.text("after") ?? "", now: call.now, limit: call.limit) {
                slug, name, isCategory, posts in
                items.object { json in
                    json.member("slug", slug)
                    json.member("url", "\(origin)/tags/\(String(slug))")
                    json.member("name", name)
                    json.member("category", isCategory)
                    json.member("posts", posts)
                }
            }
            return call.page(items, next: next.map { ("after", $0) })
        },
        Operation(
            .get, "/v1/tags/{slug}", "getTag", "A tag or category.", parameters: [.tag], answer: .one(.tagDetail)
        ) { call in
            var json = JSON()
            let url = "\(call.context.origin)/tags/\(call.slug)"
            let tag: Void? = try call.site.tag(call.slug) { name, about, parent in
                json.object { json in
                    json.member("slug", call.slug)
                    json.member("url", url)
                    json.member("name", name)
                    json.member("about", about)
                    json.member("parent") { json in if parent.isEmpty { json.null() } else { json.string(parent) } }
                }
            }
            guard tag != nil else { throw Problem.nothingHere }
            return call.answer(json)
        },
        Operation(
            .get, "/v1/tags/{slug}/posts", "listPostsOfTag", "The posts that have a tag, newest first.",
            parameters: [.tag, .pageOfPosts, .limit], answer: .page(of: .postItem)
        ) { call in
            guard try call.site.hasTag(call.slug) else { throw Problem.nothingHere }
            return try call.posts(in: .tag(call.slug))
        },
    ]

    static let search: [Operation] = [
        Operation(
            .get, "/v1/search", "search", "The posts that have some words, best match first.",
            "Words, phrases in double quotes, beginnings of words with a star. Where more than 500 posts match, the newest come first.",
            parameters: [
                .query("q", .text(most: SearchPage.queryLimit), "What is looked for.", isRequired: true),
                .query("from", .integer(0...(1 << 62)), "Goes on where a page ended. `next` and `Link` lead there."), .limit,
            ],
            answer: .page(of: .hit)
        ) { call in
            var items = JSON()
            guard let match = SearchQuery(call.text("q") ?? "").match else { return call.page(items, next: nil) }
            let result = try call.site.search(match, from: call.int("from"), now: call.now, limit: call.limit) {
                items.add($0, origin: call.context.origin)
            }
            return call.page(items, next: result.next.map { ("from", String($0)) })
        }
    ]

    static let log: [Operation] = [
        Operation(
            .get, "/v1/log", "listActs", "What moderators and owners did, newest first.",
            parameters: [.query("before", .id, "Goes on before this number. `next` and `Link` lead there."), .limit],
            answer: .page(of: .act)
        ) { call in
            var items = JSON()
            let (acts, next) = try call.site.acts(before: call.int("before") ?? .max, limit: call.limit)
            for act in acts {
                items.object { json in
                    json.member("id", act.id)
                    json.member("at") { $0.string(.moment(act.at)) }
                    json.member("actor") { $0.byline(act.actor) }
                    json.member("act", act.act)
                    json.member("target", call.context.origin + act.target)
                    json.member("title", act.title)
                    json.member("reason", act.reason)
                }
            }
            return call.page(items, next: next.map { ("before", String($0)) })
        }
    ]

    static let me: [Operation] = [
        Operation(
            .get, "/v1/me", "getMe", "Who made the token, and what it is good for.", need: .anyToken, answer: .one(.me)
        ) { call in
            guard let token = call.token, let holder = call.holder else { throw Problem.noToken }
            var json = JSON()
            json.object { json in
                json.member("name", holder.name)
                json.member("shown", holder.shown)
                json.member("url", "\(call.context.origin)/users/\(holder.name)")
                json.member("role", holder.role.rawValue)
                json.member("token", token.name)
                json.member("scopes") { $0.array { list in for scope in token.scopes { list.string(scope.rawValue) } } }
                json.member("expires_at") { $0.string(.moment(token.expiresAt)) }
            }
            return call.answer(json)
        },
        Operation(
            .get, "/v1/me/drafts", "listOwnDrafts", "One’s own drafts and what is private, the last changed first.",
            need: .scope(.read), parameters: [.pageOfPosts, .limit], answer: .page(of: .deskItem)
        ) { call in try call.stored { .drafts(of: $0) } },
        Operation(
            .get, "/v1/me/posts", "listOwnPosts", "All that one has published or scheduled, newest first.",
            need: .scope(.read), parameters: [.pageOfPosts, .limit], answer: .page(of: .deskItem)
        ) { call in try call.stored { .written(by: $0) } },
    ]

    static let description: [Operation] = [
        Operation(
            .get, "/v1/openapi.json", "getDescription", "This description (OpenAPI 3.1).", answer: .description
        ) { call in
            let settings = try call.context.settings
            return call.answer(JSON(describing: Operation.all, title: settings.title, origin: call.context.origin))
        }
    ]
}

extension Call {
    fileprivate func stored(on desk: (String) -> Listing) throws -> Response {
        guard let holder else { throw Problem.noToken }
        var items = JSON()
        let next = try site.stored(
            on: desk(holder.name), before: text("before").flatMap { PageKey($0) }, limit: limit
        ) { post in
            items.object { json in
                json.member("slug", post.slug)
                json.member("url", "\(context.origin)/posts/\(String(post.slug))")
                json.member("kind", post.isPage ? "page" : "post")
                json.member("state", post.state.rawValue)
                json.member("title", post.title)
                json.member("published_at", moment: post.publishedAt)
                json.member("updated_at") { $0.string(.moment(post.updatedAt)) }
                json.member("unlisted", post.isUnlisted)
                json.member("pinned", post.isPinned)
            }
        }
        return page(items, next: next.map { ("before", $0.text) })
    }
}

extension JSON {
    fileprivate mutating func add(_ user: UserRow, origin: String) {
        object { json in
            json.member("name", user.name)
            json.member("url", "\(origin)/users/\(user.nameText)")
            json.member("shown", user.shown)
            json.member("about", user.about)
            json.member("link", user.link)
            json.member("picture", user.picture)
            json.member("joined_at", moment: user.createdAt)
            json.member("posts", user.postCount)
        }
    }

    fileprivate mutating func add(_ hit: SearchHit, origin: String) {
        object { json in
            json.member("slug", hit.slug)
            json.member("url", "\(origin)/posts/\(String(hit.slug))")
            json.member("title", unmarked(hit.title))
            json.member("excerpt", unmarked(hit.excerpt))
            json.member("authors") { $0.array { list in hit.authors { list.byline($0, $1) } } }
            json.member("published_at", moment: hit.publishedAt)
            json.member("comments", hit.commentCount)
        }
    }
}

/// A text of a hit without the marks around what matched.
private func unmarked(_ text: Span<UInt8>) -> String {
    text.withUnsafeBufferPointer { bytes in String(decoding: bytes.filter { $0 != 2 && $0 != 3 }, as: UTF8.self) }
}
