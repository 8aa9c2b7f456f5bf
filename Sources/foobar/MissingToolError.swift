/// A program that the site needs is not installed.
struct MissingToolError: Error, CustomStringConvertible {
    let tool: String
    let package: String

    var description: String { "\(tool) is not installed; 'apt-get install \(package)' brings it." }
}
