import CGI
import HTML
import Site

/// The hooks, for the owner: what there is, a form for another one, and what became of the last deliveries.
public struct HooksPage {
    private let now: Int
    public var hooks: [Hook] = []
    public var deliveries: [HookDelivery] = []
    /// What was done just now, as the address says it.
    public var done: String?
    private var address = TypedText(line: nil, limit: HookAddress.longest)
    private var events = HookEvent.allCases
    private var addressError: HTML?
    private var eventsError: HTML?
    /// What is wrong with no field of its own.
    public var other: HTML?

    public init(now: Int) {
        self.now = now
    }

    public var hasErrors: Bool { addressError != nil || eventsError != nil || other != nil }

    /// Takes what was typed into the form; nil where something is wrong with it.
    public mutating func take(_ form: Query) -> (HookAddress, [HookEvent])? {
        address = TypedText(line: form["address"], limit: HookAddress.longest)
        events = HookEvent.allCases.filter { form[Self.field($0).description] != nil }
        let checked = HookAddress(address.text)
        if address.isTooLong {
            addressError = "That is too long: \(HookAddress.longest) characters at the most."
        } else if checked == nil {
            addressError = "This is no address that an event can be sent to. It should look like https://example.org/hook."
        }
        if events.isEmpty { eventsError = "Choose one event at least." }
        guard let checked, !hasErrors else { return nil }
        return (checked, events)
    }

    private static func field(_ event: HookEvent) -> StaticString {
        switch event {
        case .postPublished: "post"
        case .commentAdded: "comment"
        case .memberJoined: "member"
        }
    }

    private static func words(_ event: HookEvent) -> HTML {
        switch event {
        case .postPublished: "A post is published"
        case .commentAdded: "A comment is added"
        case .memberJoined: "A member joins"
        }
    }

    public func finished() -> Page {
        var html = HTML()
        switch done {
        case "ping": html += Self.note("The test event is on its way; what became of it stands below in a moment.")
        case "removed": html += Self.note("The hook is deleted.")
        case "enabled": html += Self.note("The hook is on again, and what it did not take is sent anew.")
        default: break
        }
        if !hooks.isEmpty {
            html += "<form method=\"post\" action=\"/hooks\">\n<ul class=\"posts\">\n"
            for hook in hooks { html += Self.item(hook) }
            html += "</ul>\n</form>\n"
        }
        html += "<section>\n<h2>Add a hook</h2>\n\(form)</section>\n"
        if !deliveries.isEmpty {
            html += "<section>\n<h2>Last deliveries</h2>\n<ul class=\"index one\">\n"
            for delivery in deliveries { html += item(delivery) }
            html += "</ul>\n</section>\n"
        }
        return Page(
            title: "Hooks",
            lede: "A program elsewhere can hear of what happens here: each event is sent to its address at once, and signed.", html)
    }

    private static func note(_ words: HTML) -> HTML { "<p class=\"note\" role=\"status\">\(words)</p>\n" }

    private var form: HTML {
        var form = Form(action: "/hooks")
        form.field(
            "address", "Address", .url, value: address.text, help: "Like https://example.org/hook.", error: addressError,
            limit: HookAddress.longest, isRequired: true)
        for (index, event) in HookEvent.allCases.enumerated() {
            form.box(
                Self.field(event), Self.words(event), isOn: events.contains(event), error: index == 0 ? eventsError : nil)
        }
        if let other { form.addError(other) }
        return form.html("Add the hook")
    }

    private static func item(_ hook: Hook) -> HTML {
        var html: HTML = "<li>\n<h2>\(hook.address.text)</h2>\n<p class=\"meta field\"><span>Added \(day: hook.createdAt)</span>"
        for event in hook.events { html += " <span>\(words(event))</span>" }
        html += "</p>\n"
        if let disabledAt = hook.disabledAt {
            html += """
                <p class="field">It was turned off at \(minute: disabledAt), since it took nothing any more: \(hook.fault)</p>
                <button name="enable" value="\(hook.id)">Turn on again</button>

                """
        } else {
            html += "<button name=\"ping\" value=\"\(hook.id)\">Send a test event</button>\n"
        }
        html += """
            <button name="remove" value="\(hook.id)" aria-label="Delete the hook to \(hook.address.text)">Delete</button>
            </li>

            """
        return html
    }

    private func item(_ delivery: HookDelivery) -> HTML {
        let address = hooks.first { $0.id == delivery.hookID }?.address.text ?? ""
        var html: HTML = "<li><span><b>\(delivery.event)</b> to \(address), of \(minute: delivery.at). "
        if let deliveredAt = delivery.deliveredAt {
            html += "Taken at \(minute: deliveredAt): \(delivery.answer)"
        } else if delivery.answer.isEmpty {
            html += "It is on its way."
        } else {
            html += "Tried \(delivery.tries, "time"): \(delivery.answer). "
            html += delivery.nextAt >= HookDelivery.never
                ? "It is not tried again."
                : delivery.nextAt <= now ? "It is tried again any moment." : "It is tried again at \(minute: delivery.nextAt)."
        }
        html += "</span></li>\n"
        return html
    }
}

extension Page {
    /// The secret of a hook that was just added: this once.
    public static func hookSecret(_ hook: Hook) -> Page {
        Page(
            title: "The hook is added", lede: "What happens from now on is sent to \(hook.address.text).",
            """
            <section class="prose">
            <p>Each event is signed with this secret, as <a href="https://www.standardwebhooks.com">Standard Webhooks</a> has it. \
            Keep it where the receiving program finds it: it is not shown again.</p>
            <p><code>\(hook.secret.text)</code></p>
            <p><a href="/hooks">To the hooks</a></p>
            </section>

            """)
    }
}
