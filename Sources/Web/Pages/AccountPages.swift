import HTML
import Site

extension Page {
    /// A page of one's account: the way back above its title, and what was just done below it.
    public convenience init(account title: String, lede: HTML = "", done: HTML? = nil, _ content: HTML) {
        self.init(title: title)
        main += """
            <header class="head">
            <nav class="crumbs" aria-label="Above this page"><ol><li><a href="/account">Your account</a></li></ol></nav>
            <h1>\(title)</h1>

            """
        if !lede.isEmpty { main += "<p class=\"lede\">\(lede)</p>\n" }
        if let done { main += "<p class=\"note\" role=\"status\">\(done)</p>\n" }
        main += "</header>\n\(content)"
    }

    /// All that an account has, and where it is changed.
    public static func account(_ account: Account, _ member: Member, sessions: Int, codes: Int, tokens: Int) -> Page {
        var items = HTML()
        func add(_ path: StaticString, _ name: HTML, _ state: HTML) {
            items += "<li><a href=\"\(literal: path)\">\(name)</a> <span class=\"n\">\(state)</span></li>\n"
        }
        add("/account/profile", "Profile", "\(account.shown)")
        add("/account/email", "E-mail address", "\(member.email ?? "none")")
        add("/account/password", "Password", "")
        add("/account/two-factor", "Code from your phone", member.oneTimePassword == nil ? "off" : "on, \(codes, "recovery code") left")
        add("/account/sessions", "Sessions", "\(sessions)")
        add("/account/tokens", "Access tokens", tokens == 0 ? "none" : "\(tokens)")
        add("/account/mail", "Mail", "")
        add("/account/invitations", "Invitations", "")
        add("/export", "Your data", "")
        add("/leave", "Delete your account", "")
        if account.role >= .moderator { add("/moderate", "Moderation", "") }
        if account.role == .owner {
            add("/settings", "Settings of the site", "")
            add("/figures", "What goes on", "")
            add("/status", "How the server does", "")
        }
        return Page(
            title: "Your account",
            lede: "You are \(account.shown); your page is <a href=\"/users/\(account.name)\">/users/\(account.name)</a>.",
            """
            <ul class="index one">
            \(items)</ul>
            <section>
            \(Form(action: "/logout").html("Log out"))</section>

            """)
    }

    /// A member's sessions.
    /// - Parameter current: the id of the one that asks.
    public static func sessions(_ sessions: [Session], current: String?, done: HTML?) -> Page {
        var items = HTML()
        for session in sessions {
            items += """
                <li>
                <h2>\(device(session.device))</h2>
                <p class="meta field">
                """
            if session.id == current { items += "<span class=\"flag\">This one</span> " }
            items += "<span>Begun \(minute: session.createdAt)</span> <span>Last used \(minute: session.seenAt)</span></p>\n"
            if session.id != current { items += "<button name=\"end\" value=\"\(session.id)\">End this session</button>\n" }
            items += "</li>\n"
        }
        var content: HTML = "<form method=\"post\" action=\"/account/sessions\">\n<ul class=\"posts\">\n\(items)</ul>\n"
        if sessions.count > 1 {
            content += "<p class=\"buttons\"><button name=\"end\" value=\"others\">End all others</button></p>\n"
        }
        content += "</form>\n"
        return Page(
            account: "Sessions",
            lede: "Where you are logged in. A session ends by itself when it was not used for \(Session.idleTimeout / 86_400) days, and after \(Session.absoluteTimeout / 86_400) days.",
            done: done, content)
    }

    /// What a browser says of itself, in words.
    static func device(_ agent: String) -> HTML {
        func first(_ names: [(mark: String, name: StaticString)]) -> StaticString? {
            names.first { agent.utf8.count >= $0.mark.utf8.count && contains(agent, $0.mark) }?.name
        }
        // In this order: each names those after it too.
        let browser = first([
            ("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"),
            ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl"),
        ])
        let system = first([
            ("Android", "Android"), ("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Windows", "Windows"), ("Mac OS X", "a Mac"),
            ("CrOS", "ChromeOS"), ("Linux", "Linux"),
        ])
        return switch (browser, system) {
        case (let browser?, let system?): "\(literal: browser) on \(literal: system)"
        case (let browser?, nil): "\(literal: browser)"
        case (nil, let system?): "A browser on \(literal: system)"
        case (nil, nil): "A browser that does not say what it is"
        }
    }

    private static func contains(_ text: String, _ part: String) -> Bool {
        let text = Array(text.utf8)
        let part = Array(part.utf8)
        guard text.count >= part.count else { return false }
        return (0...(text.count - part.count)).contains { text[$0..<($0 + part.count)].elementsEqual(part) }
    }

    /// Codes that are shown this once.
    public static func recoveryCodes(_ codes: [RecoveryCode]) -> Page {
        var items = HTML()
        for code in codes { items += "<li><code>\(code.text)</code></li>\n" }
        return Page(
            account: "Your recovery codes",
            lede: "Each lets you in once, should your phone be lost. Print them or write them down now: they are not shown again.",
            """
            <ul class="index one">
            \(items)</ul>
            <section>
            <p><a href="/account/two-factor">I have kept them</a></p>
            </section>

            """)
    }
}
