/// A data folder without the site's databases.
struct NoDatabaseError: Error, CustomStringConvertible {
    let path: String

    var description: String { "\(path) is not there; './foobar serve' or './foobar import' makes it, and --data names another folder." }
}
