import CGI
import Site
import Web

Route("health", "Whether both databases answer: 200 and \"ok\", or 503.", cache: .none, reads: [.site, .members]).run { context in
    do {
        try context.site.ping()
        try Members(in: context.folder).ping()
    } catch {
        context.route.log(error, context)
        return Response(
            .serviceUnavailable, type: "text/plain; charset=utf-8", body: Array("A database does not answer.\n".utf8))
    }
    // What the kernel lacks is for the operator to know: the site answers all the same.
    let release = context.release.map { ["release \($0)"] } ?? []
    let lines = ["ok"] + release + context.lacks.consequences
    return Response(.ok, type: "text/plain; charset=utf-8", body: Array((lines.joined(separator: "\n") + "\n").utf8))
}
