import Passwords
import Testing

@testable import Site

@Suite struct OneTimePasswordTests {
    /// RFC 6238, appendix B, the last six digits.
    @Test(arguments: [
        (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
        (2_000_000_000, "279037"), (20_000_000_000, "353130"),
    ])
    func agreesWithTheStandard(_ time: Int, _ code: String) {
        let password = OneTimePassword(secret: Array("12345678901234567890".utf8))
        #expect(password.step(of: code, now: time) == time / 30)
        #expect(password.step(of: code, now: time + 30) == time / 30)
        #expect(password.step(of: code, now: time + 90) == nil)
        #expect(password.step(of: "", now: time) == nil)
        #expect(password.step(of: code + "0", now: time) == nil)
    }

    @Test func theSecretGoesThroughItsText() {
        let password = OneTimePassword()
        #expect(password.text.count == 32)
        #expect(OneTimePassword(text: password.text) == password)
        #expect(OneTimePassword(text: password.text.lowercased()) == nil)
        #expect(OneTimePassword(secret: Array("12345678901234567890".utf8)).text == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    }

    @Test func aRecoveryCodeIsReadHoweverItIsTyped() {
        let code = RecoveryCode()
        #expect(code.text.count == 29)
        #expect(RecoveryCode(" " + code.text.lowercased().split(separator: "-").joined(separator: " ")) == code)
        #expect(RecoveryCode("ABCD") == nil)
    }
}

@Suite struct PasswordTests {
    @Test func lengthCounts() {
        #expect(PasswordFault(judging: "x7#kQ", words: []) == .tooShort)
        #expect(PasswordFault(judging: String(repeating: "é", count: 1_025), words: []) == .tooLong)
        #expect(PasswordFault(judging: "日本語で八文字以上の言葉", words: []) == nil)
    }

    @Test(arguments: ["password", "12345678", "qwertyuiop", "Password1!", "aaaaaaaaaaaa", "letmein123", "iloveyou1", "19840512"])
    func whatIsGuessedFirstIsRefused(_ password: String) {
        #expect(PasswordFault(judging: password, words: []) == .tooEasy)
    }

    @Test(arguments: ["correct horse battery staple", "seven green umbrellas", "kX9#mQ2$vL", "a\u{0}b\u{0}c\u{0}dragonfly teapot"])
    func anyCharacterGoes(_ password: String) {
        #expect(PasswordFault(judging: password, words: []) == nil)
    }

    @Test func onesOwnWordsAreGuessedFirst() {
        #expect(PasswordFault(judging: "wolkenkuckuck", words: []) == nil)
        #expect(PasswordFault(judging: "wolkenkuckuck", words: ["Wolkenkuckuck"]) == .tooEasy)
        #expect(PasswordFault(judging: "wolkenkuckuck", words: ["wolkenkuckuck@example.com"]) == .tooEasy)
    }

    @Test func nobodysHashIsLikeAnyOther() {
        #expect(!PasswordHash.ofNobody.isOutdated)
        #expect(!PasswordHash.ofNobody.matches(""))
        let hash = PasswordHash(of: "secret\u{0}more")
        #expect(hash?.matches("secret\u{0}more") == true)
        #expect(hash?.matches("secret") == false)
        #expect(PasswordHash(text: "$argon2id$v=19$m=8192,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").isOutdated)
    }
}

@Suite struct NamesTests {
    @Test func addressesAreInLowerCaseAndCanBeSentTo() {
        #expect(EmailAddress("Ann.B+c@Mail.Example.COM")?.text == "ann.b+c@mail.example.com")
        for wrong in ["", "a", "@b.c", "a@", "a@b", "a@b..c", "a@-b.c", ".a@b.c", "a b@c.d", "a@b.c\nBcc: x@y.z", "a@b@c.d", "\"a\"@b.c", "é@b.c"] {
            #expect(EmailAddress(wrong) == nil, "\(wrong)")
        }
    }

    @Test func namesAreThoseOfAddresses() {
        #expect(UserName("Ann_b-9")?.text == "ann_b-9")
        for wrong in ["", "a b", "é", "a.b", "a/b", String(repeating: "a", count: 33)] { #expect(UserName(wrong) == nil) }
    }
}
