import Site
import Web

Route("c", "Leads to a comment, wherever in its thread it stands by now: /c/ID.", cache: .page).run { context in
    guard let id = context.segment.flatMap({ Int($0) }), let comment = try context.site.comment(id, now: context.now),
        comment.state != .held
    else { return try context.notFound() }
    return try context.redirect(to: context.address(of: comment), .found)
}
