/// An ACME server that does not say what it is.
struct CertificateAuthorityError: Error, CustomStringConvertible {
    let directory: String
    let reason: String

    var description: String { "The ACME server of \(Installation.settings), \(directory), does not say what CAA record it needs: \(reason)" }
}
