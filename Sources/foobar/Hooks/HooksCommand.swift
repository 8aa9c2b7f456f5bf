import ArgumentParser
import Foundation
import Site

/// `foobar hooks`: who else hears of what happens.
struct HooksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hooks",
        abstract: "Tells other programs of new posts, comments and members, by a POST each.",
        discussion: """
            The body is JSON: {"type": "post.published", "timestamp": ..., "data": {...}}. Of a post, data has id, slug, url, \
            title, excerpt, published_at, authors and tags; of a comment (comment.added) id, url, parent_id where it \
            answers one, created_at, author, html and post; of a member (member.joined) name, shown and url. The headers \
            webhook-id, webhook-timestamp and webhook-signature are as Standard Webhooks (https://www.standardwebhooks.com) \
            has them; an event has the same id on each try.

            `flush` finds what is new and sends it; `./foobar serve` does so \
            by itself. What is not taken waits, and is tried again: after 5 seconds, 5 and 30 minutes, then ever more \
            seldom, for three days. A hook that has taken nothing by then is turned off, and so is one that answers 410.

            EXAMPLES
              ./foobar hooks add https://example.org/hook
              ./foobar hooks add https://example.org/hook --event comment.added --event member.joined
              ./foobar hooks list
              ./foobar hooks flush
            """,
        subcommands: [List.self, Add.self, Remove.self, Flush.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the hooks, and what became of the last deliveries.")

        @OptionGroup var data: DataOption

        func run() throws {
            let members = try Members(in: DataFolder(try data.path(in: Home())))
            let hooks = try members.hooks()
            if hooks.isEmpty { say("There are no hooks.") }
            for hook in hooks {
                say("\(hook.id)  \(hook.address.text)  \(hook.events.map(\.rawValue).joined(separator: " "))")
                if let disabledAt = hook.disabledAt { say("    turned off at \(Self.time(disabledAt)): \(hook.fault)") }
            }
            for delivery in try members.deliveries(limit: 100) { say("\(Self.time(delivery.at))  \(Self.words(delivery))") }
        }

        private static func words(_ delivery: HookDelivery) -> String {
            let event = "\(delivery.event) to \(delivery.hookID)"
            if delivery.deliveredAt != nil { return "\(event)  taken: \(delivery.answer)" }
            let next = delivery.nextAt >= HookDelivery.never ? "not tried again" : "next at \(time(delivery.nextAt))"
            return "\(event)  tried \(delivery.tries) times, \(next)\(delivery.answer.isEmpty ? "" : ": \(delivery.answer)")"
        }

        private static func time(_ seconds: Int) -> String {
            ISO8601DateFormatter().string(from: Date(timeIntervalSince1970: Double(seconds)))
        }
    }

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adds a hook, and prints the secret that its events are signed with: this once.")

        @Argument(help: "Where events are sent: an address that begins with https:// or http://.")
        var address: String

        @Option(help: "post.published, comment.added or member.joined; given once or more. (default: all)")
        var event: [HookEvent] = []

        @OptionGroup var data: DataOption

        func run() throws {
            guard let target = HookAddress(address) else { throw HooksError.badAddress(address) }
            let folder = DataFolder(try data.path(in: Home()))
            let site = try Site(in: folder)
            let events = HookEvent.allCases.filter { event.isEmpty || event.contains($0) }
            let hook = try Members(in: folder, for: .writing).addHook(
                target, events: events, site: site, address: site.servedAddress(), now: Int(Date().timeIntervalSince1970))
            guard let hook else { throw HooksError.tooMany }
            say("Hook \(hook.id) hears of \(events.map(\.rawValue).joined(separator: ", ")) from now on. Its secret, shown this once:")
            say(hook.secret.text)
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Takes a hook away, with what it has not been told yet.")

        @Argument(help: "The hook's number, as `list` has it.") var number: Int
        @OptionGroup var data: DataOption

        func run() throws {
            let members = try Members(in: DataFolder(try data.path(in: Home())), for: .writing)
            guard try members.removeHook(number) else { throw HooksError.unknown(number) }
            say("Hook \(number) is removed.")
        }
    }

    struct Flush: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Finds what is new, and sends what is due.")

        @OptionGroup var data: DataOption

        func run() throws {
            var round = try HookRound(folder: DataFolder(try data.path(in: Home())))
            try round.run()
            if round.taken > 0 { say("Hooks: \(round.taken) taken.") }
            for failure in round.failed { say("\(failure.event) to \(failure.address) was not taken: \(failure.reason)") }
        }
    }
}

extension HookEvent: ExpressibleByArgument {}
