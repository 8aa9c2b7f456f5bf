import CGI
import HTML
import Site
import Web

extension Page {
    /// How to use the API, and all that it does.
    static func reference(_ operations: [Operation], origin: String) -> Page {
        let page = Page(title: "The API", path: "/api")
        page.about = "Posts, comments, users, tags, search, uploads and the moderation log, for programs."
        page.main += """
            <header class="head">
            <h1>The API</h1>
            <p class="lede">All that this site shows, and all that you can write here, for programs: JSON at <code>\(origin)/api/v1</code>.</p>
            </header>
            <div class="prose">
            <pre tabindex="0"><code>curl \(origin)/api/v1/posts?limit=1</code></pre>
            <h2 id="tokens">Tokens</h2>
            <p>What everyone can read needs no token. For the rest, make an <a href="/account/tokens">access token</a> in your account: \
            choose what it may do (its scopes) and for how long. Send it with each request. It gives no right that you have not yourself.</p>
            <pre tabindex="0"><code>curl -H 'Authorization: Bearer foobar_…' \\
              \(origin)/api/v1/me</code></pre>
            \(.scopes)\
            <h2 id="pages">Pages of a list</h2>
            <p>A list answers <code>items</code> and <code>next</code>, the address of the next page, or <code>null</code> on the last. \
            The header <code>Link: &lt;…&gt;; rel="next"</code> (RFC 8288) says the same. Don’t count pages: follow that.</p>
            <h2 id="conditions">What you have read already</h2>
            <p>Every answer has an <code>ETag</code>. Send it back as <code>If-None-Match</code>, and you hear <code>304</code> where nothing \
            has changed. To change or delete a post, send it as <code>If-Match</code>: where somebody else was quicker the answer is \
            <code>412</code>, and nothing is lost. Without it the answer is <code>428</code>.</p>
            <h2 id="problems">What can go wrong</h2>
            <p>Problems are told in <code>application/problem+json</code> (RFC 9457): <code>detail</code> says what happened and what to do, \
            <code>errors</code> what is wrong with which part of the body. After <code>429</code> and <code>503</code>, wait as long as \
            <code>Retry-After</code> says.</p>
            <h2 id="rest">The rest</h2>
            <p>Moments are written as in RFC 3339. Members that you don’t know may come to the answers; none goes. \
            Pages of other sites may call the API too. A description for tools is at <a href="/api/v1/openapi.json">/api/v1/openapi.json</a> \
            (OpenAPI 3.1).</p>

            """
        page.main += "<h2 id=\"operations\">Operations</h2>\n<ul>\n"
        for operation in operations {
            page.main += """
                <li><a href="#\(literal: operation.id)"><code>\(operation.method.rawValue) /api\(literal: operation.path)</code></a></li>

                """
        }
        page.main += "</ul>\n"
        for operation in operations { page.main.add(operation, origin: origin) }
        page.main += "<h2 id=\"objects\">Objects</h2>\n"
        for component in Component.all { page.main.add(component) }
        page.main += "</div>\n"
        return page
    }
}

extension HTML {
    fileprivate static var scopes: HTML {
        var items = HTML()
        for scope in Scope.allCases { items += "<dt><code>\(scope.rawValue)</code></dt>\n<dd>\(literal: scope.words)</dd>\n" }
        return "<dl>\n\(items)</dl>\n"
    }

    /// Words of the table, with what stands between grave accents as code.
    private static func marked(_ words: StaticString) -> HTML {
        var html = HTML()
        for (index, part) in "\(words)".split(separator: "`", omittingEmptySubsequences: false).enumerated() {
            html += index % 2 == 0 ? "\(String(part))" : "<code>\(String(part))</code>"
        }
        return html
    }

    fileprivate mutating func add(_ operation: Operation, origin: String) {
        self += """
            <h3 id="\(literal: operation.id)"><code>\(operation.method.rawValue) /api\(literal: operation.path)</code></h3>
            <p>\(literal: operation.summary) \(.marked(operation.detail))</p>

            """
        switch operation.need {
        case .nothing: break
        case .anyToken: self += "<p>Needs a token.</p>\n"
        case .scope(let scope): self += "<p>Needs a token with the scope <code>\(scope.rawValue)</code>.</p>\n"
        }
        if !operation.parameters.isEmpty {
            self += "<dl>\n"
            for parameter in operation.parameters {
                addItem(parameter.name, parameter.schema, parameter.about, isRequired: parameter.isRequired)
            }
            self += "</dl>\n"
        }
        switch operation.body {
        case nil: break
        case .json(let component, _): self += "<p>Takes \(.link(component)).</p>\n"
        case .file: self += "<p>Takes the bytes of the file.</p>\n"
        }
        switch operation.answer {
        case .one(let component): self += "<p>Answers \(.link(component)).</p>\n"
        case .created(let component): self += "<p>Answers 201 with \(.link(component)) and its address in <code>Location</code>.</p>\n"
        case .page(let component): self += "<p>Answers a page of \(.link(component)).</p>\n"
        case .nothing: self += "<p>Answers 204.</p>\n"
        case .description: self += "<p>Answers an OpenAPI document.</p>\n"
        }
        self += "<pre tabindex=\"0\"><code>\(operation.example(origin: origin))</code></pre>\n"
    }

    fileprivate mutating func add(_ component: Component) {
        self += "<h3 id=\"\(literal: component.name)\">\(literal: component.name)</h3>\n<p>\(.marked(component.about))</p>\n<dl>\n"
        for property in component.properties {
            addItem(property.name, property.schema, property.about, isRequired: property.isRequired)
        }
        self += "</dl>\n"
    }

    private mutating func addItem(_ name: StaticString, _ schema: Schema, _ about: StaticString, isRequired: Bool) {
        let optional: HTML = isRequired ? "" : ", optional"
        self += "<dt><code>\(literal: name)</code></dt>\n<dd>\(schema.words)\(optional). \(.marked(about))</dd>\n"
    }

    private static func link(_ component: Component) -> HTML {
        "<a href=\"#\(literal: component.name)\">\(literal: component.name)</a>"
    }
}

extension Operation {
    /// A command that does it.
    fileprivate func example(origin: String) -> String {
        var lines = ["curl"]
        if method != .get { lines[0] += " -X \(method.rawValue)" }
        switch need {
        case .nothing: break
        default: lines.append("-H 'Authorization: Bearer foobar_…'")
        }
        if parameters.contains(where: { $0.place == .header }) { lines.append("-H 'If-Match: \"…\"'") }
        switch body {
        case nil: break
        case .json(_, let example): lines += ["-H 'Content-Type: application/json'", "-d '\(example)'"]
        case .file: lines += ["-H 'Content-Type: application/octet-stream'", "--data-binary @photo.jpg"]
        }
        var address = "\(origin)/api"
        for part in "\(path)".split(separator: "/") {
            switch part {
            case "{slug}": address += "/hello"
            case "{name}": address += "/alice"
            case "{id}": address += "/1"
            default: address += "/\(part)"
            }
        }
        if parameters.contains(where: { $0.place == .query && $0.isRequired }) { address += "?q=hello" }
        lines.append(lines.count > 1 ? "'\(address)'" : address)
        return lines.joined(separator: lines.count > 2 ? " \\\n  " : " ")
    }
}
