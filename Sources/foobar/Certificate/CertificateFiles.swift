/// Where certbot keeps the domain's certificate, as the server names the files.
struct CertificateFiles: Equatable {
    let domain: String

    private var folder: String { "/etc/letsencrypt/live/\(domain)" }
    /// The certificate, and those that lead from it to the authority's.
    var chain: String { folder + "/fullchain.pem" }
    /// Those alone.
    var issuers: String { folder + "/chain.pem" }
    var key: String { folder + "/privkey.pem" }
}
