import ArgumentParser
import Foundation

/// `foobar doctor`: what is wrong with the server, from DNS to disk, and what to do about it.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Says what is wrong with the server, from DNS to disk, and what to do about each finding.",
        discussion: """
            The machine, the installation, nginx, the programs, the databases, DNS, the certificate, mail, backups, logs. It \
            looks and changes nothing; each look has a time limit. Run it as root on a server: others may not see all.

            ✗ is wrong, ! is worth knowing, – can't be looked at here. The exit code is 1 where something is wrong. \
            Where no server is installed, the checkout and its data are looked at.

            EXAMPLES
              foobar doctor
              foobar doctor --json
              ./foobar doctor --root /mnt      a Debian that is not running
            """)

    @Flag(help: "Print JSON: a list of findings.")
    var json = false

    @Option(help: ArgumentHelp("The folder that the Debian is in.", valueName: "folder"), completion: .directory)
    var root = "/"

    @OptionGroup var data: DataOption

    private struct Printed: Encodable {
        let group: String
        let verdict: Finding.Verdict
        let words: String
        let remedy: String
    }

    func run() throws {
        let site = try ExaminedSite(root: root, data: data.folder)
        let examinations: [any Examination] = [
            MachineExamination(site: site), InstallExamination(site: site), WebServerExamination(site: site), ProgramsExamination(site: site),
            DatabasesExamination(site: site), DomainExamination(site: site), CertificateExamination(site: site), MailExamination(site: site),
            BackupExamination(site: site), LogsExamination(site: site),
        ]
        var printed: [Printed] = []
        for examination in examinations {
            let findings: [Finding]
            do {
                findings = try examination.findings()
            } catch {
                findings = [.bad("\(examination.title) could not be looked at: \(error)", geteuid() == 0 ? "" : "Run it as root.")]
            }
            if !json { Self.print(findings, examination.title) }
            printed += findings.map { Printed(group: examination.title, verdict: $0.verdict, words: $0.words, remedy: $0.remedy) }
        }
        let count = printed.filter { $0.verdict == .bad }.count
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            FileHandle.standardOutput.write(try encoder.encode(printed) + Data("\n".utf8))
        } else {
            say(count == 0 ? "\nNothing is wrong." : count == 1 ? "\nOne thing is wrong." : "\n\(count) things are wrong.")
        }
        if count > 0 { throw ExitCode.failure }
    }

    private static func print(_ findings: [Finding], _ title: String) {
        say(title)
        for finding in findings {
            let sign = switch finding.verdict {
            case .good: "✓"
            case .bad: "✗"
            case .note: "!"
            case .skipped: "–"
            }
            say(Terminal.printable("  \(sign) \(finding.words)"))
            if !finding.remedy.isEmpty { say(Terminal.printable("      \(finding.remedy)")) }
        }
    }
}
