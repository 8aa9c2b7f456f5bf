import Passwords
import Site

/// A password is judged in time, whatever it is. The first line has the words that are the user's own.
func fuzzPassword(_ bytes: [UInt8]) {
    let (words, password) = bytes.divided(at: 0x0A)
    let own = String(fuzzed: words).split(separator: ",").map(String.init)
    let text = String(fuzzed: password)
    let fault = PasswordFault(judging: text, words: own)
    holds(text.unicodeScalars.count >= PasswordFault.shortest || fault == .tooShort, "what is short is too short")
}
