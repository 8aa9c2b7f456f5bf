import CGI
import HTML
import Site
import SQLite

/// For pages that a script makes: `frame`, and the databases of a script's or route's own.
extension Context {
    /// A database of the route's own, beside the site's: made and brought forward as `migrations` say.
    ///
    ///     let poll = try context.database("poll", schema)
    ///
    /// - Parameter name: `[a-z0-9_-]`, usually the route's.
    /// - Throws: `OwnDatabaseError` where the route does not declare that it writes one; `SQLiteError`; `SchemaError`
    ///   where the file is of a newer version.
    public func database(_ name: String, _ migrations: Migrations) throws -> Database {
        guard route.writes.contains(.own) else { throw OwnDatabaseError.undeclared }
        let path = try folder.ownDatabase(name)
        let database = try Database(path, for: .writing)
        if try database.schemaVersion().version < migrations.version { try database.migrate(path, migrations) }
        try database.check(path, against: migrations)
        return database
    }

    /// What a script answered, whole: its fragment in the site's layout.
    ///
    /// - Parameter answer: header lines as in RFC 3875, section 6.3, an empty line, HTML. `Title` and `Description`
    ///   are for the page; the type and length of the body are worked out; all others are sent as they are.
    /// - Throws: `ScriptError`.
    public func framed(_ answer: [UInt8]) throws -> Response {
        var fragment = answer[...]
        var fields: [(name: String, value: String)] = []
        while true {
            guard let end = fragment.firstIndex(of: UInt8(ascii: "\n")) else { throw ScriptError.noEmptyLine }
            var line = fragment[..<end]
            if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
            fragment = fragment[(end + 1)...]
            if line.isEmpty { break }
            guard let field = Self.field(line) else { throw ScriptError.noField(String(decoding: line, as: UTF8.self)) }
            fields.append(field)
        }
        func value(_ name: String) -> String? { fields.first { $0.name.lowercased() == name }?.value }

        var status = Status.ok
        if let text = value("status") {
            guard let known = Int(text.prefix { $0 != " " }).flatMap({ Status(rawValue: $0) }) else {
                throw ScriptError.unknownStatus(text)
            }
            status = known
        } else if value("location") != nil {
            status = .found
        }
        var response = fragment.isEmpty ? Response(status) : try framed(HTML(trusted: Array(fragment)), value, status)
        let ownFields = ["status", "title", "description", "content-type", "content-length"]
        for field in fields where !ownFields.contains(field.name.lowercased()) { response.set(name: field.name, field.value) }
        if let policy = value("cache-control") {
            response.isTagged = !policy.split { $0 == "," || $0 == " " }.contains("no-store")
        } else {
            response.set("Cache-Control", "no-store")
        }
        return response
    }

    private func framed(_ fragment: HTML, _ value: (String) -> String?, _ status: Status) throws -> Response {
        let description = value("description") ?? ""
        let page = Page(title: value("title") ?? String(request.scriptName.drop { $0 == "/" }), lede: "\(description)", fragment)
        page.about = description
        let path = request.scriptName + request.pathInfo
        if status == .ok, !path.isEmpty, path.utf8.allSatisfy(Self.standsForItself) { page.path = path }
        return try self.page(page, status: status)
    }

    /// The page that tells of a fault, by the number of its status; nil for a number that is no such status.
    public func failure(number: String) -> Response? {
        guard let number = Int(number), number >= 400, let status = Status(rawValue: number) else { return nil }
        // The site's name stands on it where that can be read.
        _ = try? site
        var response = failure(status)
        if status == .methodNotAllowed { response.set("Allow", Self.formMethods.names.joined(separator: ", ")) }
        response.set("Cache-Control", "no-store")
        return response
    }

    /// A header line.
    private static func field(_ line: ArraySlice<UInt8>) -> (name: String, value: String)? {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
            line[..<colon].allSatisfy({ isLetterOrDigit($0) || $0 == UInt8(ascii: "-") })
        else { return nil }
        let value = TypedText(line: String(decoding: line[(colon + 1)...], as: UTF8.self), limit: .max)
        return (String(decoding: line[..<colon], as: UTF8.self), value.text)
    }

    /// What needs no `%XX` in a path.
    private static func standsForItself(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || "/-._~".utf8.contains(byte)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: false
        }
    }
}

/// What a script wrote that can't be framed.
public enum ScriptError: Error, Equatable, CustomStringConvertible {
    case noEmptyLine
    case noField(String)
    case unknownStatus(String)

    public var description: String {
        switch self {
        case .noEmptyLine: "The answer has no empty line between its header and the HTML (RFC 3875, section 6.2)."
        case .noField(let line): "'\(line)' is no line of a header (RFC 3875, section 6.3); an empty line must come before the HTML."
        case .unknownStatus(let text): "'\(text)' is no status that this site answers (RFC 9110, section 15)."
        }
    }
}
