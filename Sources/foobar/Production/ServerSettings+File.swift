import Foundation

extension ServerSettings {
    /// Those of the server.
    /// - Throws: `ServerSettingsError`; `NoServerError` where it has none.
    init(in installation: Installation) throws {
        let file = installation.file(Installation.settings)
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { throw NoServerError(file: file) }
        try self.init(text: text)
    }
}

/// There are no settings of a production server.
struct NoServerError: Error, CustomStringConvertible {
    let file: String

    var description: String {
        "\(file) can't be read: it is there, for root, on a server that 'foobar install --domain example.org' made."
    }
}
