import CGI
import HTML
import Site
import SQLite

extension Context {
    public func redirect(to path: String, _ status: Status = .movedPermanently) -> Response {
        var response = Response(status)
        // Where a form leads to is of the host that it was sent to: browsers follow it nowhere else (form-action).
        let origin = status == .seeOther ? request.origin : origin
        response.set("Location", path.hasPrefix("/") ? origin + path : path)
        return response
    }

    /// Where this address was given up for another one, the way there; else the page that says there is nothing.
    public func notFound() throws -> Response {
        let path = request.scriptName + request.pathInfo
        let address = OldAddress(path: path, query: request.query.text)
        if let location = try site.redirect(from: address, now: now) {
            return redirect(to: location)
        }
        return page(.notFoundPage(), status: .notFound, settings: try settings)
    }

    /// What a refusal answers: the way to sign in and back, or a page that says why not.
    func answer(_ refusal: Refusal) -> Response {
        if route.faults == .problems { return answer(Problem(refusal)) }
        switch refusal {
        case .signInNeeded:
            // What was sent with a form would be lost on the way.
            keepForLater()
            if request.cookies["me"] != nil { forgetSession() }
            return redirect(to: "/login?next=\(encoded(returnPath))", .seeOther)
        case .proofNeeded:
            keepForLater()
            return redirect(to: "/login?proof=1&next=\(encoded(returnPath))", .seeOther)
        case .forbidden, .crossSite:
            return failure(.forbidden)
        case .banned(let ban):
            return page(.bannedPage(ban), status: .forbidden, settings: settingsAtHand)
        case .notFound:
            return (try? notFound()) ?? failure(.notFound)
        }
    }

    /// The address to come back to: this one, and for a form the page that it stands on.
    private var returnPath: String {
        let query = request.query.text
        return request.scriptName + request.pathInfo + (query.isEmpty ? "" : "?\(query)")
    }

    private func encoded(_ text: String) -> String {
        let html: HTML = "\(query: text)"
        return String(decoding: html.bytes, as: UTF8.self)
    }

    /// The page that tells of a fault, without a look into any database.
    public func failure(_ status: Status) -> Response {
        if route.faults == .problems { return answer(Problem(status)) }
        return page(.failurePage(status, requestID: request.id), status: status, settings: settingsAtHand)
    }

    func failure(for error: any Error) -> Response {
        Outage(error).map { failure($0) } ?? failure(.internalServerError)
    }

    /// Tells that it will go better later, and when.
    public func failure(_ outage: Outage) -> Response {
        if route.faults == .problems {
            var problem = Problem(.serviceUnavailable, "\(outage.title). \(outage.words)")
            problem.retryAfter = outage.retryAfter
            return answer(problem)
        }
        let page = Page.outagePage(outage, requestID: request.id)
        var response = self.page(page, status: .serviceUnavailable, settings: settingsAtHand)
        response.set("Retry-After", String(outage.retryAfter))
        return response
    }

    /// The page; where there is none, what `notFound` answers.
    public func answer(_ page: consuming Page?) throws -> Response {
        guard let page else { return try notFound() }
        return try self.page(page)
    }

    /// A whole page in the site's layout.
    public func page(_ page: Page, status: Status = .ok) throws -> Response {
        self.page(page, status: status, settings: try settings)
    }

    /// A page that says that there were too many tries.
    /// - Parameter seconds: until another one is taken.
    public func page(_ page: Page, retryAfter seconds: Int) throws -> Response {
        var response = try self.page(page, status: .tooManyRequests)
        response.set("Retry-After", String(seconds))
        return response
    }

    private func page(_ page: Page, status: Status, settings: Settings) -> Response {
        shownPage = page
        let html = page.html(settings: settings, origin: origin, section: route.name)
        var response = Response(status, type: "text/html; charset=utf-8", body: html.bytes)
        // Beside the policy of nginx/policies.conf: a browser follows both.
        if !settings.showsForeignPictures { response.set("Content-Security-Policy", "img-src 'self'") }
        return response
    }
}

extension Context {
    /// The address of the page of a thread that has the comment, and the place of the comment on it.
    public func address(of comment: Comment) throws -> String {
        let start = try site.pageStart(of: comment, perPage: PostPage.commentsPerPage)
        return "/posts/\(comment.post.slug)\(start.map { "?after=\($0)" } ?? "")#c\(comment.id)"
    }
}
