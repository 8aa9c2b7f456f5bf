/// Everything that did not come in, or not as it was, under its reason.
struct Problems {
    private(set) var reasons: [String] = []
    private(set) var items: [String: [String]] = [:]

    /// - Parameters:
    ///   - item: what it is about; each is kept once for a reason.
    mutating func add(_ reason: String, _ item: String) {
        if items[reason] == nil { reasons.append(reason) }
        items[reason, default: []].append(item)
    }

    mutating func add(contentsOf other: Problems) {
        for reason in other.reasons { for item in other.items[reason] ?? [] { add(reason, item) } }
    }

    /// The reasons, each with how many times, and the items with how often each of them.
    ///
    /// - Parameter most: how many items to name under one reason.
    func report(naming most: Int) -> String {
        var text = ""
        for reason in reasons {
            let all = items[reason] ?? []
            text += "  \(all.count)  \(reason)\n"
            var counts: [String: Int] = [:]
            var order: [String] = []
            for item in all {
                if counts[item] == nil { order.append(item) }
                counts[item, default: 0] += 1
            }
            for item in order.prefix(most) {
                let count = counts[item] ?? 1
                text += "       \(item)\(count > 1 ? " (\(count) times)" : "")\n"
            }
            if order.count > most { text += "       and \(order.count - most) more\n" }
        }
        return text
    }
}
