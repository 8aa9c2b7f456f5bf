import CGI
import HTML

extension Page {
    static func notFoundPage() -> Page {
        let page = Page(title: "There is no page at this address")
        page.main += """
            <header class="head">
            <h1>There is no page at this address</h1>
            <p class="lede">It may have moved, or the address may have a letter wrong.</p>
            </header>
            \(.searchForm(""))<p>Or go to the <a href="/">newest posts</a>, or the <a href="/archive">archive</a>.</p>
            <p class="note">Error 404</p>

            """
        return page
    }

    /// What a reader sees where something went wrong: what happened, what was kept, what to do.
    static func failurePage(_ status: Status, requestID: String) -> Page {
        let (title, lede): (String, HTML) = switch status {
        case .badRequest:
            ("The request was not whole", "Some of it did not arrive. Nothing was changed. Go back and send it again.")
        case .methodNotAllowed, .notImplemented:
            ("This address can’t do that", "It can be read, but not in the way that was asked for. Nothing was changed.")
        case .contentTooLarge:
            ("That was too large", "More was sent than this address takes. Nothing was kept. Go back, and send less.")
        case .forbidden:
            ("This is not open to you", "The address is there, but not for everyone. Nothing was changed.")
        default:
            ("Something here is broken", "The page could not be made. It is our fault, and it was written down. Try again in a minute.")
        }
        return faultPage(title, lede, status, requestID: requestID)
    }

    /// What a reader sees where waiting helps.
    static func outagePage(_ outage: Outage, requestID: String) -> Page {
        faultPage(outage.title, "\(outage.words)", .serviceUnavailable, requestID: requestID)
    }

    private static func faultPage(_ title: String, _ lede: HTML, _ status: Status, requestID: String) -> Page {
        let page = Page(title: title)
        page.main += """
            <header class="head">
            <h1>\(title)</h1>
            <p class="lede">\(lede)</p>
            </header>
            <p>Or go to the <a href="/">newest posts</a>.</p>
            <p class="note">Error \(status.rawValue). Request <code>\(requestID)</code>.</p>

            """
        return page
    }
}
