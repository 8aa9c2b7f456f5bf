/// There is nobody to hand mail to.
struct NoSendmailError: Error, CustomStringConvertible {
    let path: String

    var description: String {
        "There is no \(path), so mail waits; install a mail server or msmtp-mta, or name a program by FOOBAR_SENDMAIL."
    }
}
