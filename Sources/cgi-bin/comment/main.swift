import Site
import Web

let route = Route(
    "comment",
    "Writing a comment: new (/comment/POST, ?to=COMMENT), /comment/edit/ID, /comment/delete/ID, /comment/held/ID.",
    methods: [.reading, .post], cache: .none, reads: [.site, .members], writes: [.site, .members], body: 1 << 20)

route.run { context in
    let path = context.request.segments
    guard let id = path.last.flatMap({ Int($0) }) else { return try context.notFound() }
    switch path.count == 2 ? path[0] : path.count == 1 ? "new" : "" {
    case "new": return try writeComment(on: id, context)
    case "edit": return try editComment(id, context)
    case "delete": return try deleteComment(id, context)
    case "held": return try showHeldComment(id, context)
    default: return try context.notFound()
    }
}
