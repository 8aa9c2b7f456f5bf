/// A site whose web server has written no log yet.
struct NoLogError: Error, CustomStringConvertible {
    let folder: String

    var description: String { "\(folder) has no access.log yet; './foobar serve' writes it, and --data names another folder." }
}
