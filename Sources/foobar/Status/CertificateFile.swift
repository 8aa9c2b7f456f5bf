import Foundation
import Site

/// A certificate in a file.
enum CertificateFile {
    /// When the first certificate in the file ends; seconds since 1970. nil where there is none that openssl can read.
    static func end(_ path: String) -> Int? {
        guard let run = try? ToolRun(
            ["openssl", "x509", "-in", path, "-noout", "-enddate", "-dateopt", "iso_8601"], package: "openssl"), run.isGood
        else { return nil }
        // notAfter=2027-02-20 12:00:00Z
        let moment = run.output.split(separator: "=").last?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        return CivilTime.seconds(rfc3339: moment.replacingOccurrences(of: " ", with: "T"))
    }
}
