import CGumbo

/// Memory for one parse by gumbo, given back all at once: gumbo's own way walks the tree by recursion.
final class Arena {
    private var chunks: [UnsafeMutableRawPointer] = []
    private var next = 0
    private var capacity = 0
    private static let chunkSize = 256 * 1024

    func allocate(_ size: Int) -> UnsafeMutableRawPointer {
        let rounded = (size + 15) & ~15
        if next + rounded > capacity || chunks.isEmpty {
            capacity = max(rounded, Arena.chunkSize)
            chunks.append(UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16))
            next = 0
        }
        defer { next += rounded }
        return chunks[chunks.count - 1] + next
    }

    deinit {
        for chunk in chunks { chunk.deallocate() }
    }

    /// Parses a fragment of a body and hands its nodes to `body`; they live no longer than the call.
    static func parse<Result>(_ html: [UInt8], _ body: (GumboVector) -> Result) -> Result? {
        let arena = Arena()
        return withExtendedLifetime(arena) {
            var options = kGumboDefaultOptions
            options.userdata = Unmanaged.passUnretained(arena).toOpaque()
            options.allocator = { arena, size in
                guard let arena else { return nil }
                return Unmanaged<Arena>.fromOpaque(arena).takeUnretainedValue().allocate(size)
            }
            options.deallocator = { _, _ in }
            options.max_errors = 0
            options.fragment_context = GUMBO_TAG_BODY
            options.fragment_namespace = GUMBO_NAMESPACE_HTML
            return html.withUnsafeBufferPointer { buffer in
                buffer.withMemoryRebound(to: CChar.self) { characters -> Result? in
                    guard let start = characters.baseAddress,
                        let output = gumbo_parse_with_options(&options, start, characters.count),
                        let root = output.pointee.root
                    else { return nil }
                    return body(root.pointee.v.element.children)
                }
            }
        }
    }
}
