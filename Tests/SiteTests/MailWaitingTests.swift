import Foundation
import Site
import Testing

@Suite struct MailWaitingTests {
    @Test func isTakenOnceAndWaitsLongerEachTime() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("foobar-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let data = DataFolder(path)
        try data.prepare()
        let members = try Members(in: data, for: .writing)
        try members.addMail(to: "a@example.org", subject: "s", body: "b", now: 100)
        #expect(try !members.hasDueMail(now: 99))
        var now = 100
        var waits: [Int] = []
        while let mail = try members.takeMail(now: now) {
            #expect(try members.takeMail(now: now + 500) == nil)
            try members.postpone(mail, error: "no", now: now)
            let next = try #require(try members.waitingMail(limit: 1).first).nextAt
            waits.append(next - now)
            now = next == Mail.never ? now : next
        }
        #expect(waits.count == Mail.mostTries)
        #expect(waits.prefix(6) == [60, 300, 1_800, 7_200, 21_600, 86_400])
        let mail = try #require(try members.failedMail(limit: 1).first)
        try members.retryMail(id: mail.id, now: now)
        #expect(try members.takeMail(now: now)?.tries == 1)
    }
}
