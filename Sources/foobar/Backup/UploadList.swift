import Foundation

/// The uploads that belong to a backup: name and SHA-256, as `sha256sum -c` reads them.
struct UploadList: Sendable {
    var digests: [String: String] = [:]

    init() {}

    init(text: String) {
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
            guard parts.count == 2, parts[0].utf8.count == 64 else { continue }
            let name = parts[1].drop { $0 == " " || $0 == "*" }
            if Self.isName(String(name)) { digests[String(name)] = String(parts[0]) }
        }
    }

    var text: String { digests.sorted { $0.key < $1.key }.map { "\($1)  \($0)\n" }.joined() }

    /// Files of the folder; what is being made there begins with a dot. Links and folders are none of the site's.
    static func files(in folder: String) -> [(name: String, size: Int)] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted().compactMap { name in
            var status = stat()
            guard isName(name), lstat("\(folder)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
            return (name, Int(status.st_size))
        }
    }

    /// A name that stands in a line by itself and leads nowhere else.
    static func isName(_ name: String) -> Bool {
        !name.isEmpty && !name.hasPrefix(".") && !name.utf8.contains { $0 < 0x20 || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
    }
}
