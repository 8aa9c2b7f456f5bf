import CGI
import Site
import Web

Route("sitemap", "The sitemap's index (/sitemap.xml), and its parts: /sitemap/lists, /sitemap/1 and on.", cache: .page).run { context in
    let site = try context.site
    _ = try context.settings
    let segments = context.request.segments
    if segments.isEmpty { return Sitemap.index(parts: try site.sitemapParts(), origin: context.origin) }
    guard segments.count == 1 else { return try context.notFound() }

    var map = Sitemap(origin: context.origin)
    if segments[0] == "lists" {
        for path in ["/", "/archive", "/tags", "/users"] { map.add(path: path) }
        try site.months(now: context.now) { map.add(year: $0, month: $1) }
        _ = try site.tags(now: context.now, limit: 20_000) { slug, _, _, _ in map.add("/tags/", slug) }
        _ = try site.users(now: context.now, limit: 20_000) { user in map.add("/users/", user.name) }
        return map.finished()
    }
    guard let part = Int(segments[0]), part >= 1, part <= (try site.sitemapParts()) else { return try context.notFound() }
    try site.sitemap(part: part, now: context.now) { map.add("/posts/", $0, updatedAt: $1) }
    return map.finished()
}
