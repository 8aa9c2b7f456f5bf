// frame: header lines, an empty line and HTML, as a page of the site; or the site's page for an error.

import Web

Tool("frame", "<ANSWER, or frame STATUS for the page of an error").run(CommandLine.arguments) { context, arguments in
    guard arguments.count <= 1 else { return .usage }
    if let number = arguments.first {
        guard let response = context.failure(number: number) else { return .usage }
        return response.write(for: context.request) ? .done : .no
    }
    let answer = Tool.input()
    guard context.isFormMethod else { return context.failure(number: "405")?.write(for: context.request) == true ? .done : .no }
    return try context.framed(answer).write(for: context.request) ? .done : .no
}
