// swift-tools-version: 6.1
import PackageDescription

/// The routes: one program in `cgi-bin/`, one folder in `Sources/cgi-bin/`, one URL prefix each.
let routes = [
    "archive", "c", "fallback", "feed", "health", "home", "log", "posts", "search", "sitemap", "tags", "users",
]

/// The routes that parse a stranger's body or hold secrets: their addresses are random, anew for each request.
let guardedRoutes = [
    "api", "comment", "flag", "follow", "login", "logout", "moderate", "unlock", "unsubscribe",
    "export", "figures", "leave", "settings",
    "files", "revisions", "write",
]

/// The routes that judge a new password. Debian's libzxcvbn.a is not position-independent, so these are guarded
/// only as far as stack and heap go; nothing else links it.
let judgingRoutes = [
    "account", "confirm", "join", "reset",
]

/// A program that carries all it needs starts in a quarter of the time.
let staticExecutable: [LinkerSetting] = [
    .unsafeFlags(["-static-executable", "-use-ld=lld", "-Xlinker", "--gc-sections"], .when(configuration: .release)),
]

let staticPIE: [LinkerSetting] = [
    .unsafeFlags(
        ["-static-executable", "-use-ld=lld", "-Xclang-linker", "-static-pie", "-Xlinker", "--gc-sections"],
        .when(configuration: .release)),
]

/// Rows are lent to closures as spans, which can't outlive them.
let lifetimes: [SwiftSetting] = [.enableExperimentalFeature("Lifetimes")]

func route(_ name: String, linked linkerSettings: [LinkerSetting], with more: [Target.Dependency] = []) -> Target {
    .executableTarget(
        name: name, dependencies: ["CStart", "Site", "Web"] + more, path: "Sources/cgi-bin/\(name)", linkerSettings: linkerSettings)
}

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
        .systemLibrary(name: "CSodium"),
        .systemLibrary(name: "CSQLite"),
        .systemLibrary(name: "CXXHash"),
        .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0"),
        .systemLibrary(name: "CZlib"),
        .systemLibrary(name: "CZxcvbn"),

        .target(name: "CStart"),
        .target(name: "CGI", dependencies: ["CXXHash"]),
        .target(name: "HTML"),
        .target(name: "JSON"),
        .target(name: "SQLite", dependencies: ["CSQLite"], swiftSettings: lifetimes),
        .target(name: "Markdown", dependencies: ["CGumbo", "CMarkdown", "HTML"]),
        .target(name: "Site", dependencies: ["COath", "CSodium", "HTML", "Markdown", "SQLite"], swiftSettings: lifetimes),
        .target(name: "Passwords", dependencies: ["CZxcvbn", "Site"]),
        .target(name: "Web", dependencies: ["CGI", "CZlib", "HTML", "JSON", "Site", "SQLite"]),

        .executableTarget(name: "keeper", dependencies: ["SQLite"], linkerSettings: staticExecutable),
        .executableTarget(
            name: "foobar",
            dependencies: [
                "CXML", "Markdown", "Site", "Yams",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .executableTarget(name: "generate", dependencies: ["Site"], path: "Tests/generate"),

        .testTarget(name: "CGITests", dependencies: ["CGI"]),
        .testTarget(name: "HTMLTests", dependencies: ["HTML", "JSON"]),
        .testTarget(name: "ImportTests", dependencies: ["foobar", "Site"]),
        .testTarget(name: "MarkdownTests", dependencies: ["Markdown"]),
        .testTarget(name: "SQLiteTests", dependencies: ["CSQLite", "SQLite"]),
        .testTarget(name: "SiteTests", dependencies: ["CSQLite", "Passwords", "Site"]),
    ] + routes.map { route($0, linked: staticExecutable) } + guardedRoutes.map { route($0, linked: staticPIE) }
        + judgingRoutes.map { route($0, linked: staticExecutable, with: ["Passwords"]) },
    swiftLanguageModes: [.v6]
)
