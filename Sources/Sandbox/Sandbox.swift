import CSandbox

#if canImport(Glibc)
import Glibc
#endif

/// What a process may do from some moment on: open the files that it was allowed, and make the system calls of its
/// kind. Once entered there is no way out, for it and for all that it starts.
///
/// Landlock (https://docs.kernel.org/userspace-api/landlock.html) and seccomp filters (seccomp(2)), each as far as
/// the kernel has it.
public struct Sandbox: ~Copyable {
    private let setting: SandboxSetting
    private let landlock: Landlock?

    /// - Parameter connects: whether connections to other machines may be opened.
    public init(_ setting: SandboxSetting, connects: Bool = false) {
        self.setting = setting
        landlock = setting.isOff ? nil : Landlock(atMost: setting.landlock, connects: connects)
    }

    /// Allows a file, or all that a folder holds; what is not there is left out.
    public borrowing func allow(_ rights: FileRights, _ path: String) {
        let descriptor = open(path, open_as_path | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        add(rights, descriptor)
        close(descriptor)
    }

    /// Allows all that a folder holds, and makes the folder where it is not there.
    public borrowing func allow(_ rights: FileRights, inFolder path: String, mode: mode_t) {
        mkdir(path, mode)
        allow(rights, path)
    }

    /// Allows an SQLite database: the file, its write-ahead log, and the log's index, which readers write too.
    ///
    /// Rules are for files, and a new one in the folder would have none: the log and its index are made here, empty,
    /// where they are not there, and the program can't remove them.
    public borrowing func allow(database path: String, writing isWriting: Bool) {
        let descriptor = open(path, open_as_path | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        add(isWriting ? [.read, .write] : .read, descriptor)
        close(descriptor)
        allow(isWriting ? [.read, .write] : .read, beside: path, path + "-wal")
        allow([.read, .write], beside: path, path + "-shm")
    }

    private borrowing func allow(_ rights: FileRights, beside database: String, _ path: String) {
        var descriptor = open(path, open_as_path | O_CLOEXEC)
        if descriptor < 0, errno == ENOENT {
            var file = stat()
            guard stat(database, &file) == 0 else { return }
            descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, file.st_mode & 0o777)
        }
        guard descriptor >= 0 else { return }
        add(rights, descriptor)
        close(descriptor)
    }

    /// Allows a program to be started, with the shared libraries that it needs.
    public borrowing func allow(running path: String) {
        allow([.read, .execute], path)
        #if arch(x86_64)
        allow([.read, .execute], "/lib64/ld-linux-x86-64.so.2")
        #else
        allow([.read, .execute], "/lib/ld-linux-aarch64.so.1")
        #endif
        allow([.read, .list], "/usr/lib")
        allow(.read, "/etc/ld.so.cache")
        allow([.read, .write], "/dev/null")
    }

    /// Allows a file or all that a folder holds, whichever it is; what is not there is left out.
    public borrowing func allow(_ rights: FileRights, fileOrFolder path: String) {
        let descriptor = open(path, open_as_path | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        var file = stat()
        let isFolder = fstat(descriptor, &file) == 0 && file.st_mode & S_IFMT == S_IFDIR
        add(isFolder ? rights : rights.intersection(.ofFile), descriptor)
        close(descriptor)
    }

    private borrowing func add(_ rights: FileRights, _ descriptor: Int32) {
        switch landlock {
        case .some(let landlock): landlock.allow(rights, at: descriptor)
        case .none: break
        }
    }

    /// Takes away, of the files that the process was allowed before, all that are not allowed here. What is open stays
    /// open.
    public consuming func narrow() {
        switch landlock {
        case .some(let landlock): _ = landlock.enter()
        case .none: break
        }
    }

    /// Enters it.
    /// - Returns: the layers that are not in force.
    public consuming func enter(_ calls: SystemCalls) -> SandboxLayers {
        guard !setting.isOff else { return .all }
        var missing: SandboxLayers = []
        let isAlone = no_new_privileges() == 0
        switch landlock {
        case .some(let landlock): if !isAlone || !landlock.enter() { missing.insert(.landlock) }
        case .none: missing.insert(.landlock)
        }
        if !calls.contains(.running) { _ = allow_no_processes() }
        if !isAlone || !setting.hasSeccomp || !SystemCallFilter(calls).enter() { missing.insert(.seccomp) }
        return missing
    }

    /// Enters it, for a program that nobody here knows and that is to be started: see `SystemCallFilter`.
    /// - Parameters:
    ///   - connects: as in `init`.
    ///   - broker: a socket. It gets the descriptor at which the kernel asks; or a message without, where there is none.
    /// - Returns: the layers that are not in force.
    public consuming func enter(scriptThatConnects connects: Bool, askingBy broker: Int32) -> SandboxLayers {
        guard !setting.isOff else { return .all }
        var missing: SandboxLayers = []
        // Without the first, what root starts would get the second back.
        let isAlone = no_new_privileges() == 0 && drop_capabilities() == 0
        switch landlock {
        case .some(let landlock): if !isAlone || !landlock.enter() { missing.insert(.landlock) }
        case .none: missing.insert(.landlock)
        }
        guard isAlone, setting.hasSeccomp else { return missing.union(.seccomp) }
        if var listener = SystemCallFilter(ofScriptThatConnects: connects, asksBroker: true).enterAsking() {
            var word: UInt8 = 0
            _ = send_descriptors(broker, &word, 1, &listener, 1)
            close(listener)
        } else if !SystemCallFilter(ofScriptThatConnects: connects, asksBroker: false).enterUnknown() {
            missing.insert(.seccomp)
        }
        return missing
    }
}
