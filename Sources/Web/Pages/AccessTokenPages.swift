import HTML
import Site

extension Page {
    /// A member's access tokens, and the form for one more.
    public static func accessTokens(_ tokens: [AccessToken], form: HTML, done: HTML?) -> Page {
        var content: HTML = "<section>\n<h2>A new token</h2>\n\(form)</section>\n"
        if !tokens.isEmpty {
            content += """
                <section>
                <h2>Your tokens</h2>
                <form method="post" action="/account/tokens">
                <ul class="posts">

                """
            for token in tokens {
                let used: HTML = token.usedAt.map { "Last used \(minute: $0)" } ?? "Not used yet"
                content += """
                    <li>
                    <h3 dir="auto">\(token.name)</h3>
                    <p class="meta field"><span>\(token.scopes.map(\.rawValue).joined(separator: ", "))</span> \
                    <span>Made \(day: token.createdAt)</span> <span>Until \(day: token.expiresAt)</span> <span>\(used)</span></p>
                    <button name="revoke" value="\(token.id)">Revoke</button>
                    </li>

                    """
            }
            content += "</ul>\n</form>\n</section>\n"
        }
        return Page(
            account: "Access tokens",
            lede: "With a token, a program of yours can act in your name through the <a href=\"/api\">API</a>, as far as you let it.",
            done: done, content)
    }

    /// A token that is shown this once.
    /// - Parameter site: the scheme and host of the example.
    public static func accessToken(_ token: Token, name: String, days: Int, site: String) -> Page {
        Page(
            account: "Your new access token",
            lede: "Copy it now: it is not shown again. Keep it like a password.",
            """
            <p class="field"><label for="token">\(name)</label>
            <input type="text" id="token" readonly value="\(AccessToken.text(of: token))"></p>
            <section class="prose">
            <p>It is good for \(days) days. Try it:</p>
            <pre><code>curl \(site)/api/v1/me \\
              -H 'Authorization: Bearer \(AccessToken.text(of: token))'</code></pre>
            </section>
            <section>
            <p><a href="/account/tokens">I have kept it</a></p>
            </section>

            """)
    }
}
