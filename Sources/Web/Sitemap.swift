import CGI
import HTML
import Site

/// One part of the sitemap (https://www.sitemaps.org/protocol.html), as it is written, address by address.
public struct Sitemap {
    private var xml: HTML
    private let origin: String

    public init(origin: String) {
        self.origin = origin
        xml = """
            <?xml version="1.0" encoding="UTF-8"?>
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">

            """
    }

    /// - Parameter updatedAt: seconds since 1970.
    public mutating func add(_ folder: HTML, _ name: Span<UInt8>, updatedAt: Int? = nil) {
        xml += "<url><loc>\(origin)\(folder)\(name)</loc>"
        if let updatedAt { xml += "<lastmod>\(moment: CivilTime(updatedAt))</lastmod>" }
        xml += "</url>\n"
    }

    public mutating func add(path: String) {
        xml += "<url><loc>\(origin)\(path)</loc></url>\n"
    }

    /// A month of the archive.
    public mutating func add(year: Int, month: Int) {
        xml += "<url><loc>\(origin)/archive/\(year)/\(two: month)</loc></url>\n"
    }

    public consuming func finished() -> Response {
        xml += "</urlset>\n"
        return Response(.ok, type: "application/xml; charset=utf-8", body: xml.bytes)
    }

    /// The list of all parts.
    public static func index(parts: Int, origin: String) -> Response {
        var xml: HTML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
            <sitemap><loc>\(origin)/sitemap/lists</loc></sitemap>

            """
        for part in 0..<parts {
            xml += "<sitemap><loc>\(origin)/sitemap/\(part + 1)</loc></sitemap>\n"
        }
        xml += "</sitemapindex>\n"
        return Response(.ok, type: "application/xml; charset=utf-8", body: xml.bytes)
    }
}
