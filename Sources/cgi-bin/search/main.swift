import Site
import Web

Route("search", "The posts that have some words (?q=), best match first.", cache: .page, query: "q from").run { context in
    let words = String((context.request.query["q"] ?? "").prefix(SearchPage.queryLimit))
    var page = SearchPage(words)
    guard let match = SearchQuery(words).match else { return try context.page(page.finished(nil)) }
    let from = context.request.query["from"].flatMap { Int($0) }
    let result = try context.site.search(match, from: from, now: context.now, limit: context.settings.postsPerPage) {
        page.add($0)
    }
    return try context.page(page.finished(result))
}
