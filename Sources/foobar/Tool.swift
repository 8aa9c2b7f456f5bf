import Foundation

/// A program of the system.
enum Tool {
    /// Where a tool is: in PATH, or in a folder that only root has there.
    /// - Throws: `MissingToolError`.
    static func path(_ name: String, package: String) throws -> String {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let folders = path.split(separator: ":").map(String.init) + ["/usr/sbin", "/usr/bin", "/sbin", "/bin"]
        guard let folder = folders.first(where: { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") })
        else { throw MissingToolError(tool: name, package: package) }
        return "\(folder)/\(name)"
    }
}
