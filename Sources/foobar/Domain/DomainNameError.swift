/// Why a text is not the name of a site's domain.
enum DomainNameError: Error, CustomStringConvertible {
    case notEncodable(String)
    case withWWW(String, domain: String)
    case oneLabel(String)
    case tooLong(String)
    case badLabel(String, label: String)
    case isAddress(String)

    var description: String {
        switch self {
        case .notEncodable(let name): "`\(name)` has signs that no domain can have; write it as its registrar does (xn--...)."
        case .withWWW(let name, let domain): "`\(name)` is the site's host: name the domain alone, \(domain)."
        case .oneLabel(let name): "`\(name)` is no domain; one has a dot, like example.org."
        case .tooLong(let name): "`\(name)` is too long for a domain: with www. before it, DNS takes 253 signs."
        case .badLabel(let name, let label):
            label.isEmpty
                ? "`\(name)` is no domain: two dots stand together, or one at its start."
                : "`\(name)` is no domain: `\(label)` is not 1 to 63 letters, digits and hyphens, with no hyphen at an end."
        case .isAddress(let name): "`\(name)` is an address; certificates and links need a name, like example.org."
        }
    }
}
