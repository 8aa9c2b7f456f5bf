/// The programs could not be made; those that were there before still are.
enum BuildError: Error, CustomStringConvertible {
    case compiler
    case library(path: String)
    case noProduct(name: String)
    case notInstalled(name: String)

    var description: String {
        switch self {
        case .compiler:
            "The build failed, for the reason above; nothing was started."
        case .library(let path):
            "Swift's static library \(path) is missing or of an unknown form; get Swift 6.1 or newer from swift.org."
        case .noProduct(let name):
            "Sources/cgi-bin/\(name) has no product of its name; add it to the routes in Package.swift."
        case .notInstalled(let name):
            "The program \(name) could not be put into cgi-bin/; the one that was there is as it was."
        }
    }
}
