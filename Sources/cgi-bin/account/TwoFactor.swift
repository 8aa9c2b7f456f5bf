import CGI
import HTML
import Site
import Web

/// The second factor: codes from a phone, and those that stand in for it.
extension AccountSettings {
    func factor() throws -> Response {
        _ = try context.provenViewer()
        if member.oneTimePassword != nil { return try context.page(pageWhereOn()) }
        return try context.page(pageWhereOff(OneTimePassword()))
    }

    func takeFactor() throws -> Response {
        _ = try context.provenViewer()
        let form = context.request.form
        switch (form["do"], member.oneTimePassword) {
        case ("on", nil): return try turnOn(form)
        case ("off", .some):
            try context.members.transaction {
                try context.members.setOneTimePassword(of: viewer.id, nil, step: nil, codes: [])
                try tell(.factorOff)
            }
            return done("two-factor", "off")
        case ("codes", .some):
            let codes = newCodes()
            try context.members.transaction {
                try context.members.setRecoveryCodes(of: viewer.id, codes)
                try tell(.recoveryCodes)
            }
            // Shown once, and so in the answer itself.
            return try context.page(.recoveryCodes(codes))
        default: return context.redirect(to: "/account/two-factor", .seeOther)
        }
    }

    private func newCodes() -> [RecoveryCode] { (0..<RecoveryCode.count).map { _ in RecoveryCode() } }

    /// A code shows that the phone has the secret; then it counts.
    private func turnOn(_ form: Query) throws -> Response {
        guard let password = form["secret"].flatMap({ OneTimePassword(text: $0) }) else {
            return context.redirect(to: "/account/two-factor", .seeOther)
        }
        guard try context.tries.count(.code, "\(viewer.id)", now: context.now) else {
            return try context.page(
                pageWhereOff(password, error: "Too many codes were tried. Wait five minutes, then try again."),
                retryAfter: TryLimit.code.every)
        }
        let code = TypedText(line: form["code"], limit: 20).text
        guard let step = password.step(of: code, now: context.now) else {
            return try failed(
                pageWhereOff(password, error: "That is not the code that your phone should show now. Check that its clock is right."))
        }
        let codes = newCodes()
        try context.members.transaction {
            try context.members.setOneTimePassword(of: viewer.id, password, step: step, codes: codes)
            try context.members.endSessions(of: viewer.id, except: context.sessionToken)
            try tell(.factorOn)
        }
        try context.tries.forget(.code, "\(viewer.id)")
        return try context.page(.recoveryCodes(codes))
    }

    private func pageWhereOff(_ password: OneTimePassword, error: HTML? = nil) throws -> Page {
        let address = password.address(account: account.name, site: try context.settings.title)
        let square = QRCode.svg(of: address, label: "The key, as a square for your phone to read")
        var form = Form(action: "/account/two-factor")
        form.hidden("secret", password.text)
        form.hidden("do", "on")
        form.field(
            "code", "Code", .code, help: "The six digits that your phone shows now.", error: error, limit: 20, isRequired: true,
            autocomplete: "one-time-code")
        return Page(
            account: "Code from your phone",
            lede: "With this, logging in takes your password and a code that an app on your phone makes. Who finds out your password still can't get in.",
            done: wasDone("Logging in takes no code any more.", "off"),
            """
            <section class="prose">
            <p>Open an authenticator app and let it read this square\
            \(square == nil ? ", or rather type the key under it, since the square can't be shown here" : ""):</p>
            \(square ?? "")
            <p>Or type this key: <code>\(grouped(password.text))</code></p>
            </section>
            <section>
            \(form.html("Turn it on"))</section>

            """)
    }

    private func pageWhereOn() throws -> Page {
        let left = try context.members.recoveryCodeCount(of: viewer.id)
        let form = Form(action: "/account/two-factor")
        return Page(
            account: "Code from your phone", lede: "It is on: logging in takes your password and a code.",
            """
            <section>
            <h2>Recovery codes</h2>
            <p class="field">You have \(left, "recovery code") left, each for one log-in without your phone. New ones take the place of the old.</p>
            \(form.html([("Make new recovery codes", "do", "codes")]))
            </section>
            <section>
            <h2>Turn it off</h2>
            <p class="field">Then your password alone lets in whoever knows it. To change to another phone, turn it off and on again.</p>
            \(form.html([("Turn it off", "do", "off")]))
            </section>

            """)
    }

    /// Groups of four, as people read them.
    private func grouped(_ text: String) -> String {
        var out = ""
        for (index, letter) in text.enumerated() {
            if index > 0 && index % 4 == 0 { out += " " }
            out.append(letter)
        }
        return out
    }
}
