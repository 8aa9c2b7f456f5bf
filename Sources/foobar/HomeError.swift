/// The command stands alone: there is no site around it.
struct HomeError: Error, CustomStringConvertible {
    let command: String

    var description: String {
        "No folder above \(command) has nginx/ and htdocs/; set FOOBAR_HOME to the site's folder."
    }
}
