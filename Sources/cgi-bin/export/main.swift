import CGI
import Site
import Web

Route(
    "export", "A member's copy of all that is hers.",
    pool: .slow, cache: .none, reads: [.site, .members, .uploads],
    limits: Limits(seconds: 60, cpuSeconds: 30, memory: 4 << 30)
).run { context in
    switch context.segment {
    case nil where context.request.segments.isEmpty:
        guard let viewer = try context.viewer else { throw Refusal.signInNeeded }
        return try context.page(.export(viewer))
    case "archive.tar.gz":
        let viewer = try context.provenViewer()
        let site = try context.site
        let members = try context.members
        let uploads = Uploads(context.folder)
        let archive = TarArchive(now: context.now)
        let folder = "\(viewer.name)/"
        try site.archive(of: viewer) { archive.add(folder + $0, $1) }
        try members.archive(of: viewer.id, slugs: site.slugs) { archive.add(folder + $0, $1) }
        for name in try members.uploadNames(of: viewer.id) {
            if let contents = uploads.contents(name) { archive.add("\(folder)uploads/\(name)", contents) }
        }
        var response = Response(.ok, type: "application/gzip", body: archive.finished())
        response.set("Content-Disposition", "attachment; filename=\"\(viewer.name).tar.gz\"")
        return response
    default:
        return try context.notFound()
    }
}
