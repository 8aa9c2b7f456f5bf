import CZxcvbn
import Site

extension PasswordFault {
    /// Bits: a hundred million guesses, what zxcvbn calls 3 of 4.
    static let leastEntropy = 26.6
    /// Bytes that are judged: zxcvbn's time grows with the square.
    private static let judged = 100

    /// What is wrong with a password; nil where nothing is.
    /// - Parameter words: the user's own, which whoever guesses would try first.
    public init?(judging password: String, words: [String]) {
        let count = password.unicodeScalars.count
        if count < Self.shortest {
            self = .tooShort
        } else if count > Self.longest {
            self = .tooLong
        } else if Self.entropy(of: password, words: words) < Self.leastEntropy {
            self = .tooEasy
        } else {
            return nil
        }
    }

    /// Bits, as zxcvbn estimates them: by words, names, leaked passwords, keyboard rows, dates and repeats.
    static func entropy(of password: String, words: [String]) -> Double {
        let parts = words.flatMap { word in
            [word] + word.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        }
        // It compares in lower case; a word of a letter or two would take too much with it.
        let own = parts.map { $0.lowercased() }.filter { $0.utf8.count > 2 && $0.utf8.count <= 100 && !$0.utf8.contains(0) }
        let bytes = password.utf8.prefix(judged).map { $0 == 0 ? UInt8(ascii: " ") : $0 }
        let text = bytes.map { CChar(bitPattern: $0) } + [0]
        // One buffer with all words, and their beginnings.
        var letters: [CChar] = []
        var starts: [Int] = []
        for word in own {
            starts.append(letters.count)
            letters += word.utf8.map { CChar(bitPattern: $0) } + [0]
        }
        return letters.withUnsafeBufferPointer { letters in
            var pointers: [UnsafePointer<CChar>?] = starts.map { start in letters.baseAddress.map { $0 + start } }
            pointers.append(nil)
            return ZxcvbnMatch(text, &pointers, nil)
        }
    }
}
