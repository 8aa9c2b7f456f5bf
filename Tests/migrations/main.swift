import Glibc
import SQLite
import Site

// migrations VERSION READABLE_FROM migrate --data FOLDER [--copy-of FOLDER] [--before] [--beside VERSIONS]: what
// `foobar migrate` does, for a release whose site.db has VERSION steps more. Tests put it into releases of their own.
//
// Of the steps, each second one adds a table that is full of comments before the switch of programs, and each other takes
// it away after it; from version READABLE_FROM on, where it isn't 0, programs that are older can't use what is left. Where
// READABLE_FROM is `broken`, one more step fails halfway, though not on a copy.

let arguments = CommandLine.arguments
guard arguments.count > 3, let more = Int(arguments[1]) else { exit(64) }
let readableFrom = Int(arguments[2]) ?? 0

func value(of option: String) -> String? {
    arguments.firstIndex(of: option).flatMap { $0 + 1 < arguments.count ? arguments[$0 + 1] : nil }
}

let known = Schema.site.version
let steps = (1...max(1, more)).prefix(more).map { step in
    let version = known + step
    return step % 2 == 1
        ? Migration(
            version: version, readableFrom: 1,
            statements: ["CREATE TABLE expanded AS SELECT id, html FROM comment", "CREATE INDEX expanded_id ON expanded (id)"])
        : Migration(
            version: version, phase: .after, readableFrom: readableFrom > 0 && version >= readableFrom ? readableFrom : 1,
            statements: ["DROP TABLE expanded"])
}
let isBroken = arguments[2] == "broken" && value(of: "--copy-of") == nil
let broken = Migration(
    version: known + more + 1, readableFrom: 1,
    statements: ["CREATE TABLE half AS SELECT id, html FROM comment", "ALTER TABLE comment RENAME COLUMN missing TO lost"])
var forms = Schema.all
forms["site"] = Migrations(
    version: known + more, needed: known + (isBroken ? more + 1 : more % 2 == 1 ? more : max(0, more - 1)),
    Schema.site.steps() + steps + (isBroken ? [broken] : []))

let answering = value(of: "--beside").map { text in
    text.split(separator: ",").reduce(into: [String: Int]()) { versions, pair in
        let parts = pair.split(separator: "=")
        if parts.count == 2 { versions[String(parts[0])] = Int(parts[1]) }
    }
}
do {
    let moved = try DataFolder(value(of: "--data") ?? "").bringForward(
        copyOf: value(of: "--copy-of").map { DataFolder($0) }, upTo: arguments.contains("--before") ? .before : .after,
        beside: answering, forms: forms)
    print(moved.joined(separator: ", "))
} catch {
    let line = Array("Error: \(error)\n".utf8)
    _ = write(STDERR_FILENO, line, line.count)
    exit(1)
}
