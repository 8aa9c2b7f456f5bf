/// Why a certificate can't be looked at.
enum CertificateError: Error, CustomStringConvertible {
    case noFile(String)
    case unreadable(String, reason: String)

    var description: String {
        switch self {
        case .noFile(let file): "There is no certificate in \(file) that can be read."
        case .unreadable(let file, let reason): "\(file) is no certificate: \(reason)"
        }
    }
}
