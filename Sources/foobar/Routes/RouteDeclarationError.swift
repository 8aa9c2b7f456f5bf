/// A script declares what can't be.
struct RouteDeclarationError: Error, CustomStringConvertible {
    let name: String
    let problem: String

    var description: String {
        "cgi-bin/\(name) has a line 'foobar:' at its head that can't be followed: \(problem). It is served as if it declared nothing."
    }
}
