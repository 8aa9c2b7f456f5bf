import Foundation

/// A program of `cgi-bin/`, asked as strangers would ask it.
struct ProgramCheck {
    /// A fault, and after which request it showed first.
    struct Finding {
        let fault: Fault
        /// nil where it shows before any request.
        let manner: String?
    }

    let name: String
    /// The one of `Home.programFolders` that it is in.
    let folder: String
    let home: Home
    /// A data folder that may be changed.
    let dataFolder: String

    private var path: String { "\(folder)/\(name)" }

    /// What is wrong, each fault once.
    /// - Throws: `ExitCode` where Ctrl-C ends it.
    func findings() throws -> [Finding] {
        guard FileManager.default.isExecutableFile(atPath: path) else { return [Finding(fault: .notExecutable, manner: nil)] }
        var findings: [Finding] = []
        do {
            _ = try RouteDeclaration.of(path, name: name)
        } catch let error as RouteDeclarationError {
            findings.append(Finding(fault: .wrongDeclaration(reason: error.problem), manner: nil))
        }
        for probe in Probe.all {
            let faults: [Fault]
            do {
                faults = judge(try ProbeRun(launch(probe), body: probe.body, output: probe.output), probe)
            } catch let error as LaunchError {
                return [Finding(fault: .notStarted(reason: error.reason), manner: nil)]
            }
            for fault in faults where !findings.contains(where: { $0.fault.isSameKind(as: fault) }) {
                findings.append(Finding(fault: fault, manner: probe.manner))
            }
            // What does not end would take as long each time.
            if faults.contains(.endless) { break }
        }
        return findings
    }

    private func launch(_ probe: Probe) throws -> Launch {
        let (start, named) = RouteProgram(name: name, home: home, in: folder).start
        let path = ["PATH": "/usr/local/bin:/usr/bin:/bin"]
        // By hand it is run by itself.
        guard !probe.isBare else { return Launch(command: [self.path], environment: path, folder: folder) }
        var command = Launch(command: start, environment: path, folder: folder)
        let hasBody = !probe.body.isEmpty
        let variables = MetaVariables(
            method: probe.method, target: try RequestTarget("/\(name)"), headers: [],
            contentLength: hasBody ? probe.body.count : nil, contentType: probe.contentType, program: name,
            scriptName: "/\(name)", pathInfo: "")
        var environment = variables.environment(home: home, dataFolder: dataFolder)
        // A stranger's browser says nothing of this site.
        environment["HTTP_SEC_FETCH_SITE"] = nil
        environment["QUERY_STRING"] = probe.query
        environment["REQUEST_URI"] = probe.query.isEmpty ? "/\(name)" : "/\(name)?\(probe.query)"
        if let length = probe.contentLength { environment["CONTENT_LENGTH"] = length }
        command.environment = environment.merging(named) { $1 }
        command.bytes = probe.variables
        return command
    }

    private func judge(_ run: ProbeRun, _ probe: Probe) -> [Fault] {
        var faults: [Fault] = []
        if run.isTooLarge { return [.tooLarge] }
        guard let ending = run.ending else { return [run.wroteFirst ? .wroteFirst : .endless] }
        if run.leftChild { faults.append(.leftChild) }
        // By hand, or with nobody to hear it, a program may say and end what it will.
        if probe.isBare || probe.output == .closed {
            return faults + (probe.isBare ? Self.crash(ending) : [])
        }
        if run.wroteFirst {
            faults.append(.wroteFirst)
        } else if run.unread > 0, probe.contentLength == nil {
            faults.append(.unread)
        }
        guard !run.output.isEmpty else { return faults + [.empty(ending: ending.description)] }
        let answer = CheckedAnswer(run.output)
        faults += answer.faults
        faults += Self.crash(ending)
        if case .exit(let code) = ending, code != 0, answer.status < 500 {
            faults.append(.failed(ending: ending.description))
        }
        faults += Self.leaks(answer)
        guard answer.faults.isEmpty else { return faults }
        if probe.method == "HEAD", !answer.body.isEmpty { faults.append(.bodyForHead) }
        if probe.method == "BREW", answer.status < 400 { faults.append(.anyMethod(status: answer.status)) }
        return faults
    }

    /// What came from the stranger into the answer as if it were the program's own.
    private static func leaks(_ answer: CheckedAnswer) -> [Fault] {
        var faults: [Fault] = []
        if !answer.values(of: Probe.injected).isEmpty { faults.append(.injected) }
        let isPage = answer.values(of: "Content-Type").first?.lowercased().contains("html") ?? false
        if isPage, answer.body.firstRange(of: Data(Probe.mark.utf8)) != nil { faults.append(.unescaped) }
        return faults
    }

    private static func crash(_ ending: ProgramEnding) -> [Fault] {
        if case .signal = ending { [.crashed(ending: ending.description)] } else { [] }
    }
}
