import HTML
import Site

extension Page {
    /// Where a member gets all that is hers.
    public static func export(_ viewer: Viewer) -> Page {
        Page(
            title: "Your data", lede: "All that is yours here, in one file that you can keep.",
            """
            <div class="prose">
            <p>It holds your account, your posts as Markdown, your comments, what you follow and flagged, your sessions, and \
            the files that you uploaded. It does not hold your password, which nobody knows but you.</p>
            <p><a href="/export/archive.tar.gz" download="\(viewer.name).tar.gz">Download \(viewer.name).tar.gz</a></p>
            <p>To leave for good, <a href="/leave">delete your account</a>.</p>
            </div>

            """)
    }

    /// The form that deletes an account.
    /// - Parameters:
    ///   - texts: what was chosen: `stay` or `go`.
    ///   - isSent: whether the form comes back.
    public static func leave(
        _ viewer: Viewer, texts: String? = nil, isSure: Bool = false, isSent: Bool = false, isLastOwner: Bool = false
    ) -> Page {
        if isLastOwner {
            return Page(
                title: "Delete your account", lede: "You are the only owner of this site, so you can't leave it yet.",
                """
                <div class="prose"><p>Make somebody else an owner first: \
                <code>./foobar user role NAME owner</code>. Then you can go.</p></div>

                """)
        }
        var form = Form(action: "/leave")
        form.choice(
            "texts", "What you have written",
            [("", "Choose what becomes of it"), ("stay", "Stays, without my name"), ("go", "Goes with me")],
            chosen: texts ?? "",
            help: "Drafts go in any case. Where a comment goes, a line in its thread says that there was one.",
            error: isSent && texts != "stay" && texts != "go" ? "Choose whether your texts stay or go." : nil)
        form.box(
            "sure", "Delete the account \(viewer.name) for good", isOn: isSure,
            error: isSent && !isSure ? "Tick this to delete your account." : nil)
        return Page(
            title: "Delete your account",
            lede: """
                Your name, address, password and sessions will be gone at once, and nobody can bring them back. \
                You may want <a href="/export">a copy of what is yours</a> first.
                """,
            form.html("Delete my account", failure: "Nothing is deleted yet"))
    }

    /// What somebody reads who has left.
    public static func left() -> Page {
        Page(title: "Your account is gone", lede: "Nothing of it is kept. All of it can be <a href=\"/\">read</a> as before.", "")
    }
}
