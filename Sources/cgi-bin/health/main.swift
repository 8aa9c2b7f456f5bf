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
    return Response(.ok, type: "text/plain; charset=utf-8", body: Array("ok\n".utf8))
}
