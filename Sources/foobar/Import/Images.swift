/// The images that safe HTML shows, apart by where they are.
struct Images {
    /// Addresses without a host.
    private(set) var local: [String] = []
    /// Hosts, one for each image on them.
    private(set) var hosts: [String] = []
    /// Addresses with a host.
    private(set) var remote: [String] = []

    init(html: [UInt8]) {
        var rest = html[...]
        let mark = Array("<img src=\"".utf8)
        while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
            rest = rest[start...]
            guard rest.starts(with: mark) else {
                rest = rest.dropFirst()
                continue
            }
            rest = rest.dropFirst(mark.count)
            let value = rest.prefix { $0 != UInt8(ascii: "\"") }
            add(String(decoding: value, as: UTF8.self).replacing("&amp;", with: "&"))
            rest = rest.dropFirst(value.count)
        }
    }

    mutating func add(_ address: String) {
        guard address.hasPrefix("http://") || address.hasPrefix("https://") else {
            let path = String(address.prefix { $0 != "?" && $0 != "#" })
            if !local.contains(path) { local.append(path) }
            return
        }
        remote.append(address)
        let host = address.drop { $0 != "/" }.dropFirst(2).prefix { $0 != "/" && $0 != "?" && $0 != ":" }
        hosts.append(String(host))
    }
}
