import HTML
import Site

extension Page {
    /// The newest posts.
    public static func home(_ list: PostList, _ links: PageLinks, settings: Settings) -> Page {
        let page = Page(title: links.newer == .none ? nil : "Older posts", path: links.newer == .none ? "/" : nil)
        page.main += "<h1 class=\"sr\">\(links.newer == .none ? "Newest posts" : "Older posts")</h1>\n"
        if links.newer == .none && !settings.about.isEmpty {
            page.main += "<p class=\"head lede\">\(settings.about)</p>\n"
        }
        page.main += list.html(links, path: "/", empty: "There are no posts this far back. Go to the <a href=\"/\">newest posts</a>.")
        return page
    }

    /// What the owner of a new site sees: what to do next.
    public static func welcome() -> Page {
        let page = Page(path: "/")
        page.main += """
            <header class="head">
            <h1>Your site is running</h1>
            <p class="lede">There is nothing to read here yet. The posts will be on this page, the newest first.</p>
            </header>
            <div class="prose">
            <h2>Bring in what you have</h2>
            <p>A WordPress export, a folder of Markdown with front matter, or a Ghost export. In a second terminal:</p>
            <pre><code>./foobar import PATH</code></pre>
            <p>To see first what would come in, and what would not, add <code>--dry-run</code>. What you imported can be imported again; nothing comes in twice.</p>
            <h2>Make it yours</h2>
            <ul>
            <li>The look is one file, <code>htdocs/style.css</code>: colours and sizes stand at its top.</li>
            <li>A file put into <code>htdocs/</code> is sent as it is.</li>
            <li>A program put into <code>cgi-bin/</code>, in any language, answers at once at the address of its name.</li>
            </ul>
            <h2>Find your way</h2>
            <p><code>./foobar --help</code> tells every command. <code>README.md</code> shows how a request flows and where things live.</p>
            </div>

            """
        return page
    }
}
