import Foundation

/// How a program ended, as wait(2) tells it.
enum ProgramEnding: Equatable, CustomStringConvertible {
    case exit(Int32)
    case signal(Int32)

    init(_ status: Int32) {
        self = status & 0x7f == 0 ? .exit(status >> 8 & 0xff) : .signal(status & 0x7f)
    }

    var description: String {
        switch self {
        case .exit(let code): "status \(code)"
        case .signal(let number): "signal \(number)"
        }
    }
}
