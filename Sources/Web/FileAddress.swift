import CGI
import Site

/// The address of a file in `htdocs/` with what it was when the page was made: `/style.css?v=k3x9ab`. A browser keeps
/// it for a year, and asks anew where the file has changed.
struct FileAddress {
    let path: String

    /// - Parameter path: from the site's root, like `/style.css`.
    init(_ path: String) {
        let version = MetaVariables.value("DOCUMENT_ROOT").flatMap { FileVersion(of: $0 + path) }
        self.path = version.map { "\(path)?v=\($0.text)" } ?? path
    }
}
