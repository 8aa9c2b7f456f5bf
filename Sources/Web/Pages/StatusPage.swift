import HTML
import Site

extension Page {
    /// How the server does.
    /// - Parameter status: nil where nothing was counted yet.
    public static func status(_ status: ServerStatus?, _ span: TrafficWindow.Span, now: Int) -> Page {
        guard let status, let window = status.window(span) else {
            return Page(
                title: "How the server does", lede: "What people do is on <a href=\"/figures\">another page</a>.",
                "<p>Nothing was counted yet. <code>./foobar serve</code> counts twice a minute, a timer on the server once.</p>\n")
        }
        let page = StatusPage(status: status, window: window, now: now)
        return Page(
            title: "How the server does", lede: "As of \(minute: status.at). What people do is on <a href=\"/figures\">another page</a>.",
            page.html)
    }
}

private struct StatusPage {
    let status: ServerStatus
    let window: TrafficWindow
    let now: Int

    var html: HTML {
        var html = HTML()
        html.reserveCapacity(32_000)
        // Nothing is counted any more: what follows is old news.
        if now - status.at > 300 {
            html += "<p class=\"error\" role=\"status\">Nothing was counted since then: the timer that does so does not run. <code>foobar doctor</code> tells more.</p>\n"
        }
        html += machine
        html += "<section>\n<h2>Requests</h2>\n<nav class=\"spans\" aria-label=\"Time\">"
        for span in TrafficWindow.Span.allCases {
            let current: HTML = span == window.span ? " aria-current=\"page\"" : ""
            html += "<a href=\"/status?since=\(span.rawValue)\"\(current)>\(Self.words(span))</a> "
        }
        html += "</nav>\n"
        guard window.whole.requests > 0 else {
            html += "<p>There were none.</p>\n</section>\n"
            return html
        }
        html += figures
        html += requestsChart
        html += timesChart
        html += stepsTable
        html += "</section>\n"
        html += routesTable
        html += slowest
        return html
    }

    private static func words(_ span: TrafficWindow.Span) -> HTML {
        switch span {
        case .hour: "The last hour"
        case .day: "24 hours"
        case .week: "7 days"
        }
    }

    // MARK: The machine

    private var machine: HTML {
        var rows = HTML()
        func add(_ name: HTML, _ words: HTML, isBad: Bool = false) {
            let look: HTML = isBad ? " class=\"error\"" : " class=\"n\""
            rows += "<li><span>\(name)</span> <span\(look)>\(words)</span></li>\n"
        }
        if let certificate = status.certificate {
            let days = (certificate.end - now) / 86_400
            // certbot renews thirty days before the end.
            add("Certificate", days < 0 ? "ended \(day: certificate.end)" : "until \(day: certificate.end), \(days, "day")", isBad: days < 14)
        } else if !status.release.isEmpty {
            add("Certificate", "none yet: the site answers by plain HTTP", isBad: true)
        }
        if let backup = status.backup {
            add("Last backup", backup.at == 0 ? "none yet" : "\(minute: backup.at), \(FiguresPage.size(backup.size))",
                isBad: now - backup.at > 2 * 86_400)
            if !backup.fault.isEmpty { add("The last try to back up", "\(backup.fault)", isBad: true) }
            if backup.checkedAt > 0 {
                add("Last restore check", backup.checkFault.isEmpty ? "sound, \(day: backup.checkedAt)" : "\(backup.checkFault)",
                    isBad: !backup.checkFault.isEmpty)
            }
        } else if !status.release.isEmpty {
            add("Last backup", "none yet", isBad: true)
        }
        if let replica = status.replica {
            add("Replica", replica.fault.isEmpty ? "as of \(minute: replica.at)" : "\(replica.fault)", isBad: !replica.fault.isEmpty)
        }
        for database in status.databases {
            let name: HTML = database.name == "site" ? "Database of what is shown" : "Database of members"
            add(name, database.log > 0 ? "\(FiguresPage.size(database.size)), and \(FiguresPage.size(database.log)) of log" : FiguresPage.size(database.size))
        }
        add("Logs", FiguresPage.size(status.logs))
        if status.diskSize > 0 {
            add("Free on the disk", "\(FiguresPage.size(status.diskFree)) of \(FiguresPage.size(status.diskSize))",
                isBad: status.diskFree < status.diskSize / 10)
        }
        if let connections = status.connections {
            add("Connections", "\(connections.active), \(connections.waiting) of them idle")
        }
        if !status.release.isEmpty { add("Release", "\(status.release)") }
        return "<section>\n<h2>The machine</h2>\n<ul class=\"index one\">\n\(rows)</ul>\n</section>\n"
    }

    // MARK: Requests

    private var figures: HTML {
        let whole = window.whole
        func item(_ name: HTML, _ value: HTML) -> HTML { "<div><dt>\(name)</dt><dd>\(value)</dd></div>\n" }
        var html: HTML = "<dl class=\"figures\">\n\(item("Requests", Self.count(whole.requests)))\(item("Errors", Self.count(whole.errors)))"
        html += item("Half within", Self.time(whole.p50))
        html += item("99 of 100 within", Self.time(whole.p99))
        html += item("From the cache", whole.asked == 0 ? "–" : "\(whole.hits * 100 / whole.asked) %")
        html += item("Sent", FiguresPage.size(whole.bytes))
        html += "</dl>\n"
        return html
    }

    /// What stands below the charts: hours of a day, days of a week.
    private var marks: [(step: Int, text: HTML)] {
        var marks: [(Int, HTML)] = []
        for step in 0..<window.steps.count {
            let at = window.start + step * window.span.step
            let time = CivilTime(at + (Clock.zone?.offset(at: at) ?? 0))
            switch window.span {
            case .hour where time.minute % 10 == 0: marks.append((step, "\(two: time.hour):\(two: time.minute)"))
            case .day where time.hour % 4 == 0: marks.append((step, "\(two: time.hour):00"))
            case .week where time.hour == 0: marks.append((step, Self.weekday(time.weekday)))
            default: break
            }
        }
        // What begins at the right edge would be cut.
        return marks.filter { $0.0 * 600 / max(1, window.steps.count) < 560 }
    }

    private static func weekday(_ number: Int) -> HTML {
        let names: [HTML] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        return names[number]
    }

    private var stepWord: HTML { window.span == .hour ? "minute" : "hour" }

    private var requestsChart: HTML {
        let most = window.steps.reduce(0) { max($0, $1.requests) }
        let chart = Chart(
            title: "Requests by the \(stepWord)",
            words: "At most \(Self.count(most)) in one \(stepWord). \(Self.count(window.whole.errors)) of all were answered with an error. The table below has the numbers.",
            series: [
                .init(kind: .bars, look: "bars", values: window.steps.map(\.requests)),
                .init(kind: .bars, look: "bars bad", values: window.steps.map(\.errors)),
            ],
            top: most, marks: marks)
        return """
            <figure class="chart">
            \(chart.html(id: "requests"))<figcaption>Requests by the \(stepWord), at most \(Self.count(most)); \
            <span class="key bad">errors</span> among them.</figcaption>
            </figure>

            """
    }

    private var timesChart: HTML {
        let most = window.steps.reduce(0) { max($0, $1.p99) }
        let chart = Chart(
            title: "How long requests took",
            words: "99 of 100 requests took at most \(Self.time(most)) in the slowest \(stepWord), and half of all took at most \(Self.time(window.whole.p50)). The table below has the numbers.",
            series: [
                .init(kind: .line, look: "line slow", values: window.steps.map { $0.requests == 0 ? -1 : $0.p99 }),
                .init(kind: .line, look: "line", values: window.steps.map { $0.requests == 0 ? -1 : $0.p50 }),
            ],
            top: most, marks: marks)
        return """
            <figure class="chart">
            \(chart.html(id: "times"))<figcaption>Milliseconds within which <span class="key">half</span> and \
            <span class="key slow">99 of 100</span> were answered, at most \(Self.time(most)).</figcaption>
            </figure>

            """
    }

    private var stepsTable: HTML {
        var rows = HTML()
        for (index, step) in window.steps.enumerated().reversed() where step.requests > 0 {
            let at = window.start + index * window.span.step
            rows += """
                <tr><th scope="row">\(minute: at)</th>\(number: step.requests)\(number: step.errors)\
                <td>\(Self.time(step.p50))</td><td>\(Self.time(step.p99))</td></tr>

                """
        }
        return """
            <details>
            <summary>The numbers</summary>
            <div class="scroll" tabindex="0" role="region" aria-label="The numbers by the \(stepWord)">
            <table class="counts">
            <thead><tr><th scope="col">From</th><th scope="col">Requests</th><th scope="col">Errors</th>\
            <th scope="col">Half</th><th scope="col">99 of 100</th></tr></thead>
            <tbody>
            \(rows)</tbody>
            </table>
            </div>
            </details>

            """
    }

    // MARK: Routes

    private var routesTable: HTML {
        var rows = HTML()
        for (name, figures) in window.routes {
            rows += """
                <tr><th scope="row">\(Self.route(name))</th>\(number: figures.requests)\(number: figures.errors)\(number: figures.refused)\
                <td>\(Self.time(figures.p50))</td><td>\(Self.time(figures.p99))</td>\
                <td>\(figures.asked == 0 ? "" : "\(figures.hits * 100 / figures.asked) %")</td></tr>

                """
        }
        return """
            <section>
            <h2>By program</h2>
            <div class="scroll" tabindex="0" role="region" aria-label="Requests by program">
            <table class="counts">
            <thead><tr><th scope="col">Program</th><th scope="col">Requests</th><th scope="col">Errors</th>\
            <th scope="col">Refused</th><th scope="col">Half</th>\
            <th scope="col">99 of 100</th><th scope="col">Cache</th></tr></thead>
            <tbody>
            \(rows)</tbody>
            </table>
            </div>
            <p class="help">Errors are answers of 500 and above, refused are those of 400 to 499. Half and 99 of 100 are the times \
            within which so many were answered. The cache is what nginx had at hand, of the pages that it may keep.</p>
            </section>

            """
    }

    private var slowest: HTML {
        let slow = window.routes.filter { !$0.name.isEmpty }.sorted { $0.figures.p99 > $1.figures.p99 }.prefix(5)
        guard !slow.isEmpty else { return HTML() }
        var html: HTML = "<section>\n<h2>Slowest</h2>\n<ul class=\"index one\">\n"
        for (name, figures) in slow {
            html += "<li><span>\(Self.route(name))</span> <span class=\"n\">\(Self.time(figures.p99)), at most \(Self.time(figures.slowest))</span></li>\n"
        }
        html += "</ul>\n<p class=\"help\">The time within which 99 of 100 were answered, and the longest. <code>foobar logs --slow 500ms</code> has them one by one.</p>\n</section>\n"
        return html
    }

    private static func route(_ name: String) -> HTML { name.isEmpty ? "nginx itself" : "\(name)" }

    private static func time(_ milliseconds: Int) -> HTML {
        switch milliseconds {
        case ..<10_000: "\(milliseconds) ms"
        default: "\(milliseconds / 1_000) s"
        }
    }

    /// With a thin space at each thousand.
    fileprivate static func count(_ number: Int) -> HTML {
        guard number >= 1_000 else { return "\(number)" }
        let rest = number % 1_000
        let digits: HTML = rest < 10 ? "00\(rest)" : rest < 100 ? "0\(rest)" : "\(rest)"
        return "\(count(number / 1_000))\u{202F}\(digits)"
    }
}

extension HTML.Interpolation {
    /// A cell of a table.
    fileprivate mutating func appendInterpolation(number: Int) {
        appendLiteral("<td>")
        appendInterpolation(StatusPage.count(number))
        appendLiteral("</td>")
    }
}
