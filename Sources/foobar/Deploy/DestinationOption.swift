import ArgumentParser

/// `--to`, which every command takes that changes releases.
struct DestinationOption: ParsableArguments {
    @Option(
        name: .customLong("to"),
        help: ArgumentHelp("The server, like ssh://root@example.org. (default: this machine)", valueName: "ssh://host[:port]"))
    var address: ServerAddress?
}
