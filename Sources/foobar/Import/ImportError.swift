import Foundation

/// Why nothing was imported, in one sentence.
struct ImportError: LocalizedError, CustomStringConvertible {
    var description: String
    var errorDescription: String? { description }

    init(_ description: String) {
        self.description = description
    }
}
