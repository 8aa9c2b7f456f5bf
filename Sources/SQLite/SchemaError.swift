/// A database whose form the program can't use.
public enum SchemaError: Error, Equatable, CustomStringConvertible {
    /// The file was made or moved forward by a newer version of the programs.
    case tooNew(path: String, readableFrom: Int, program: Int)
    /// The file is older than the program: migrations have not run.
    case tooOld(path: String, version: Int, program: Int)
    /// A migration would take away what programs that still answer use.
    case tooFar(path: String, readableFrom: Int, answering: Int)

    public var description: String {
        switch self {
        case .tooNew(let path, let readableFrom, let program):
            "\(path) needs programs of version \(readableFrom) or newer; these are of version \(program). Build and start the newer release."
        case .tooOld(let path, let version, let program):
            "\(path) is at version \(version) and these programs need \(program). Start the site with './foobar serve', which brings it forward."
        case .tooFar(let path, let readableFrom, let answering):
            "\(path) would need programs of version \(readableFrom) or newer, and those that answer are of version \(answering). Deploy a release between the two first."
        }
    }
}
