import CGI
import HTML
import Site
import Web

extension AccountSettings {
    func mail() throws -> Response {
        var form = Form(action: "/account/mail")
        form.box("replies", "Somebody answers a comment of mine", isOn: member.mail.replies)
        form.box("mentions", "Somebody names me", isOn: member.mail.mentions)
        form.box("follows", "Somebody comments on what I follow", isOn: member.mail.follows)
        return try context.page(
            Page(
                account: "Mail", lede: "When should we write to you? About your account itself you are always told.",
                done: wasDone("Saved."), form.html("Save")))
    }

    func takeMail() throws -> Response {
        let form = context.request.form
        var wishes = MailWishes()
        wishes.replies = form["replies"] == "1"
        wishes.mentions = form["mentions"] == "1"
        wishes.follows = form["follows"] == "1"
        try context.members.setMailWishes(of: viewer.id, wishes)
        return done("mail")
    }
}
