/// The string literals of Swift source text, without those in comments and those that are put together from values.
struct SwiftLiterals {
    private(set) var literals: [String] = []
    private let text: [Character]
    private var index = 0

    init(in source: String) {
        text = Array(source)
        while index < text.count {
            if stands("//") {
                skip { $0.stands("\n") }
            } else if stands("/*") {
                skip { $0.stands("*/") }
            } else if text[index] == "\"" {
                if let literal = literal() { literals.append(literal) }
            } else {
                index += 1
            }
        }
    }

    private func stands(_ sign: String) -> Bool {
        text[index...].starts(with: sign)
    }

    private mutating func skip(until isEnd: (Self) -> Bool) {
        while index < text.count && !isEnd(self) { index += 1 }
    }

    /// Reads the literal that begins here; nil where a value is put into it.
    private mutating func literal() -> String? {
        let quotes = stands("\"\"\"") ? "\"\"\"" : "\""
        var content = ""
        var isWhole = true
        index += quotes.count
        while index < text.count && !stands(quotes) {
            if stands("\\(") {
                isWhole = false
                skipValue()
            } else if text[index] == "\\" {
                content.append(text[min(index + 1, text.count - 1)])
                index += 2
            } else {
                content.append(text[index])
                index += 1
            }
        }
        index += quotes.count
        return isWhole ? content : nil
    }

    private mutating func skipValue() {
        var depth = 0
        index += 1
        repeat {
            if text[index] == "\"" {
                _ = literal()
            } else {
                if text[index] == "(" { depth += 1 }
                if text[index] == ")" { depth -= 1 }
                index += 1
            }
        } while depth > 0 && index < text.count
    }
}
