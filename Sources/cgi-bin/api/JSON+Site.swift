import HTML
import JSON
import Site
import Web

extension String {
    /// The text of a column, copied.
    init(_ text: Span<UInt8>) {
        self = text.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    /// As a value in the query of an address.
    var queryEscaped: String {
        let html: HTML = "\(query: self)"
        return String(decoding: html.bytes, as: UTF8.self)
    }
}

extension JSON {
    /// A moment as RFC 3339 writes it; null where there is none.
    mutating func member(_ name: StaticString, moment seconds: Int?) {
        member(name) { json in
            if let seconds, seconds != 0 { json.string(.moment(seconds)) } else { json.null() }
        }
    }

    mutating func member(_ name: StaticString, _ number: Int?) {
        member(name) { json in if let number { json.number(number) } else { json.null() } }
    }

    mutating func byline(_ author: Byline) {
        object { json in
            json.member("name", author.name)
            json.member("shown", author.shown)
        }
    }

    mutating func byline(_ name: Span<UInt8>, _ shown: Span<UInt8>) {
        object { json in
            json.member("name", name)
            json.member("shown", shown)
        }
    }

    mutating func tag(_ slug: Span<UInt8>, _ name: Span<UInt8>) {
        object { json in
            json.member("slug", slug)
            json.member("name", name)
        }
    }
}
