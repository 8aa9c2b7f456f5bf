import Site
import Testing

@Suite struct PasswordHashTests {
    @Test func matchesItsPasswordAlone() throws {
        let hash = try #require(PasswordHash(of: "Grüße 😀"))
        #expect(hash.matches("Grüße 😀"))
        for other in ["", "grüße 😀", "Grüße 😀 ", "Grüße", hash.text] { #expect(!hash.matches(other)) }
    }

    @Test func isOfArgon2idWithItsCost() throws {
        let hash = try #require(PasswordHash(of: "x"))
        #expect(hash.text.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
        #expect(!hash.text.contains("\0"))
        #expect(PasswordHash(text: hash.text).matches("x"))
    }

    @Test func theSameWordNeverHasTheSameHash() throws {
        #expect(try #require(PasswordHash(of: "x")) != #require(PasswordHash(of: "x")))
    }

    @Test func nothingOfAPasswordIsLeftOut() throws {
        let long = String(repeating: "a", count: 2_000)
        let hash = try #require(PasswordHash(of: long + "\0b"))
        #expect(hash.matches(long + "\0b"))
        #expect(!hash.matches(long + "\0c"))
        #expect(!hash.matches(long))
        #expect(try #require(PasswordHash(of: "")).matches(""))
    }

    @Test(arguments: ["", "x", "$argon2id$", "$2y$10$abc", "\0", String(repeating: "$", count: 10_000)])
    func whatIsNoHashMatchesNothing(_ text: String) {
        #expect(!PasswordHash(text: text).matches(""))
        #expect(!PasswordHash(text: text).matches(text))
    }
}
