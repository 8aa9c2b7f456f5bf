import Site
import Web

Route("log", "What moderators and owners did, for all to read.", cache: .page, query: "before").run { context in
    guard context.request.segments.isEmpty else { return try context.notFound() }
    let before = context.request.query["before"].flatMap { Int($0) }
    let (acts, next) = try context.site.acts(before: before ?? .max, limit: 50)
    return try context.page(.log(acts, isFirst: before == nil, next: next))
}
