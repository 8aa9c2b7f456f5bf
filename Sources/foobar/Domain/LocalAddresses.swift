import Glibc

/// The addresses of this machine's interfaces that others may know it by.
enum LocalAddresses {
    static func current() -> Set<String> {
        var first: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&first) == 0 else { return [] }
        defer { freeifaddrs(first) }
        var texts: Set<String> = []
        var next = first
        while let interface = next {
            next = interface.pointee.ifa_next
            guard interface.pointee.ifa_flags & UInt32(IFF_LOOPBACK) == 0, let address = interface.pointee.ifa_addr else { continue }
            let family = Int32(address.pointee.sa_family)
            let size = family == AF_INET ? MemoryLayout<sockaddr_in>.size : MemoryLayout<sockaddr_in6>.size
            guard family == AF_INET || family == AF_INET6 else { continue }
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            guard getnameinfo(address, socklen_t(size), &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0 else { continue }
            let bytes = text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
            // With a % it is of one network only.
            if !bytes.contains(UInt8(ascii: "%")) { texts.insert(String(decoding: bytes, as: UTF8.self)) }
        }
        return texts
    }
}
