import HTML

/// A form as it is shown: what it asks, what was typed, what is wrong with it.
///
/// A form that fails comes back with all that was typed, an error beside each field, and a summary on top that
/// leads to each.
public struct Form {
    private let action: HTML
    private var fields = HTML()
    private var errors = HTML()
    private var isMultipart = false

    /// - Parameter action: the address that takes it.
    public init(action: HTML) {
        self.action = action
    }

    public var hasErrors: Bool { !errors.isEmpty }

    public enum Kind: Sendable {
        case text, email, password, newPassword, url, search, number, date, time
        /// Digits of a code that was just sent or made.
        case code
        /// More than a line; so many are shown.
        case area(rows: Int)
        case file

        var type: StaticString {
            switch self {
            case .text, .area, .code: "text"
            case .email: "email"
            case .password, .newPassword: "password"
            case .url: "url"
            case .search: "search"
            case .number: "number"
            case .date: "date"
            case .time: "time"
            case .file: "file"
            }
        }

        /// HTML has a `maxlength` for text alone.
        var hasLength: Bool {
            switch self {
            case .number, .date, .time, .file: false
            default: true
            }
        }
    }

    /// A field with its label above, an error beside it and help under it.
    /// - Parameters:
    ///   - value: what was typed, or what is so far; a password is never shown again.
    ///   - limit: characters.
    ///   - autocomplete: a token of the HTML standard's autofill, like `username`.
    public mutating func field(
        _ name: StaticString, _ label: HTML, _ kind: Kind = .text, value: String = "", help: HTML = "", error: HTML? = nil,
        limit: Int? = nil, isRequired: Bool = false, autocomplete: StaticString = ""
    ) {
        addError(name, error)
        var attributes: HTML = "id=\"\(literal: name)\" name=\"\(literal: name)\""
        if let limit, kind.hasLength { attributes += " maxlength=\"\(limit)\"" }
        if isRequired { attributes += " required" }
        if autocomplete.utf8CodeUnitCount > 0 { attributes += " autocomplete=\"\(literal: autocomplete)\"" }
        attributes += describedBy(name, help: help, error: error)
        fields += "<div class=\"field\">\n<label for=\"\(literal: name)\">\(label)</label>\n"
        switch kind {
        case .area(let rows):
            // The first line feed in a textarea does not count.
            fields += "<textarea \(attributes) rows=\"\(rows)\" dir=\"auto\">\n\(value)</textarea>\n"
        case .password, .newPassword:
            fields += "<input type=\"password\" \(attributes)>\n"
        case .file:
            isMultipart = true
            fields += "<input type=\"file\" \(attributes)>\n"
        case .code:
            fields += "<input type=\"text\" inputmode=\"numeric\" \(attributes) value=\"\(value)\">\n"
        default:
            fields += "<input type=\"\(literal: kind.type)\" \(attributes) value=\"\(value)\" dir=\"auto\">\n"
        }
        addHelp(name, help: help, error: error)
        fields += "</div>\n"
    }

    /// A box to tick.
    public mutating func box(_ name: StaticString, _ label: HTML, isOn: Bool, help: HTML = "", error: HTML? = nil) {
        addError(name, error)
        fields += """
            <div class="field">
            <label class="box"><input type="checkbox" id="\(literal: name)" name="\(literal: name)" value="1"\
            \(isOn ? " checked" : "")\(describedBy(name, help: help, error: error))> \(label)</label>

            """
        addHelp(name, help: help, error: error)
        fields += "</div>\n"
    }

    /// One of some.
    public mutating func choice(
        _ name: StaticString, _ label: HTML, _ options: [(value: String, label: HTML)], chosen: String, help: HTML = "",
        error: HTML? = nil
    ) {
        addError(name, error)
        fields += """
            <div class="field">
            <label for="\(literal: name)">\(label)</label>
            <select id="\(literal: name)" name="\(literal: name)"\(describedBy(name, help: help, error: error))>

            """
        for option in options {
            fields += "<option value=\"\(option.value)\"\(option.value == chosen ? " selected" : "")>\(option.label)</option>\n"
        }
        fields += "</select>\n"
        addHelp(name, help: help, error: error)
        fields += "</div>\n"
    }

    /// A value that is sent along and not shown.
    public mutating func hidden(_ name: StaticString, _ value: String) {
        fields += "<input type=\"hidden\" name=\"\(literal: name)\" value=\"\(value)\">\n"
    }

    /// Markup between fields.
    public mutating func add(_ markup: HTML) {
        fields += markup
    }

    /// Something that is wrong with no field of its own.
    public mutating func addError(_ words: HTML) {
        errors += "<li>\(words)</li>\n"
    }

    /// The form, the summary of what is wrong above it.
    /// - Parameters:
    ///   - buttons: what each says, and the name and value that it sends; the first is the one that Enter presses.
    ///   - failure: the summary's heading.
    public func html(
        _ buttons: [(label: HTML, name: String, value: String)], failure: HTML = "That did not work yet"
    ) -> HTML {
        var html = HTML()
        if hasErrors {
            html += "<div class=\"errors\" role=\"alert\">\n<h2>\(failure)</h2>\n<ul>\n\(errors)</ul>\n</div>\n"
        }
        let encoding: HTML = isMultipart ? " enctype=\"multipart/form-data\"" : ""
        html += "<form method=\"post\" action=\"\(action)\"\(encoding)>\n\(fields)"
        html += "<p class=\"buttons\">"
        for button in buttons {
            html += button.name.isEmpty
                ? "<button>\(button.label)</button> "
                : "<button name=\"\(button.name)\" value=\"\(button.value)\">\(button.label)</button> "
        }
        html += "</p>\n</form>\n"
        return html
    }

    /// The form with one button.
    public func html(_ button: HTML, failure: HTML = "That did not work yet") -> HTML {
        html([(button, "", "")], failure: failure)
    }

    private mutating func addError(_ name: StaticString, _ error: HTML?) {
        if let error { errors += "<li><a href=\"#\(literal: name)\">\(error)</a></li>\n" }
    }

    private func describedBy(_ name: StaticString, help: HTML, error: HTML?) -> HTML {
        guard error != nil || !help.isEmpty else { return "" }
        var html: HTML = " aria-describedby=\""
        if error != nil { html += "\(literal: name)-error" }
        if !help.isEmpty { html += "\(error == nil ? "" : " ")\(literal: name)-help" }
        html += error == nil ? "\"" : "\" aria-invalid=\"true\""
        return html
    }

    private mutating func addHelp(_ name: StaticString, help: HTML, error: HTML?) {
        if let error { fields += "<p class=\"error\" id=\"\(literal: name)-error\">\(error)</p>\n" }
        if !help.isEmpty { fields += "<p class=\"help\" id=\"\(literal: name)-help\">\(help)</p>\n" }
    }
}
