import HTML
import Site
import Web

Route("archive", "All months, or the posts of a year (/archive/2015) or a month (/archive/2015/03).", cache: .page, query: "before").run { context in
    let site = try context.site
    let segments = context.request.segments
    if segments.isEmpty {
        var page = ArchivePage()
        try site.months(now: context.now) { page.add(year: $0, month: $1) }
        try site.pages(under: nil, now: context.now) { _, slug, title in page.addPage(slug: slug, title: title) }
        return try context.page(page.finished())
    }
    let month = segments.count == 2 ? number(segments[1], 1...12) : nil
    guard let year = number(segments[0], 1...9_999), segments.count == (month == nil ? 1 : 2) else {
        return try context.notFound()
    }

    let start = CivilTime.seconds(year: year, month: month ?? 1)
    let end = CivilTime.seconds(year: month == nil ? year + 1 : year, month: (month ?? 0) + 1)
    var months = HTML()
    if month == nil && context.before == nil {
        try site.months(from: start, now: min(context.now, end - 1)) { months.addMonth(year: $0, month: $1) }
    }
    var list = PostList()
    let links = try site.posts(
        in: .posts, before: context.before, since: start, until: end, now: context.now, limit: context.settings.postsPerPage
    ) { list.add($0) }
    if list.isEmpty && context.before == nil { return try context.notFound() }
    return try context.page(.archive(year: year, month: month, months: months, list, links))
}

/// A segment of digits alone, within a range.
func number(_ text: String, _ range: ClosedRange<Int>) -> Int? {
    guard text.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) else { return nil }
    return Int(text).flatMap { range.contains($0) ? $0 : nil }
}
