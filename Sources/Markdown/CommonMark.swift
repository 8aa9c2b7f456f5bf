import CMarkdown

/// Markdown by cmark-gfm. What comes out still holds whatever HTML the source held.
enum CommonMark {
    private static let extensions = ["table", "strikethrough", "autolink", "tasklist"]

    /// Deeper nesting than this in one line is text: every line costs cmark a step for each open block.
    private static let deepestNesting = 64

    /// A line of bars and dashes that would make a wider table is text.
    private static let mostColumns = 100

    static func html(of markdown: String, footnotes: Bool) -> [UInt8] {
        cmark_gfm_core_extensions_ensure_registered()
        var options = CMARK_OPT_UNSAFE | CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE
        if footnotes { options |= CMARK_OPT_FOOTNOTES }
        guard let parser = cmark_parser_new(options) else { return [] }
        defer { cmark_parser_free(parser) }
        for name in extensions {
            if let found = cmark_find_syntax_extension(name) {
                cmark_parser_attach_syntax_extension(parser, found)
            }
        }
        let source = tamed(Array(markdown.utf8))
        source.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { characters in
                cmark_parser_feed(parser, characters.baseAddress, characters.count)
            }
        }
        guard let document = cmark_parser_finish(parser) else { return [] }
        defer { cmark_node_free(document) }
        guard let rendered = cmark_render_html(document, options, cmark_parser_get_syntax_extensions(parser)) else {
            return []
        }
        defer { cmark_get_default_mem_allocator().pointee.free(rendered) }
        var html: [UInt8] = []
        var next = rendered
        while next.pointee != 0 {
            html.append(UInt8(bitPattern: next.pointee))
            next += 1
        }
        return html
    }

    /// The source without what takes cmark more than linear time: markers of blocks beyond the deepest nesting, and
    /// tables whose short rows it would fill with empty cells.
    private static func tamed(_ source: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(source.count + source.count / 16)
        var columns = 0
        var allowance = 100_000 + source.count
        for line in source.split(omittingEmptySubsequences: false, whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
            if !result.isEmpty || line.startIndex > 0 { result.append(UInt8(ascii: "\n")) }
            let bars = line.count { $0 == UInt8(ascii: "|") }
            if line.allSatisfy(\.isHTMLSpace) {
                columns = 0
            } else if isDelimiterRow(line) {
                columns = bars + 1
                if columns > mostColumns || allowance <= 0 {
                    result.append(UInt8(ascii: "\\"))
                    columns = 0
                }
            } else if columns > 0 {
                allowance -= max(0, columns - bars)
                if allowance <= 0 {
                    result.append(UInt8(ascii: "\n"))
                    columns = 0
                }
            }
            flatten(line, into: &result)
        }
        return result
    }

    private static func isDelimiterRow(_ line: ArraySlice<UInt8>) -> Bool {
        var dashes = 0
        for byte in line {
            switch byte {
            case UInt8(ascii: "-"): dashes += 1
            case UInt8(ascii: "|"), UInt8(ascii: ":"), UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: ">"),
                UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: ")"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                break
            default: return false
            }
        }
        return dashes > 0
    }

    /// Escapes the block quote and list markers beyond the deepest nesting at the start of a line.
    private static func flatten(_ line: ArraySlice<UInt8>, into result: inout [UInt8]) {
        var markers = 0
        for (index, byte) in zip(line.indices, line) {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"):
                break
            case UInt8(ascii: ">"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"), UInt8(ascii: "."),
                UInt8(ascii: ")"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                markers += 1
                let previous = result.last ?? 0
                // A rule or a number is no nesting; the marker of a list stands after a space.
                if markers > deepestNesting, byte == UInt8(ascii: ">") || previous == 0x20 || previous == 0x09 {
                    result.append(UInt8(ascii: "\\"))
                    result += line[index...]
                    return
                }
            default:
                result += line[index...]
                return
            }
            result.append(byte)
        }
    }
}
