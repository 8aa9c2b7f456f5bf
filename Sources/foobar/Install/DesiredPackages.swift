import Foundation

/// Packages of Debian. Their services are not started: those that are wanted have a state of their own.
struct DesiredPackages: DesiredState {
    let packages: [String]

    var name: String { "packages" }
    var paths: [String] { [] }
    var stays: String? { "They may serve others too: \(packages.joined(separator: " "))" }

    func difference(on machine: Machine) throws -> String? {
        let missing = try missing(on: machine)
        return missing.isEmpty ? nil : "lack \(missing.joined(separator: " "))"
    }

    func make(on machine: Machine) throws {
        let missing = try missing(on: machine)
        guard !missing.isEmpty else { return }
        // invoke-rc.d(8) asks this file; one that is there already is the owner's.
        let answer = try machine.inside("""
            set -eu
            policy=/usr/sbin/policy-rc.d
            if [ ! -e "$policy" ]; then
                trap 'rm -f "$policy"' EXIT
                printf '#!/bin/sh\\nexit 101\\n' >"$policy"
                chmod 755 "$policy"
            fi
            apt-get update -qq
            apt-get install -qq -y --no-install-recommends \(missing.joined(separator: " ")) >&2
            """)
        guard answer.succeeded else {
            let lines = answer.complaints.split(separator: "\n").suffix(12).joined(separator: "\n")
            throw InstallError.failed("apt-get install \(missing.joined(separator: " "))", reason: lines)
        }
    }

    private func missing(on machine: Machine) throws -> [String] {
        let answer = try machine.run(
            "dpkg-query", package: "dpkg",
            ["--admindir", machine.file("/var/lib/dpkg"), "--show", "--showformat", "${Package} ${db:Status-Status}\\n"] + packages)
        let installed = Set(answer.text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            return words.count == 2 && words[1] == "installed" ? String(words[0]) : nil
        })
        return packages.filter { !installed.contains($0) }
    }
}
