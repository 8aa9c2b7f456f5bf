import ArgumentParser

/// `--data`, which every command takes that touches the site.
struct DataOption: ParsableArguments {
    @Option(
        name: .customLong("data"),
        help: ArgumentHelp(
            "The folder with the databases, uploads and logs. (default: var/ in the site's folder)",
            valueName: "folder"),
        completion: .directory)
    var folder: String?

    /// The folder's path. On a server, root becomes the user whose the data is.
    /// - Throws: `BackupError.unwritable`.
    func path(in home: Home) throws -> String {
        let path = home.dataFolder(folder)
        try SiteUser.become(for: path, home: home)
        return path
    }
}
