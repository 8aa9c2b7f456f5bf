import Foundation

/// A program that the system would not start.
struct LaunchError: Error, CustomStringConvertible {
    let program: String
    /// errno(3)
    let code: Int32

    var description: String { "\(program) could not be started: \(reason)." }

    var reason: String {
        switch code {
        case ENOENT: "it is not there, or what its first line names to run it is not"
        case ENOEXEC: "it is no program, and has no first line like #!/bin/sh"
        default: String(cString: strerror(code))
        }
    }
}
