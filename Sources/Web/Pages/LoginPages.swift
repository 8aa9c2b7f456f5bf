import CGI
import HTML
import Site

/// What is wrong with a log-in.
public struct LogInErrors {
    public var name: HTML?
    public var password: HTML?
    /// Wrong with no field of its own.
    public var other: HTML?

    public init() {}

    public var isEmpty: Bool { name == nil && password == nil && other == nil }

    private init(other: HTML) { self.other = other }

    public static func wrong(isKnown: Bool) -> LogInErrors {
        var errors = LogInErrors()
        errors.password = isKnown
            ? "That is not your password." : "This name and this password do not belong together. Check both."
        return errors
    }

    public static var tooMany: LogInErrors {
        LogInErrors(other: "There were too many tries. Wait a few minutes, then try again.")
    }

    public static var disabled: LogInErrors {
        LogInErrors(other: "This account was closed. Ask the site's owner why.")
    }

    public static var tooLate: LogInErrors { LogInErrors(other: "That took too long. Log in once more.") }
}

extension Page {
    /// The form that asks who somebody is.
    /// - Parameters:
    ///   - known: whoever is logged in and is asked again; nil for anybody.
    ///   - note: what was just done.
    ///   - keeps: whether something that she sent waits for her.
    public static func login(
        name: String, next: String?, known: Viewer?, errors: LogInErrors, note: HTML, keeps: Bool, mayJoin: Bool
    ) -> Page {
        var form = Form(action: "/login")
        if let other = errors.other { form.addError(other) }
        if let next { form.hidden("next", next) }
        if known != nil {
            form.hidden("proof", "1")
        } else {
            form.field(
                "name", "Name or e-mail address", value: name, error: errors.name, limit: EmailAddress.longest,
                isRequired: true, autocomplete: "username")
        }
        form.field(
            "password", "Password", .password, error: errors.password, isRequired: true, autocomplete: "current-password")
        var content = HTML()
        content += form.html(known == nil ? "Log in" : "Go on")
        content += "<p class=\"note\"><a href=\"/reset\">Forgot your password?</a>"
        if known == nil && mayJoin { content += " <a href=\"/join\">Sign up</a>" }
        content += "</p>\n"
        if let known {
            return Page(
                title: "Your password again",
                lede: "You are logged in as \(known.shown). Before this, give your password once more.\(keeps ? " What you sent is kept." : "")", content)
        }
        let lede = keeps ? "Your session had ended. What you sent is kept: you get it back once you have logged in." : note
        return Page(title: "Log in", lede: lede, content)
    }

    /// The form that asks for a code.
    public static func code(step: Token, next: String?, error: HTML? = nil) -> Page {
        var form = Form(action: "/login")
        form.hidden("step", step.text)
        if let next { form.hidden("next", next) }
        form.field(
            "code", "Code", .code, help: "The six digits that your phone shows now, or one of your recovery codes.",
            error: error, limit: 60, isRequired: true, autocomplete: "one-time-code")
        return Page(title: "Your code", lede: "Your password was right. One more step.", form.html("Log in"))
    }

    /// What somebody sent when her session had ended, ready to be sent again.
    public static func kept(_ kept: [(token: Token, form: PendingForm)]) -> Page {
        var content = HTML()
        for (index, item) in kept.enumerated() {
            content += "<section>\n<h2>For \(item.form.path)</h2>\n<form method=\"post\" action=\"\(item.form.path)\">\n"
            content += "<input type=\"hidden\" name=\"\(Context.pendingField)\" value=\"\(item.token.text)\">\n"
            for field in Query(String(decoding: item.form.body, as: UTF8.self)).fields
            where field.name != Context.pendingField {
                // What she wrote she can read and change; the rest is none of her trouble.
                if field.value.utf8.count > 40 || field.value.utf8.contains(UInt8(ascii: "\n")) {
                    content += """
                        <div class="field">
                        <label for="kept-\(index)-\(query: field.name)">\(field.name)</label>
                        <textarea id="kept-\(index)-\(query: field.name)" name="\(field.name)" rows="10" dir="auto">
                        \(field.value)</textarea>
                        </div>

                        """
                } else {
                    content += "<input type=\"hidden\" name=\"\(field.name)\" value=\"\(field.value)\">\n"
                }
            }
            content += """
                <p class="buttons"><button>Send it now</button></p>
                </form>
                <form method="post" action="/login/kept">
                <p class="buttons"><button name="drop" value="\(item.token.text)">Throw it away</button></p>
                </form>
                </section>

                """
        }
        return Page(
            title: "What you sent is here",
            lede: "You had to log in before this could be done. Look it over, and send it again.", content)
    }
}
