import HTML
import Site

/// What was typed into a form that makes an account, and what is wrong with it.
public struct JoinForm {
    public var name = ""
    public var email = ""
    public var nameError: HTML?
    public var emailError: HTML?
    public var passwordError: HTML?
    /// Wrong with no field of its own.
    public var other: HTML?

    public init() {}

    public var hasErrors: Bool { nameError != nil || emailError != nil || passwordError != nil || other != nil }

    /// What a form asks.
    public struct Fields: OptionSet, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let name = Fields(rawValue: 1)
        public static let email = Fields(rawValue: 2)
        public static let password = Fields(rawValue: 4)
    }

    /// The form with those fields.
    public func html(action: HTML, _ fields: Fields, button: HTML) -> HTML {
        var form = Form(action: action)
        if let other { form.addError(other) }
        if fields.contains(.name) {
            form.field(
                "name", "Name", value: name,
                help: "For the address of your page: letters from a to z, digits, - and _. The name that people read you can choose later.",
                error: nameError, limit: UserName.longest, isRequired: true, autocomplete: "username")
        }
        if fields.contains(.email) {
            form.field(
                "email", "E-mail address", .email, value: email, help: "Nobody else sees it.", error: emailError,
                limit: EmailAddress.longest, isRequired: true, autocomplete: "email")
        }
        if fields.contains(.password) { form.addNewPassword(error: passwordError) }
        return form.html(button)
    }

    /// Reads the name, and says what is wrong with it.
    public mutating func takeName(_ typed: String?) -> UserName? {
        let typed = TypedText(line: typed, limit: UserName.longest)
        name = typed.text
        let read = UserName(typed.text)
        if typed.isEmpty {
            nameError = "Choose a name."
        } else if typed.isTooLong {
            nameError = "A name has at most \(UserName.longest) letters."
        } else if read == nil {
            nameError = "A name has only letters from a to z, digits, - and _."
        }
        return read
    }

    /// Reads the address, and says what is wrong with it.
    public mutating func takeEmail(_ typed: String?) -> EmailAddress? {
        let typed = TypedText(line: typed, limit: EmailAddress.longest)
        email = typed.text
        let read = EmailAddress(typed.text)
        if typed.isEmpty {
            emailError = "Give your e-mail address."
        } else if read == nil {
            emailError = "This is no address that mail can be sent to. It should look like ann@example.com."
        }
        return read
    }

    public static let nameTaken: HTML = "Somebody has this name already. Choose another."
}

extension Form {
    /// The field for a new password.
    public mutating func addNewPassword(error: HTML?) {
        field(
            "new-password", "New password", .newPassword,
            help: "\(PasswordFault.shortest) characters or more, any you like; a few words that nobody would guess are best.",
            error: error, isRequired: true, autocomplete: "new-password")
    }
}

extension PasswordFault {
    public var words: HTML {
        switch self {
        case .tooShort: "A password has \(Self.shortest) characters or more."
        case .tooLong: "A password has at most \(Self.longest) characters."
        case .tooEasy: "This password would be guessed soon. Make it longer, or take a few words that don't belong together."
        }
    }
}

extension Page {
    /// A link that is good no more, or never was.
    public static func deadLink(_ advice: HTML) -> Page {
        Page(title: "This link works no more", lede: "It was used already, or is too old, or was cut off on its way to you.", "<p>\(advice)</p>\n")
    }
}
