import Foundation
import Site

/// One delivery of all events whose time has come.
struct HookRound {
    private let site: Site
    private let members: Members
    private(set) var taken = 0
    private(set) var failed: [(event: String, address: String, reason: String)] = []

    init(folder: DataFolder) throws {
        site = try Site(in: folder)
        members = try Members(in: folder, for: .writing)
    }

    /// Two rounds at once share the events: each is taken by one of them.
    mutating func run() throws {
        // curl may end before it has read what it is to send.
        signal(SIGPIPE, SIG_IGN)
        try HookNews.queue(site: site, members: members, now: Self.now, address: site.servedAddress())
        let curl = try WebPost(tool: Tool.path("curl", package: "curl"))
        try members.bringDeliveriesForward(now: Self.now)
        while let delivery = try members.takeDelivery(now: Self.now) {
            guard let hook = try members.hook(delivery.hookID) else { continue }
            let time = Self.now
            let answer = curl.send(
                delivery.body, to: hook.address.text,
                headers: [
                    "Content-Type: application/json",
                    "webhook-id: \(delivery.event)",
                    "webhook-timestamp: \(time)",
                    "webhook-signature: \(hook.secret.signature(id: delivery.event, timestamp: time, body: delivery.body))",
                ])
            try members.settle(delivery, answer, now: Self.now)
            if case .taken = answer {
                taken += 1
            } else {
                failed.append((delivery.event, hook.address.text, answer.words))
            }
        }
    }

    private static var now: Int { Int(Date().timeIntervalSince1970) }
}

extension Site {
    /// The site's address, for links; where the settings have none, the one that it is served at.
    func servedAddress() throws -> String {
        let address = try settings().address
        return address.isEmpty ? ProcessInfo.processInfo.environment["FOOBAR_ADDRESS"] ?? "http://localhost" : address
    }
}
