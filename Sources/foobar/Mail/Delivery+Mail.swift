import Site

extension Delivery {
    /// Of mail; nil where there is nobody to hand it to.
    static func mail(dataFolder: String, address: String) -> Delivery? {
        guard let sendmail = Sendmail() else { return nil }
        return Delivery(
            "mail", command: ["mail", "flush"], dataFolder: dataFolder, address: address,
            variables: ["FOOBAR_SENDMAIL": sendmail.path]
        ) { folder, look in
            // What was written into site.db may be news that somebody wants mail of.
            try look.hasNews || Members(in: folder).hasDueMail(now: look.now)
        }
    }

    /// Where mail goes, in a sentence.
    static func words(_ mail: Delivery?) -> String {
        mail == nil ? NoSendmailError(path: Sendmail.configuredPath).description : "Mail goes out by \(Sendmail.configuredPath)."
    }
}
