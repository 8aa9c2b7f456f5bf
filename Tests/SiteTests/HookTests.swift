import Testing

@testable import Site

@Suite struct HookTests {
    @Test func signsAsStandardWebhooksHasIt() throws {
        // The example of the specification's reference libraries.
        let secret = try #require(HookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        #expect(secret.text == "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        #expect(
            secret.signature(id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330, body: #"{"test": 2432232314}"#)
                == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
        #expect(HookSecret("whsec_not base64") == nil)
        #expect(HookSecret("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw") == nil)
        #expect(HookSecret().text != HookSecret().text)
    }

    @Test(arguments: ["https://example.org", "http://127.0.0.1:8080/a?b=c", "https://user:word@example.org/", "HTTPS://[::1]:80/%20"])
    func takesAddressesOfTheWeb(_ text: String) {
        #expect(HookAddress(text)?.text == text)
    }

    @Test(arguments: ["", "example.org", "ftp://example.org", "http://", "http://:80/", "http:///x", "https://a b", "https://a\n", "https://é/", "https://a\""])
    func takesNothingElse(_ text: String) {
        #expect(HookAddress(text) == nil)
    }

    @Test func triesForThreeDays() {
        let seconds = (1..<HookDelivery.mostTries).reduce(0) { $0 + HookDelivery.delay(afterTries: $1) }
        #expect(seconds > 3 * 86_400 && seconds < 4 * 86_400)
        // Else a post could be told of anew while it is still news.
        #expect(HookDelivery.keptTime > Notifications.newsTime)
    }

    @Test func aScheduledPostIsToldOfOnceItsTimeHasCome() throws {
        let new = try NewSite()
        let members = try Members(in: new.folder, for: .writing)
        let address = try #require(HookAddress("https://example.org/"))
        func events(_ now: Int) throws -> [String] {
            try HookNews.queue(site: new.site, members: members, now: now, address: "https://x.example")
            return try members.deliveries(limit: 100).map(\.event).reversed()
        }
        _ = try members.addHook(address, events: [.postPublished], site: new.site, address: "https://x.example", now: NewSite.now)
        let later = try new.add("later", days: -1)
        try new.add("long-ago", days: 2)
        try new.add("unlisted", days: 0) { $0.isUnlisted = true }
        try new.add("page", days: 0) { $0.kind = .page }
        let secret = try new.add("protected", days: 0) {
            $0.isProtected = true
            $0.excerpt = "Not for all"
        }
        #expect(try events(NewSite.now) == ["post-\(secret)"])
        #expect(try members.deliveries(limit: 1).allSatisfy { !$0.body.contains("Not for all") })
        #expect(try !HookNews.hasPublished(new.site, after: NewSite.now, now: NewSite.now + 3_600))
        #expect(try HookNews.hasPublished(new.site, after: NewSite.now, now: NewSite.now + NewSite.day))
        #expect(try events(NewSite.now + NewSite.day) == ["post-\(secret)", "post-\(later)"])
        // Nor is anything told of again when what became of it is forgotten.
        while let delivery = try members.takeDelivery(now: NewSite.now + NewSite.day) {
            try members.settle(delivery, .taken("200 OK"), now: NewSite.now + NewSite.day)
        }
        for days in 2...20 {
            _ = try events(NewSite.now + days * NewSite.day)
            #expect(try !members.hasDueDelivery(now: NewSite.now + days * NewSite.day))
        }
        #expect(try members.deliveries(limit: 1).isEmpty)
    }
}
