import ArgumentParser

/// `foobar completions`: what a shell needs to finish words.
struct CompletionsCommand: ParsableCommand {
    /// A shell that words can be completed in.
    enum Shell: String, ExpressibleByArgument, CaseIterable {
        case bash, zsh
    }

    static let configuration = CommandConfiguration(
        commandName: "completions",
        abstract: "Prints what lets bash or zsh complete commands, options, routes and users.",
        discussion: """
            EXAMPLES
              source <(./foobar completions bash)       for this shell
              ./foobar completions bash >~/.local/share/bash-completion/completions/foobar
              ./foobar completions zsh >~/.zfunc/_foobar        a folder of $fpath
            """)

    @Argument(help: "bash or zsh.")
    var shell: Shell

    func run() {
        switch shell {
        case .bash:
            say("""
                # Completion of ./foobar for bash. For this shell:  source <(./foobar completions bash)
                # For all:  ./foobar completions bash >~/.local/share/bash-completion/completions/foobar

                """)
            say(Foobar.completionScript(for: .bash))
        case .zsh:
            // The first line of the script tells zsh what it is for.
            say(Foobar.completionScript(for: .zsh))
            say("""

                # Completion of ./foobar for zsh: put it into a folder of $fpath, before compinit runs.
                #   mkdir -p ~/.zfunc && ./foobar completions zsh >~/.zfunc/_foobar
                #   and in ~/.zshrc:  fpath+=(~/.zfunc); autoload -U compinit; compinit
                """)
        }
    }
}
