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
}
