#if canImport(Glibc)
import Glibc
#endif

/// How much of the sandbox is wanted: `FOOBAR_SANDBOX`, which the server sets; a client can't (RFC 3875, section 4.1).
///
/// Words, a comma apart: `demand`: no program answers where a layer is missing. For tests: `off`; `landlock=2`, at most
/// that version, 0 for none; `seccomp=0`.
public struct SandboxSetting: Sendable {
    public static let variable = "FOOBAR_SANDBOX"

    public private(set) var isOff = false
    public private(set) var isDemanded = false
    /// The highest version of Landlock that is used.
    public private(set) var landlock: Int32 = .max
    public private(set) var hasSeccomp = true

    /// Reads the environment.
    public init() {
        guard let text = getenv(Self.variable) else { return }
        isOff = strcmp(text, "off") == 0
        isDemanded = strstr(text, "demand") != nil
        hasSeccomp = strstr(text, "seccomp=0") == nil
        let name = "landlock="
        if let found = strstr(text, name) { landlock = atoi(found + name.utf8.count) }
    }
}
