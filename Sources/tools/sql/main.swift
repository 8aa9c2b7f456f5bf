// sql: statements on a database, their values given apart: `site`, `members`, or one of the script's own by any
// other name, which is made when it is first asked for.
//
// Prints a line for each row, its columns apart by tabs. `html(X)` is X as HTML.

import HTML
import SQLite
import Web

Tool("sql", "DATABASE 'STATEMENT; ...' [VALUE...]").run(CommandLine.arguments) { context, arguments in
    guard arguments.count >= 2, let name = arguments.first, let script = arguments.dropFirst().first else { return .usage }
    let path = switch name {
    case "site": context.folder.siteDatabase
    case "members": context.folder.membersDatabase
    default: try context.folder.ownDatabase(name)
    }
    let database = try Database(path, for: .writing)
    database.addFunction("html") { text in
        let html: HTML = "\(text)"
        return String(decoding: html.bytes, as: UTF8.self)
    }
    var lines: [UInt8] = []
    try database.run(script: script, Array(arguments.dropFirst(2))) { row in
        for column in 0..<row.columnCount {
            if column > 0 { lines.append(UInt8(ascii: "\t")) }
            lines += row.blob(column)
        }
        lines.append(UInt8(ascii: "\n"))
    }
    return Tool.output(lines)
}
