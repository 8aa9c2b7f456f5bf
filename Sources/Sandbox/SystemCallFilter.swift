import CSandbox

#if canImport(Glibc)
import Glibc
#endif

/// A program for the kernel's packet filter that ends the process at the first system call that is not listed.
///
/// A tree of comparisons, not a list: on installing it, the kernel runs it once for each number that a call can have,
/// to know which calls it need not ask about any more.
struct SystemCallFilter: ~Copyable {
    /// More than all the lists together take.
    private static let room = 255

    /// Runs of numbers without a gap, in order: the first of each, and the last.
    private let firsts = UnsafeMutablePointer<UInt16>.allocate(capacity: room)
    private let lasts = UnsafeMutablePointer<UInt16>.allocate(capacity: room)
    private var count = 0
    private let code = UnsafeMutablePointer<sock_filter>.allocate(capacity: room)
    private var length = 0
    /// Where the instruction is for a call that is not listed; the one after it is for one that is.
    private var ending = 0

    init(_ allowed: SystemCalls) {
        var listed = 0
        add(system_calls_reading(&listed), listed)
        if allowed.contains(.writing) { add(system_calls_writing(&listed), listed) }
        if allowed.contains(.running) { add(system_calls_running(&listed), listed) }
        joinNeighbours()

        // struct seccomp_data: the call's number, the architecture, the address, six arguments.
        emit(BPF_LD | BPF_W | BPF_ABS, 4)
        emit(BPF_JMP | BPF_JEQ | BPF_K, seccomp_architecture, then: 1)
        emit(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS)
        emit(BPF_LD | BPF_W | BPF_ABS, 0)
        // Memory that can be run is for what loads shared libraries; there, the list has both calls.
        let isStatic = !allowed.contains(.running)
        let check = length + (isStatic ? 2 : 0) + size(of: 0..<count)
        ending = check + (isStatic ? 2 : 0)
        if isStatic {
            emit(BPF_JMP | BPF_JEQ | BPF_K, UInt32(SYS_mmap), then: check - length - 1)
            emit(BPF_JMP | BPF_JEQ | BPF_K, UInt32(SYS_mprotect), then: check - length - 1)
        }
        emitTree(0..<count)
        if isStatic {
            // The low half of the third argument, which is the protection for both.
            emit(BPF_LD | BPF_W | BPF_ABS, 16 + 2 * 8)
            emit(BPF_JMP | BPF_JSET | BPF_K, UInt32(PROT_EXEC), otherwise: 1)
        }
        emit(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS)
        emit(BPF_RET | BPF_K, UInt32(SECCOMP_RET_ALLOW))
    }

    /// For programs that nobody here knows: all calls but those that are denied.
    /// - Parameters:
    ///   - connects: whether they may open connections by IP.
    ///   - asksBroker: whether a socket of no domain is a question to the broker.
    init(ofScriptThatConnects connects: Bool, asksBroker: Bool) {
        var listed = 0
        add(system_calls_denied(&listed), listed)
        joinNeighbours()
        let denied = UInt32(SECCOMP_RET_ERRNO) | UInt32(EPERM)
        let unknown = UInt32(SECCOMP_RET_ERRNO) | UInt32(ENOSYS)
        let passed = UInt32(SECCOMP_RET_ALLOW)
        let (first, second): (UInt32, UInt32) = (16, 24)

        emit(BPF_LD | BPF_W | BPF_ABS, 4)
        emit(BPF_JMP | BPF_JEQ | BPF_K, seccomp_architecture, then: 1)
        emit(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS)
        emit(BPF_LD | BPF_W | BPF_ABS, 0)
        emit(BPF_JMP | BPF_JGE | BPF_K, system_calls_end, otherwise: 1)
        emit(BPF_RET | BPF_K, unknown)
        // Its flags are in memory, where no filter can look; the C library takes clone then.
        emit(BPF_JMP | BPF_JEQ | BPF_K, UInt32(SYS_clone3), otherwise: 1)
        emit(BPF_RET | BPF_K, unknown)

        // None of this machine's own: one of them leads to fcgiwrap, which starts anything for whoever reaches it.
        emit(BPF_JMP | BPF_JEQ | BPF_K, UInt32(SYS_socket), otherwise: connects ? 8 : 4)
        emit(BPF_LD | BPF_W | BPF_ABS, first)
        emit(BPF_JMP | BPF_JEQ | BPF_K, UInt32(AF_UNSPEC), otherwise: 1)
        emit(BPF_RET | BPF_K, asksBroker ? UInt32(SECCOMP_RET_USER_NOTIF) : denied)
        if connects {
            emit(BPF_JMP | BPF_JEQ | BPF_K, UInt32(AF_INET), otherwise: 1)
            emit(BPF_RET | BPF_K, passed)
            emit(BPF_JMP | BPF_JEQ | BPF_K, UInt32(AF_INET6), otherwise: 1)
            emit(BPF_RET | BPF_K, passed)
        }
        emit(BPF_RET | BPF_K, denied)

        emit(BPF_JMP | BPF_JEQ | BPF_K, UInt32(SYS_clone), otherwise: 4)
        emit(BPF_LD | BPF_W | BPF_ABS, first)
        emit(BPF_JMP | BPF_JSET | BPF_K, clone_namespaces, otherwise: 1)
        emit(BPF_RET | BPF_K, denied)
        emit(BPF_RET | BPF_K, passed)

        // Limits are its own to lower, and not the keeper's.
        emit(BPF_JMP | BPF_JEQ | BPF_K, UInt32(SYS_prlimit64), otherwise: 4)
        emit(BPF_LD | BPF_W | BPF_ABS, first)
        emit(BPF_JMP | BPF_JEQ | BPF_K, 0, otherwise: 1)
        emit(BPF_RET | BPF_K, passed)
        emit(BPF_RET | BPF_K, denied)

        emit(BPF_JMP | BPF_JEQ | BPF_K, UInt32(SYS_ioctl), otherwise: 4)
        emit(BPF_LD | BPF_W | BPF_ABS, second)
        emit(BPF_JMP | BPF_JEQ | BPF_K, terminal_input, otherwise: 1)
        emit(BPF_RET | BPF_K, denied)
        emit(BPF_RET | BPF_K, passed)

        ending = length + size(of: 0..<count)
        emitTree(0..<count)
        emit(BPF_RET | BPF_K, passed)
        emit(BPF_RET | BPF_K, denied)
    }

    deinit {
        firsts.deallocate()
        lasts.deallocate()
        code.deallocate()
    }

    /// Puts it into force for this process and all that it starts, for good.
    /// - Returns: whether it is.
    func enter() -> Bool {
        var program = sock_fprog(len: UInt16(length), filter: code)
        return seccomp_install(&program) == 0
    }

    /// As `enter`, for code that is not the site's.
    func enterUnknown() -> Bool {
        var program = sock_fprog(len: UInt16(length), filter: code)
        return seccomp_install_unknown(&program) == 0
    }

    /// As `enterUnknown`.
    /// - Returns: the descriptor at which the kernel asks; nil where there can be none.
    func enterAsking() -> Int32? {
        var program = sock_fprog(len: UInt16(length), filter: code)
        let listener = seccomp_install_asking(&program)
        return listener < 0 ? nil : listener
    }

    /// Puts each number where it belongs. They come nearly in order.
    private mutating func add(_ numbers: UnsafePointer<UInt16>?, _ listed: Int) {
        guard let numbers else { return }
        for index in 0..<listed {
            var place = count
            while place > 0, firsts[place - 1] > numbers[index] {
                firsts[place] = firsts[place - 1]
                place -= 1
            }
            firsts[place] = numbers[index]
            count += 1
        }
    }

    private mutating func joinNeighbours() {
        var runs = 0
        for index in 0..<count {
            let number = firsts[index]
            if runs > 0, number <= lasts[runs - 1] + 1 {
                lasts[runs - 1] = number
            } else {
                firsts[runs] = number
                lasts[runs] = number
                runs += 1
            }
        }
        count = runs
    }

    /// How many instructions the tree of some runs has.
    private func size(of runs: Range<Int>) -> Int {
        var size = runs.count - 1
        for run in runs { size += firsts[run] == lasts[run] ? 1 : 2 }
        return size
    }

    private mutating func emitTree(_ runs: Range<Int>) {
        if runs.count > 1 {
            let middle = (runs.lowerBound + runs.upperBound) / 2
            let left = runs.lowerBound..<middle
            emit(BPF_JMP | BPF_JGE | BPF_K, UInt32(firsts[middle]), then: size(of: left))
            emitTree(left)
            emitTree(middle..<runs.upperBound)
        } else {
            let (first, last) = (firsts[runs.lowerBound], lasts[runs.lowerBound])
            if first == last {
                emit(BPF_JMP | BPF_JEQ | BPF_K, UInt32(first), then: ending - length, otherwise: ending - length - 1)
            } else {
                emit(BPF_JMP | BPF_JGE | BPF_K, UInt32(first), otherwise: ending - length - 1)
                emit(BPF_JMP | BPF_JGT | BPF_K, UInt32(last), then: ending - length - 1, otherwise: ending - length)
            }
        }
    }

    /// - Parameters:
    ///   - then: how many instructions to pass over where the comparison holds.
    ///   - otherwise: and where it does not.
    private mutating func emit(_ operation: Int32, _ operand: UInt32, then: Int = 0, otherwise: Int = 0) {
        code[length] = sock_filter(code: UInt16(operation), jt: UInt8(then), jf: UInt8(otherwise), k: operand)
        length += 1
    }
}
