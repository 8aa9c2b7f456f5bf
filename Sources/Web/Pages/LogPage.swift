import HTML
import Site

extension Page {
    /// What moderators and owners did, for all to read.
    /// - Parameter next: where the next page begins, if there is one.
    public static func log(_ acts: [LoggedAct], isFirst: Bool, next: Int?) -> Page {
        let page = Page(title: "Log", path: isFirst ? "/log" : nil)
        page.main += """
            <header class="head">
            <h1>Log</h1>
            <p class="lede">What moderators and owners do here, for everyone to read.</p>
            </header>

            """
        page.main += acts.isEmpty ? "<p class=\"note\">Nobody had to do anything yet.</p>\n" : .acts(acts)
        if let next {
            page.main += "<nav class=\"pager\" aria-label=\"Pages\"><a rel=\"next\" href=\"/log?before=\(next)\">Older</a></nav>\n"
        }
        return page
    }
}

extension HTML {
    static func acts(_ acts: [LoggedAct]) -> HTML {
        var html: HTML = "<ol class=\"queue\">\n"
        for act in acts {
            html += "<li>\n<p><a href=\"/users/\(act.actor.name)\">\(act.actor.shown)</a> \(words(for: act))</p>\n"
            if !act.reason.isEmpty { html += "<p class=\"help\"><q dir=\"auto\">\(act.reason)</q></p>\n" }
            html += "<p class=\"meta\">\(minute: act.at)</p>\n</li>\n"
        }
        html += "</ol>\n"
        return html
    }

    private static func words(for act: LoggedAct) -> HTML {
        let target: HTML = act.target.hasPrefix("/")
            ? "<a href=\"\(act.target)\" dir=\"auto\">\(act.title)</a>" : "<span dir=\"auto\">\(act.title)</span>"
        return switch act.act {
        case "approve": "let through: \(target)"
        case "hide": "hid: \(target)"
        case "restore": "restored: \(target)"
        case "lock": "closed the comments on \(target)"
        case "unlock": "opened the comments on \(target) again"
        case "ban": "banned \(target)"
        case "unban": "ended the ban of \(target)"
        case "role": "changed the role of \(target)"
        case "disable": "disabled the account of \(target)"
        case "enable": "enabled the account of \(target)"
        default: "\(act.act): \(target)"
        }
    }
}
