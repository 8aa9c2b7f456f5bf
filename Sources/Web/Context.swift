import CGI
import HTML
import Site
import SQLite

#if canImport(Glibc)
import Glibc
#endif

/// What a route has at hand while it answers one request.
public final class Context {
    public let route: Route
    public let request: Request
    /// Seconds since 1970, the same throughout the request.
    public let now: Int
    private var openSite: Site?
    private var knownSettings: Settings?

    init(route: Route, request: Request) {
        self.route = route
        self.request = request
        now = time(nil)
    }

    /// The folder that holds the databases: `$FOOBAR_DATA`, or `var` beside the program's folder.
    public var folder: DataFolder {
        DataFolder(MetaVariables.value("FOOBAR_DATA") ?? "var")
    }

    /// `site.db`, opened when it is first asked for.
    public var site: Site {
        get throws {
            if let openSite { return openSite }
            let site = try Site(in: folder, for: route.writes.contains(.site) ? .writing : .reading)
            openSite = site
            return site
        }
    }

    public var settings: Settings {
        get throws {
            if let knownSettings { return knownSettings }
            let settings = try site.settings()
            knownSettings = settings
            return settings
        }
    }

    /// The settings where they are known, else those of a new site: for pages that tell of a fault.
    var settingsAtHand: Settings { knownSettings ?? Settings() }

    /// The scheme and host of all canonical addresses.
    public var origin: String {
        let address = settingsAtHand.address
        return address.isEmpty ? request.origin : address
    }

    /// The one segment of the path: the slug of `/posts/hello`. nil where there are none or more.
    public var segment: String? {
        let segments = request.segments
        return segments.count == 1 ? segments[0] : nil
    }

    /// Where the page of a list begins; nil on its first page, and where what was asked is no key.
    public var before: PageKey? { request.query["before"].flatMap { PageKey($0) } }
}
