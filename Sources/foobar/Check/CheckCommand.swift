import ArgumentParser
import Foundation
import Site

/// `foobar check`: what is wrong with the programs in `cgi-bin/`.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Says what is wrong with the databases and the programs, and how to mend it.",
        discussion: """
            The databases are read whole, and not changed: pages, indexes, keys, the search, their version. The site \
            goes on meanwhile.

            Each program is asked eleven times: by HEAD, by a method that nobody knows, with bodies that it may not \
            want, with odd variables, by somebody who does not wait. What it answers is held against RFC 3875, whose \
            sections are named. The programs work on a copy of the site's databases, or on an empty site where there \
            are none; what they do elsewhere, they do.

            A note is what the RFC forbids and the server mends. The exit code is 1 where there is more than notes.

            EXAMPLES
              ./foobar check                the databases, and every program
              ./foobar check --databases    the databases
              ./foobar check guestbook      one of them
            """)

    @Argument(help: "The programs to check, by name. (default: all)", completion: Completions.routes)
    var names: [String] = []

    @Flag(help: "The databases only.")
    var databases = false

    @OptionGroup var data: DataOption

    func validate() throws {
        if databases && !names.isEmpty { throw ValidationError("Name programs, or ask for --databases.") }
    }

    func run() throws {
        let home = try Home()
        let folder = try data.path(in: home)
        let checks = names.isEmpty ? DatabaseCheck.all(in: DataFolder(folder)) : []
        if databases && checks.isEmpty { throw NoDatabaseError(path: DataFolder(folder).siteDatabase) }
        var faulty = checks.filter(Self.hasFaults).count
        // Until all is put away that was made for this.
        SignalPipe.open(for: [SIGINT, SIGTERM, SIGHUP])
        let scratch = try ScratchSite(of: faulty == 0 ? folder : nil)
        if !checks.isEmpty {
            if faulty == 0, let fault = try DatabaseCheck.searchFault(in: scratch) {
                Self.print(fault, "site.db")
                faulty = 1
            }
            let count = checks.count == 1 ? "1 database" : "\(checks.count) databases"
            say(faulty == 0 ? "\(count) checked: no faults." : "\(count) checked: \(faulty) with faults.")
        }
        if try databases || arePrograms(in: home, withoutFaultsOn: scratch), faulty == 0 { return }
        throw ExitCode.failure
    }

    /// Reads a database whole, and tells what is wrong with it.
    private static func hasFaults(_ check: DatabaseCheck) -> Bool {
        let faults = check.faults()
        for fault in faults { print(fault, check.name) }
        return !faults.isEmpty
    }

    /// Whether there is no more than notes.
    private func arePrograms(in home: Home, withoutFaultsOn scratch: ScratchSite) throws -> Bool {
        let programs = try names.isEmpty ? Self.programs(in: home) : names
        let found = try programs.map { name in
            guard let folder = home.programFolders.first(where: { FileManager.default.fileExists(atPath: "\($0)/\(name)") }) else {
                throw RouteProgramError.missing(name: name)
            }
            return (name: name, folder: folder)
        }
        let declared = try RouteDeclaration.all(in: home.programs) { _ in }
        let profiles = try ScriptProfiles(of: home).faults(scripts: ScriptProfiles.scripts(in: home, declared: declared))
        profiles.forEach(say)
        var faulty = 0
        for (name, folder) in found {
            let findings = try ProgramCheck(name: name, folder: folder, home: home, dataFolder: scratch.dataFolder).findings()
            if findings.contains(where: { !$0.fault.isNote }) { faulty += 1 }
            for finding in findings.filter({ !$0.fault.isNote }) + findings.filter(\.fault.isNote) { Self.print(finding, name) }
        }
        let count = programs.count == 1 ? "1 program" : "\(programs.count) programs"
        say(faulty == 0 ? "\(count) checked: no faults." : "\(count) checked: \(faulty) with faults.")
        return faulty == 0 && profiles.isEmpty
    }

    private static func print(_ fault: DatabaseFault, _ name: String) {
        say(Terminal.printable("\(name): \(fault.problem)."))
        say("    \(fault.reason)")
        say("    \(fault.remedy)")
    }

    private static func print(_ finding: ProgramCheck.Finding, _ name: String) {
        let fault = finding.fault
        let asked = finding.manner.map { ", asked \($0)" } ?? ""
        let section = fault.reason.hasPrefix("section") ? "RFC 3875, \(fault.reason)" : fault.reason
        say(Terminal.printable("\(name): \(fault.isNote ? "note: " : "")\(fault.problem)\(asked)."))
        say("    \(section)")
        say("    \(fault.remedy)")
    }

    /// The names of all programs.
    static func programs(in home: Home) throws -> [String] {
        let names = try home.programFolders.flatMap { folder in
            try FileManager.default.contentsOfDirectory(atPath: folder).filter { name in
                var isFolder: ObjCBool = false
                return RoutingTable.isProgramName(name)
                    && FileManager.default.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder) && !isFolder.boolValue
            }
        }
        return Set(names).sorted()
    }
}
