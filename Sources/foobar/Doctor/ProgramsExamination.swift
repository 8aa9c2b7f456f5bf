import Foundation
import Site

/// The programs, asked as strangers would, by `foobar check`.
struct ProgramsExamination: Examination {
    let site: ExaminedSite
    let title = "Programs"

    func findings() throws -> [Finding] {
        guard site.installation.root == "/" else { return [.skipped("Programs of a Debian in a folder are not run.")] }
        let names = (try? CheckCommand.programs(in: site.home)) ?? []
        guard !names.isEmpty else {
            return [site.isServer
                ? .bad("\(site.home.programs) has no program.", "'foobar deploy' brings them.") : .skipped("No program is built yet: './foobar serve' builds them.")]
        }
        let run = try site.foobar(["check"] + names + ["--data", site.folder.path], timeLimit: 300)
        return CheckLines.findings(run)
    }
}
