import HTML
import Site

/// A page: what stands in its head, and what stands between the site's header and footer.
///
/// A class: it is written in one place and handed on, and the first optional of a structure of its size costs a
/// program as much as a small statement.
public final class Page {
    /// In the title bar; the site's name follows.
    public var title: String?
    /// Plain text for search engines and previews.
    public var about = ""
    /// The one address of the page, as a path; nil: search engines should pass it by.
    public var path: String?
    /// More elements of the head.
    public var head = HTML()
    public var main = HTML()

    public init(title: String? = nil, path: String? = nil) {
        self.title = title
        self.path = path
        main.reserveCapacity(24_000)
    }

    /// The whole document. It is the same for everyone: what belongs to a signed-in reader is marked, and
    /// `/me.css` shows it (`in`: whoever is signed in; `out`: whoever is not; `own` under `data-by`: hers).
    /// - Parameter section: the route's name, for the link of the navigation that leads to it.
    func html(settings: Settings, origin: String, section: String) -> HTML {
        func current(_ name: String) -> HTML { name == section ? " aria-current=\"page\"" : "" }
        func links(_ links: SiteLinks) -> HTML {
            var section = section
            return section.withUTF8 { section in
                var html = HTML()
                links.forEach { address, label in
                    let isCurrent = address.count == section.count + 1 && section.indices.allSatisfy { address[$0 + 1] == section[$0] }
                    let mark: HTML = isCurrent ? " aria-current=\"page\"" : ""
                    html += "<a href=\"\(address)\"\(mark)>\(label)</a> "
                }
                return html
            }
        }
        var html = HTML()
        html.reserveCapacity(main.count + head.count + 2_500)
        html += """
            <!DOCTYPE html>
            <html lang="\(settings.language)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <meta name="color-scheme" content="light dark">
            <title>
            """
        if let title { html += "\(title) · " }
        html += "\(settings.title)</title>\n"
        let about = about.isEmpty && path == "/" ? settings.about : about
        if !about.isEmpty { html += "<meta name=\"description\" content=\"\(about)\">\n" }
        if let path {
            html += """
                <link rel="canonical" href="\(origin)\(path)">
                <meta property="og:url" content="\(origin)\(path)">
                <meta property="og:title" content="\(title ?? settings.title)">
                <meta property="og:site_name" content="\(settings.title)">

                """
            if !about.isEmpty { html += "<meta property=\"og:description\" content=\"\(about)\">\n" }
        } else {
            html += "<meta name=\"robots\" content=\"noindex\">\n"
        }
        html += """
            <link rel="stylesheet" href="\(FileAddress("/style.css").path)">
            <link rel="stylesheet" href="/me.css">
            <link rel="icon" href="/favicon.svg" type="image/svg+xml">
            <link rel="alternate" type="application/atom+xml" title="\(settings.title)" href="/feed">
            \(head)</head>
            <body>
            <a class="skip" href="#main">Skip to content</a>
            <header>
            <a class="name" href="/" rel="home">\(settings.title)</a>
            <nav aria-label="Site">\(links(settings.navigation))\
            <a class="out" href="/login"\(current("login"))>Log in</a> \
            <a class="in" href="/write"\(current("write"))>Write</a> \
            <a class="in me" href="/account"\(current("account"))><span class="sr">Your account: </span></a></nav>
            </header>
            <main id="main">
            \(main)</main>
            <footer>\(links(settings.footer))<a class="in" href="/logout">Log out</a></footer>
            </body>
            </html>

            """
        return html
    }
}
