import Foundation

/// A program that does its work and ends.
enum BenchTool {
    /// - Returns: what it wrote to standard output.
    /// - Throws: `BenchError`.
    @discardableResult
    static func run(_ path: String, _ arguments: [String]) throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let said = (try? output.fileHandleForReading.readToEnd()) ?? Data()
        process.waitUntilExit()
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            throw BenchError.failed(tool: path, ending: "status \(process.terminationStatus)")
        }
        return said
    }
}
