import Site
import Web

Route(
    "feed", "Whole posts for feed readers: /feed, /feed/rss, /feed/json; of a tag /feed/tags/SLUG, of a member /feed/users/NAME, each also with /rss and /json.",
    cache: .page
).run { context in
    var segments = context.request.segments
    let format = segments.last.flatMap { Feed.Format(rawValue: $0) } ?? .atom
    if segments.last == format.rawValue { segments.removeLast() }
    guard let source = try FeedSource(segments, context) else { return try context.notFound() }

    var feed = Feed(format, source, context: context)
    try context.site.wholePosts(in: source.listing, now: context.now, limit: Feed.size) { feed.add($0) }
    return feed.finished()
}
