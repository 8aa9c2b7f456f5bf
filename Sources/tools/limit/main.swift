// limit: counts that the place that a request comes from does something, unless it did so too often:
//
//     "$FOOBAR_TOOLS/limit" guestbook 5 60     five times at once, then once a minute

import Site
import Web

Tool("limit", "NAME BURST SECONDS").run(CommandLine.arguments, isDoneOutside: true) { context, arguments in
    let numbers = arguments.dropFirst().compactMap { Int($0) }.filter { 1...1_000_000 ~= $0 }
    guard arguments.count == 3, let name = arguments.first, numbers.count == 2 else { return .usage }
    let limit = TryLimit("script/\(name)", burst: numbers[0], every: numbers[1])
    return try context.tries.count(limit, context.place, now: context.now) ? .done : .tooMuch
}
