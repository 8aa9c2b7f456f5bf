import CGI
import HTML
import Sandbox
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
    /// The layers of the sandbox that are not in force.
    public let lacks: SandboxLayers
    private var openSite: Site?
    private var openMembers: Members?
    /// Whoever is signed in, once it was looked up.
    var knownViewer: Viewer??
    /// What the browser has waiting, once that was changed.
    var changedPending: [Token]?
    /// The page that was answered, kept until the program ends: to take it apart would cost as much as a
    /// small statement.
    var shownPage: Page?
    /// Cookies that the answer sets.
    var setCookies: [SetCookie] = []
    /// Those of a new site until they are read: what a page that tells of a fault has to do with.
    private(set) var settingsAtHand = Settings()

    init(route: Route, request: Request, lacks: SandboxLayers = .all) {
        self.route = route
        self.request = request
        self.lacks = lacks
        now = time(nil)
    }

    /// The folder that holds the databases.
    public var folder: DataFolder { .ofRequest }

    /// `site.db`, opened when it is first asked for.
    public var site: Site {
        get throws {
            if let openSite { return openSite }
            let site = try Site(in: folder, for: route.writes.contains(.site) ? .writing : .reading)
            openSite = site
            // Before any page is begun: the dates on it are shown by the site's clock.
            settingsAtHand = try site.settings()
            Clock.zone = settingsAtHand.zone
            return site
        }
    }

    public var settings: Settings {
        get throws {
            _ = try site
            return settingsAtHand
        }
    }

    /// What the owner decides that no page shows.
    public var rules: Rules { get throws { try site.rules() } }

    /// `members.db`, opened when it is first asked for.
    public var members: Members {
        get throws {
            if let openMembers { return openMembers }
            let members = try Members(in: folder, for: route.writes.contains(.members) ? .writing : .reading)
            openMembers = members
            return members
        }
    }

    /// The scheme and host of all canonical addresses.
    public var origin: String {
        let address = settingsAtHand.address
        return address.isEmpty ? request.origin : address
    }

    /// The one segment of the path: the slug of `/posts/hello`. nil where there are none or more.
    public var segment: String? {
        var path = request.pathInfo.utf8[...]
        while path.first == UInt8(ascii: "/") { path = path.dropFirst() }
        while path.last == UInt8(ascii: "/") { path = path.dropLast() }
        return path.isEmpty || path.contains(UInt8(ascii: "/")) ? nil : String(path)
    }

    /// Where the page of a list begins; nil on its first page, and where what was asked is no key.
    public var before: PageKey? { request.query["before"].flatMap { PageKey($0) } }
}
