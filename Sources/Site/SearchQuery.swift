/// What a reader looks for: words, phrases in double quotes, beginnings of words with a star.
public struct SearchQuery: Sendable, Equatable {
    /// How many words count; the rest is left out.
    public static let wordLimit = 16

    /// The query as SQLite's FTS5 takes it (https://sqlite.org/fts5.html#full_text_query_syntax); nil where
    /// there is no word in it.
    public let match: String?

    /// Reads anything: what is no word, phrase or star is passed over, so there is no wrong query.
    public init(_ text: String) {
        var terms: [String] = []
        var words: [[UInt8]] = []
        var word: [UInt8] = []
        var inPhrase = false

        func endWord() {
            if !word.isEmpty { words.append(word) }
            word = []
        }
        func endTerm(isPrefix: Bool) {
            endWord()
            if !words.isEmpty {
                let phrase = words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
                terms.append("\"\(phrase)\"" + (isPrefix ? "*" : ""))
            }
            words = []
        }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""):
                endTerm(isPrefix: false)
                inPhrase.toggle()
            case UInt8(ascii: "*") where !word.isEmpty:
                endTerm(isPrefix: true)
            // What lies beyond ASCII is left to the tokenizer, which knows letters from signs.
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
                word.append(byte)
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                if inPhrase { endWord() } else { endTerm(isPrefix: false) }
            default:
                // "18f.gsa.gov" and "don't" are phrases, as the tokenizer sees them.
                endWord()
            }
        }
        endTerm(isPrefix: false)
        match = terms.isEmpty ? nil : terms.prefix(Self.wordLimit).joined(separator: " ")
    }
}
