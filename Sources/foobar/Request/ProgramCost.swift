import Foundation

/// What one run of a program took.
struct ProgramCost {
    /// From before its start until it had ended.
    let time: Duration
    /// Of user and system together.
    let processorTime: Duration
    /// Those that needed no disk, and those that did.
    let pageFaults: Int
    /// Bytes at the most; nil where nobody looked.
    let peakMemory: Int?

    init(time: Duration, usage: rusage, peakMemory: Int?) {
        self.time = time
        processorTime = [usage.ru_utime, usage.ru_stime].reduce(.zero) {
            $0 + .seconds($1.tv_sec) + .microseconds(Int64($1.tv_usec))
        }
        pageFaults = usage.ru_minflt + usage.ru_majflt
        self.peakMemory = peakMemory
    }
}
