import CGI
import Site
import Web

Route(
    "status", "How the server does, for the owner: requests, errors, times, databases, certificate, backup.",
    cache: .none, query: "since", reads: [.site, .members, .status]
).run { context in
    _ = try context.viewer(for: .seeFigures)
    let span = context.request.query["since"].flatMap { TrafficWindow.Span(rawValue: $0) } ?? .day
    _ = try context.settings
    return try context.page(.status(ServerStatus(in: context.folder), span, now: context.now))
}
