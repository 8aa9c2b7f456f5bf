// swift-tools-version: 6.1
import PackageDescription

/// The routes: one program in `cgi-bin/`, one folder in `Sources/cgi-bin/`, one URL prefix each.
let routes = [
    "archive", "c", "fallback", "feed", "health", "home", "log", "posts", "search", "sitemap", "tags", "users",
]

/// The routes that parse a stranger's body or hold secrets: their addresses are random, anew for each request.
let guardedRoutes = [
    "api", "comment", "flag", "follow", "login", "logout", "moderate", "unlock", "unsubscribe",
    "export", "figures", "hooks", "leave", "settings", "status",
    "files", "guestbook-swift", "revisions", "write",
]

/// The routes that judge a new password. Debian's libzxcvbn.a is not position-independent, so these are guarded
/// only as far as stack and heap go; nothing else links it.
let judgingRoutes = [
    "account", "confirm", "join", "reset",
]

/// What scripts call: `Sources/tools/NAME`, installed as `$FOOBAR_TOOLS/NAME`.
let tools = ["confine", "escape", "form", "frame", "limit", "mail", "sql", "viewer"]

/// Swift's library with what no program uses left out: Sources/foobar/LeanLibrary.swift makes it, for the builds of
/// the command. Without it programs are a megabyte larger.
let library = Context.environment["FOOBAR_LEAN_LIBRARY"].map { [$0] } ?? []

/// A program that carries all it needs starts in a quarter of the time. What traps ends, and unwinds nothing.
let staticFlags = library + [
    "-static-executable", "-use-ld=lld", "-Xlinker", "--gc-sections", "-Xlinker", "--icf=all", "-Xlinker", "--no-eh-frame-hdr",
]
let staticExecutable: [LinkerSetting] = [.unsafeFlags(staticFlags, .when(configuration: .release))]
let staticPIE: [LinkerSetting] = [
    .unsafeFlags(staticFlags + ["-Xclang-linker", "-static-pie", "-Xlinker", "--pack-dyn-relocs=relr"], .when(configuration: .release))
]

/// What a route is made of does without regular expressions and tasks: each would come with a library that no
/// route uses, a megabyte and more of every program.
let lean: [SwiftSetting] = [
    .unsafeFlags([
        "-Xfrontend", "-disable-implicit-string-processing-module-import",
        "-Xfrontend", "-disable-implicit-concurrency-module-import",
        "-Xfrontend", "-function-sections", "-Xfrontend", "-internalize-at-link",
    ])
]

/// Rows are lent to closures as spans, which can't outlive them.
let lifetimes = lean + [.enableExperimentalFeature("Lifetimes")]

func route(_ name: String, linked linkerSettings: [LinkerSetting], with more: [Target.Dependency] = []) -> Target {
    .executableTarget(
        name: name, dependencies: ["CStart", "Site", "Web"] + more, path: "Sources/cgi-bin/\(name)",
        swiftSettings: lean, linkerSettings: linkerSettings)
}

/// Its target has a name of its own, so that a route can have the tool's.
func tool(_ name: String) -> Target {
    .executableTarget(
        name: "tool-\(name)", dependencies: ["CGI", "CSandbox", "HTML", "JSON", "Sandbox", "Site", "SQLite", "Web"], path: "Sources/tools/\(name)",
        swiftSettings: lean, linkerSettings: staticPIE)
}

/// Those that look at the command itself.
let commandTests = ["BackupTests", "ImportTests", "ServeTests"]

let package = Package(
    name: "foobar",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(name: "CGumbo"),
        .systemLibrary(name: "CMarkdown"),
        .systemLibrary(name: "COath"),
        .systemLibrary(name: "CProcess"),
        .systemLibrary(name: "CSandbox"),
        .systemLibrary(name: "CSodium"),
        .systemLibrary(name: "CSQLite"),
        .systemLibrary(name: "CXXHash"),
        .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0"),
        .systemLibrary(name: "CZlib"),
        .systemLibrary(name: "CZxcvbn"),

        .target(name: "CStart"),
        .target(name: "CGI", dependencies: ["CXXHash", "CZlib"], swiftSettings: lean),
        .target(name: "HTML", swiftSettings: lean),
        .target(name: "JSON", swiftSettings: lean),
        .target(name: "Sandbox", dependencies: ["CSandbox"], swiftSettings: lean),
        .target(name: "SQLite", dependencies: ["CSQLite", "JSON"], swiftSettings: lifetimes),
        .target(name: "Markdown", dependencies: ["CGumbo", "CMarkdown", "HTML"], swiftSettings: lean),
        .target(name: "Site", dependencies: ["COath", "CSodium", "HTML", "JSON", "Markdown", "SQLite"], swiftSettings: lifetimes),
        .target(name: "Passwords", dependencies: ["CZxcvbn", "Site"], swiftSettings: lean),
        .target(name: "Web", dependencies: ["CGI", "CZlib", "HTML", "JSON", "Sandbox", "Site", "SQLite"], swiftSettings: lean),

        .executableTarget(name: "keeper", dependencies: ["SQLite"], swiftSettings: lean, linkerSettings: staticExecutable),
        .executableTarget(
            name: "foobar",
            dependencies: [
                "CGI", "CProcess", "CSodium", "CXML", "CZlib", "JSON", "Markdown", "SQLite", "Sandbox", "Site", "Yams",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .executableTarget(name: "generate", dependencies: ["Site"], path: "Tests/generate"),
        .executableTarget(name: "migrations", dependencies: ["Site", "SQLite"], path: "Tests/migrations"),

        .systemLibrary(name: "CTrespasser", path: "Tests/trespasser/CTrespasser"),
        .executableTarget(
            name: "trespasser", dependencies: ["CStart", "CTrespasser", "Site", "Web"], path: "Tests/trespasser",
            exclude: ["CTrespasser"], swiftSettings: lean, linkerSettings: staticExecutable),

        .testTarget(name: "CGITests", dependencies: ["CGI"]),
        .testTarget(name: "HTMLTests", dependencies: ["HTML", "JSON"]),
        .testTarget(name: "MarkdownTests", dependencies: ["Markdown"]),
        .testTarget(name: "SQLiteTests", dependencies: ["CSQLite", "SQLite"]),
        .testTarget(name: "SiteTests", dependencies: ["CSQLite", "Passwords", "Site"]),
    ] + commandTests.map { .testTarget(name: $0, dependencies: ["foobar", "Site"]) } + routes.map { route($0, linked: staticExecutable) } + guardedRoutes.map { route($0, linked: staticPIE) }
        + tools.map { tool($0) } + judgingRoutes.map { route($0, linked: staticExecutable, with: ["Passwords"]) },
    swiftLanguageModes: [.v6]
)

// The fuzzing's build, by Tests/fuzz/run: what reads an import, as a library, and a program around all readers, linked
// with libFuzzer, whose archive this names.
if let fuzzer = Context.environment["FOOBAR_FUZZER"] {
    package.targets.removeAll { $0.name == "foobar" || commandTests.contains($0.name) }
    package.targets += [
        .target(name: "Fuzzer", path: "Tests/fuzz/driver"),
        .target(
            name: "Import", dependencies: ["CXML", "Markdown", "Site", "Yams"], path: "Sources/foobar",
            sources: [
                "Archive", "FrontMatter", "GhostExport", "Images", "ImportDate", "ImportError", "Lexical", "OldPath", "Problems",
                "Progress", "Shortcode", "TemplateTags", "TemplateTags+Tag", "WordPressExport", "WordPressHTML", "XMLReader",
            ].map { "Import/\($0).swift" } + ["", "+Comment", "Error"].map { "Routes/RouteDeclaration\($0).swift" }),
        .executableTarget(
            name: "fuzz", dependencies: ["CGI", "CProcess", "Fuzzer", "HTML", "Import", "JSON", "Markdown", "Passwords", "Site", "Web"],
            path: "Tests/fuzz/targets", linkerSettings: [.unsafeFlags([fuzzer, "-lstdc++"])]),
    ]
}

// The sanitizers' build, by Tests/sanitize: the libraries and their tests, and no program.
if Context.environment["FOOBAR_LIBRARIES_ONLY"] != nil {
    package.targets.removeAll { $0.type == .executable || commandTests.contains($0.name) }
}
