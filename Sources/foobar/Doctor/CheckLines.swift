/// What `foobar check` printed, as findings.
enum CheckLines {
    static func findings(_ run: Output) -> [Finding] {
        var findings: [Finding] = []
        var fault: (words: String, more: [String])?
        func end() {
            guard let (words, more) = fault else { return }
            let isNote = words.contains(": note: ")
            let remedy = more.last ?? ""
            findings.append(isNote ? .note(words, remedy) : .bad(words, remedy))
        }
        for line in run.text.split(separator: "\n").map(String.init) {
            if line.hasPrefix("    ") {
                fault?.more.append(line.trimmingCharacters(in: .whitespaces))
            } else if line.contains(" checked: ") {
                end()
                fault = nil
                if line.hasSuffix("no faults.") { findings.append(.good(line)) }
            } else {
                end()
                fault = (line, [])
            }
        }
        end()
        if !run.succeeded, !findings.contains(where: { $0.verdict == .bad }) {
            let reason = run.status == 124 ? "it did not end in time" : run.complaints.split(separator: "\n").last.map(String.init) ?? "status \(run.status)"
            findings.append(.bad("'foobar check' could not look: \(reason).", "Run it by hand."))
        }
        return findings
    }
}
