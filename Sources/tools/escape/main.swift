// escape: text on standard input, as HTML.

import HTML
import Web

Tool("escape", "<TEXT").run(CommandLine.arguments) { _, arguments in
    guard arguments.isEmpty else { return .usage }
    let html: HTML = "\(String(decoding: Tool.input(), as: UTF8.self))"
    return Tool.output(html.bytes)
}
