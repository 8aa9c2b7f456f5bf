import Foundation

/// Which program answers a path: what `nginx/routing.conf` and `nginx/site.conf` say, for use without nginx.
///
/// A test asks both about the same paths.
struct RoutingTable {
    /// What a path leads to.
    enum Destination: Equatable {
        /// nginx sends the file, of `htdocs/` or of the data folder's `uploads/`.
        case file(String)
        /// nginx answers by itself.
        case webServer
        case program(name: String, scriptName: String, pathInfo: String)
    }

    let home: Home
    let dataFolder: String

    /// - Parameter path: decoded and resolved, as `RequestTarget` has it.
    func destination(of path: String) -> Destination {
        if path == "/me.css" { return .webServer }
        if isUpload(path) {
            if isFile(dataFolder + path) { return .file(String(path.dropFirst())) }
        } else if !isHidden(path), isFile(home.files + path) {
            return .file("htdocs" + path)
        }
        if let named = namedProgram(path), isProgram(named.name) {
            return .program(name: named.name, scriptName: named.scriptName, pathInfo: named.pathInfo)
        }
        return .program(name: "fallback", scriptName: "", pathInfo: path)
    }

    private func namedProgram(_ path: String) -> (name: String, scriptName: String, pathInfo: String)? {
        if path == "/" { return ("home", "", "/") }
        if path == "/sitemap.xml" { return ("sitemap", path, "") }
        let prefix = "/cgi-bin"
        if path.hasPrefix(prefix + "/"), let named = split(path.dropFirst(prefix.count)) { return named }
        return split(path[...])
    }

    /// `/NAME/rest`, where NAME can be a program's.
    private func split(_ path: Substring) -> (name: String, scriptName: String, pathInfo: String)? {
        let bytes = path.utf8.dropFirst()
        let name = bytes.prefix { $0 != UInt8(ascii: "/") }
        guard Self.isProgramName(String(Substring(name))), !name.elementsEqual("fallback".utf8) else { return nil }
        return (String(Substring(name)), "/" + String(Substring(name)), String(path[name.endIndex...]))
    }

    /// Letters, digits, `-` and `_`, a letter or digit first: what names a program in an address.
    static func isProgramName(_ name: String) -> Bool {
        guard let first = name.utf8.first, first != UInt8(ascii: "-"), first != UInt8(ascii: "_") else { return false }
        return name.utf8.allSatisfy(isNameByte)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// `.git`, `.htpasswd` and the like, and the pages for errors, are nobody's to ask for.
    private func isHidden(_ path: String) -> Bool {
        path.hasPrefix("/errors/")
            || path.split(separator: "/").contains { $0.hasPrefix(".") && $0 != ".well-known" }
    }

    /// What the location for uploads of `nginx/site.conf` takes: 26 letters and digits, then those, `.` and `-`.
    private func isUpload(_ path: String) -> Bool {
        let folder = "/uploads/"
        let name = path.utf8.dropFirst(folder.utf8.count)
        let isKeyByte = { (byte: UInt8) in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        }
        return path.hasPrefix(folder) && name.prefix(26).count == 26 && name.prefix(26).allSatisfy(isKeyByte)
            && name.allSatisfy { isKeyByte($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
    }

    private func isFile(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
    }

    private func isProgram(_ name: String) -> Bool {
        let path = home.programs + "/" + name
        return isFile(path) && FileManager.default.isExecutableFile(atPath: path)
    }
}
