// viewer: who is signed in, as one line: her name, her role, the name that people read.
//
// Where the request changes something, nobody is who comes from another site's page, or is banned.

import Web

Tool("viewer", "").run(CommandLine.arguments, isDoneOutside: true) { context, arguments in
    guard arguments.isEmpty else { return .usage }
    if context.isCrossSite { return .crossSite }
    guard let viewer = try context.viewer else { return .no }
    let isReading = context.request.method == .get || context.request.method == .head
    if !isReading, try context.members.ban(of: viewer.id, now: context.now) != nil { return .banned }
    return Tool.output(Array("\(viewer.name) \(viewer.role.rawValue) \(viewer.shown)\n".utf8))
}
