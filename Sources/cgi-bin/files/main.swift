import CGI
import Web

Route(
    "files", "One's uploaded files: adding, listing, deleting.",
    methods: [.reading, .post], pool: .slow, cache: .none, reads: [.site, .members, .uploads], writes: [.members, .uploads],
    tools: .vips, body: FileShelf.bodyLimit, limits: Limits(seconds: 50, cpuSeconds: 20, memory: 2 << 30)
).run { context in
    let viewer = try context.viewer(for: .upload)
    guard context.request.segments.isEmpty else { return try context.notFound() }
    let shelf = try FileShelf(context, viewer: viewer)
    return try context.request.method == .post ? shelf.take() : shelf.show()
}
