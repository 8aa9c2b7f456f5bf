import ArgumentParser

/// What a new route can be written in.
enum ScriptLanguage: String, ExpressibleByArgument, CaseIterable {
    case swift, sh, python, perl, c
}
