import CSandbox

/// What the kernel holds a process to.
public struct SandboxLayers: OptionSet, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Which files it can open (Linux 5.13).
    public static let landlock = SandboxLayers(rawValue: 1)
    /// Which system calls it can make (Linux 4.14).
    public static let seccomp = SandboxLayers(rawValue: 2)
    public static let all: SandboxLayers = [.landlock, .seccomp]

    /// Those that this machine lacks, or that `setting` leaves out.
    public static func missing(_ setting: SandboxSetting) -> SandboxLayers {
        guard !setting.isOff else { return .all }
        var missing: SandboxLayers = []
        if Landlock.version(atMost: setting.landlock) < 1 { missing.insert(.landlock) }
        if !setting.hasSeccomp || seccomp_ends_processes() == 0 { missing.insert(.seccomp) }
        return missing
    }

    /// A sentence for each, of what its lack means.
    public var consequences: [String] {
        (contains(.landlock) ? ["There is no Landlock: a program could open any file that its user can."] : [])
            + (contains(.seccomp) ? ["There are no seccomp filters: a program could open connections and start others."] : [])
    }
}
