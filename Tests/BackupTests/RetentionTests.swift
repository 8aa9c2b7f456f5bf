import Site
import Testing

@testable import foobar

struct RetentionTests {
    /// 2026-11-23, a Monday, at 10:15.
    private let now = CivilTime.seconds(year: 2026, month: 11, day: 23, hour: 10, minute: 15)

    /// What is left after a backup at each of the moments, each thinned as it was made.
    private func left(after moments: [Int], _ retention: Retention = Retention()) -> [String] {
        var backups: [BackupName] = []
        for moment in moments {
            backups.append(BackupName(moment: moment))
            let kept = retention.kept(of: backups, now: moment)
            backups.removeAll { !kept.contains($0.moment) }
        }
        return backups.reversed().map { String($0.time.prefix(10)) }
    }

    @Test func aBackupEachDayForTwoYears() {
        let days = left(after: (0...730).reversed().map { now - $0 * 86_400 })
        #expect(days == [
            // Seven days.
            "2026-11-23", "2026-11-22", "2026-11-21", "2026-11-20", "2026-11-19", "2026-11-18", "2026-11-17",
            // The Sundays of the weeks before; that of the 22nd is there already.
            "2026-11-15", "2026-11-08", "2026-11-01",
            // The last days of the months before; November's and this week's newest is today's.
            "2026-10-31", "2026-09-30", "2026-08-31", "2026-07-31", "2026-06-30", "2026-05-31", "2026-04-30", "2026-03-31",
            "2026-02-28", "2026-01-31", "2025-12-31",
        ])
    }

    @Test func whatIsYoungerThanADayStays() {
        let hours = (0...30).reversed().map { now - $0 * 3_600 }
        // 24 of them, and the newest of the day before: 23 h ago is the 22nd, 11:15.
        #expect(left(after: hours).count == 24)
        let two = [BackupName(moment: now - 60), BackupName(moment: now)]
        #expect(Retention().kept(of: two, now: now) == [now - 60, now])
    }

    @Test func aPauseOfYearsTakesNothingAway() {
        let old = [BackupName(moment: now - 4 * 365 * 86_400), BackupName(moment: now - 3 * 365 * 86_400)]
        #expect(Retention().kept(of: old, now: now).count == 2)
    }

    @Test func theNewestAlwaysStays() {
        let retention = Retention(days: 1, weeks: 1, months: 1, young: 0)
        #expect(left(after: (0...100).map { now - 100 * 86_400 + $0 * 86_400 }, retention) == ["2026-11-23"])
        // Whose clock was ahead: what seems to come from tomorrow is as good as any.
        #expect(Retention().kept(of: [BackupName(moment: now + 86_400)], now: now).count == 1)
    }

    @Test func namesTellTheirMoment() {
        let name = BackupName(moment: now)
        #expect(name.file == "foobar-2026-11-23T101500Z.tar.zst")
        #expect(name.uploads == "foobar-2026-11-23T101500Z.uploads")
        #expect(BackupName(name.file) == name)
        for other in ["foobar-2026-11-23T101500Z.tar", "foobar-2026-13-23T101500Z.tar.zst", "foobar-x.tar.zst", "site.db",
                      "foobar-2026-11-23T1015000.tar.zst", "foobar-2026-02-30T101500Z.tar.zst", "../foobar-2026-11-23T101500Z.tar.zst"] {
            #expect(BackupName(other) == nil, "\(other)")
        }
    }

    @Test func placesAreFoldersOrLeadThere() throws {
        #expect(try BackupPlace("/srv/backups").localFolder == "/srv/backups")
        let far = try BackupPlace("ssh://ann@example.org:2222/srv/foobar")
        #expect(!far.isLocal)
        #expect(try far.shell("true").dropFirst().contains(["-p", "2222", "--", "ann@example.org"]))
        #expect(try BackupPlace("ssh://example.org/~/site").shell("true").last?.contains("./site") == true)
        for wrong in ["", "ssh://", "ssh://example.org", "ssh://example.org/", "ssh://-oProxyCommand=x/y", "s3://bucket/x"] {
            #expect(throws: BackupError.self, "\(wrong)") { try BackupPlace(wrong) }
        }
    }

    @Test func listsOfUploadsLeadNowhereElse() {
        let digest = String(repeating: "a", count: 64)
        let list = UploadList(text: "\(digest)  one.webp\n\(digest)  ../two\n\(digest)  .three\nshort  four\n\(digest) *five 5.pdf\n")
        #expect(list.digests.keys.sorted() == ["five 5.pdf", "one.webp"])
        #expect(UploadList(text: list.text).digests == list.digests)
    }
}
