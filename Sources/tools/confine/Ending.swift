import Glibc

/// How a program ended.
struct Ending {
    let status: Int32

    /// Ends this process the same way.
    func exit() -> Never {
        let signal = status & 0x7f
        if signal != 0 {
            Glibc.signal(signal, SIG_DFL)
            var mask = sigset_t()
            sigemptyset(&mask)
            sigprocmask(SIG_SETMASK, &mask, nil)
            raise(signal)
        }
        Glibc.exit(signal == 0 ? status >> 8 & 0xff : 128 + signal)
    }
}
