#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What the C library has no functions for, or functions with variable arguments, which Swift cannot call. */

/** O_PATH of open(2), which the C library has for _GNU_SOURCE only: a place in the file system, whatever its rights. */
static const int open_as_path = 010000000;

/** No process may be started (RLIMIT_NPROC). Root has no such limit. */
static inline int allow_no_processes(void) {
    struct rlimit none = {0, 0};
    return setrlimit(RLIMIT_NPROC, &none);
}

/* Landlock, https://docs.kernel.org/userspace-api/landlock.html. Debian 12's header ends at its second version. */

#define LANDLOCK_EXECUTE 0x1
#define LANDLOCK_WRITE_FILE 0x2
#define LANDLOCK_READ_FILE 0x4
#define LANDLOCK_READ_DIR 0x8
#define LANDLOCK_REMOVE_DIR 0x10
#define LANDLOCK_REMOVE_FILE 0x20
#define LANDLOCK_MAKE_DIR 0x80
#define LANDLOCK_MAKE_REG 0x100
#define LANDLOCK_MAKE_FIFO 0x400
#define LANDLOCK_MAKE_SYM 0x1000
#define LANDLOCK_REFER 0x2000
#define LANDLOCK_TRUNCATE 0x4000

/** What is forbidden but where a rule allows it: access to files, TCP, and (`scoped`) to processes outside. */
struct landlock_forbidden {
    uint64_t files, network, scoped;
};

struct landlock_rule {
    uint64_t rights;
    int32_t parent;
} __attribute__((packed));

/** The kernel's version of Landlock; less than 1 where it has none. */
static inline int landlock_version(void) {
    return (int)syscall(SYS_landlock_create_ruleset, (void *)0, (size_t)0, 1U);
}

static inline int landlock_create(const struct landlock_forbidden *forbidden, size_t size) {
    return (int)syscall(SYS_landlock_create_ruleset, forbidden, size, 0U);
}

static inline int landlock_add(int ruleset, const struct landlock_rule *rule) {
    return (int)syscall(SYS_landlock_add_rule, ruleset, 1, rule, 0U);
}

static inline int landlock_restrict(int ruleset, unsigned flags) {
    return (int)syscall(SYS_landlock_restrict_self, ruleset, flags);
}

/* seccomp(2) */

#if defined(__x86_64__)
static const uint32_t seccomp_architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
static const uint32_t seccomp_architecture = AUDIT_ARCH_AARCH64;
#endif

/** Whether the kernel has filters that can end the process. */
static inline int seccomp_ends_processes(void) {
    uint32_t action = SECCOMP_RET_KILL_PROCESS;
    return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0U, &action) == 0;
}

/** Without what kernels before 5.16 add to a filter against Spectre: the process has no code but its own. */
static inline int seccomp_install(const struct sock_fprog *filter) {
    return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_SPEC_ALLOW, filter);
}

static inline int no_new_privileges(void) {
    return prctl(PR_SET_NO_NEW_PRIVS, 1UL, 0UL, 0UL, 0UL);
}

/*
 * The system calls that programs make, by the numbers of this architecture; `strace -c` over all routes and tests
 * shows them. Where the C library has a choice (open, openat), each of its versions takes another one.
 */
/** What every program needs: SQLite's reading, memory, the clock, the answer. */
static inline const uint16_t *system_calls_reading(size_t *count) {
    static const uint16_t calls[] = {
        SYS_read, SYS_write, SYS_close, SYS_fstat, SYS_lseek, SYS_munmap, SYS_brk,
        SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_pread64, SYS_pwrite64, SYS_readv, SYS_writev,
        /* A wait for another program's lock. */
        SYS_sched_yield, SYS_nanosleep, SYS_clock_nanosleep, SYS_restart_syscall,
        SYS_mremap, SYS_madvise, SYS_getpid, SYS_exit, SYS_exit_group, SYS_fcntl, SYS_ftruncate, SYS_getcwd,
        /* SQLite gives the log's index to the database's owner, where a program runs as root. */
        SYS_fchmod, SYS_fchown, SYS_getuid, SYS_geteuid, SYS_getgid, SYS_getegid,
        /* qsort(3) asks how much memory there is. */
        SYS_sysinfo, SYS_gettimeofday, SYS_clock_gettime, SYS_gettid, SYS_futex, SYS_getdents64, SYS_statfs, SYS_fstatfs,
        SYS_openat, SYS_newfstatat, SYS_readlinkat, SYS_faccessat, SYS_faccessat2, SYS_statx, SYS_getrandom,
#ifdef SYS_open
        SYS_open, SYS_stat, SYS_lstat, SYS_access, SYS_readlink, SYS_time,
#endif
    };
    *count = sizeof calls / sizeof *calls;
    return calls;
}

/** What programs need besides that keep something. */
static inline const uint16_t *system_calls_writing(size_t *count) {
    static const uint16_t calls[] = {
        SYS_fsync, SYS_fdatasync, SYS_fallocate, SYS_umask,
        SYS_unlinkat, SYS_renameat, SYS_renameat2, SYS_mkdirat, SYS_linkat,
#ifdef SYS_open
        SYS_rename, SYS_mkdir, SYS_link, SYS_unlink,
#endif
    };
    *count = sizeof calls / sizeof *calls;
    return calls;
}

/** What programs need besides that run a tool, and what the tool needs: threads, shared libraries. No sockets. */
static inline const uint16_t *system_calls_running(size_t *count) {
    static const uint16_t calls[] = {
        SYS_execve, SYS_clone, SYS_clone3, SYS_wait4, SYS_waitid, SYS_pipe2, SYS_dup, SYS_dup3, SYS_kill, SYS_tgkill,
        SYS_mmap, SYS_mprotect, SYS_ioctl, SYS_prctl, SYS_prlimit64, SYS_getppid, SYS_uname, SYS_getrusage, SYS_times,
        SYS_set_tid_address, SYS_set_robust_list, SYS_rseq, SYS_membarrier, SYS_sigaltstack, SYS_ppoll, SYS_eventfd2,
        SYS_sched_getaffinity, SYS_sched_setaffinity, SYS_sched_getparam, SYS_sched_getscheduler, SYS_getcpu,
        SYS_sched_getattr, SYS_sched_setattr, SYS_sched_get_priority_max, SYS_sched_get_priority_min,
        /* GLib's warnings ask whether standard error is the journal. */
        SYS_getpeername,
        /* To have fewer rights yet. */
        SYS_landlock_create_ruleset, SYS_landlock_add_rule, SYS_landlock_restrict_self,
        SYS_get_mempolicy, SYS_set_mempolicy, SYS_mbind, SYS_clock_getres, SYS_fadvise64, SYS_utimensat, SYS_getpgid, SYS_tkill,
#ifdef SYS_open
        SYS_vfork, SYS_fork, SYS_pipe, SYS_dup2, SYS_poll, SYS_arch_prctl, SYS_getdents, SYS_getpgrp,
#endif
    };
    *count = sizeof calls / sizeof *calls;
    return calls;
}

/*
 * Programs that nobody here knows may make any call but these, which answer EPERM: what systemd's @system-service leaves
 * out, but for what gives rights away, and what asks for keys, traces, or looks into other processes.
 */
static inline const uint16_t *system_calls_denied(size_t *count) {
    static const uint16_t calls[] = {
        /* Mounts, and what a process sees of the machine. */
        SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_open_tree, SYS_move_mount, SYS_fsopen, SYS_fsconfig, SYS_fsmount,
        SYS_fspick, SYS_mount_setattr, SYS_unshare, SYS_setns, SYS_swapon, SYS_swapoff, SYS_quotactl, SYS_quotactl_fd,
        SYS_sethostname, SYS_setdomainname, SYS_reboot, SYS_kexec_load, SYS_init_module, SYS_finit_module, SYS_delete_module,
        SYS_acct, SYS_syslog, SYS_nfsservctl, SYS_vhangup,
        /* The clock. */
        SYS_clock_settime, SYS_clock_adjtime, SYS_adjtimex, SYS_settimeofday,
        /* Other processes. */
        SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_process_madvise, SYS_process_mrelease, SYS_kcmp,
        SYS_pidfd_getfd, SYS_perf_event_open, SYS_migrate_pages, SYS_move_pages, SYS_lookup_dcookie,
        /* Wide doors of the kernel that a page needs none of. */
        SYS_bpf, SYS_userfaultfd, SYS_io_uring_setup, SYS_io_uring_enter, SYS_io_uring_register, SYS_fanotify_init,
        SYS_fanotify_mark, SYS_name_to_handle_at, SYS_open_by_handle_at, SYS_keyctl, SYS_add_key, SYS_request_key, SYS_personality,
        SYS_mknodat,
#ifdef SYS_kexec_file_load
        SYS_kexec_file_load,
#endif
#ifdef SYS_open
        SYS_mknod, SYS_iopl, SYS_ioperm, SYS_modify_ldt, SYS_create_module, SYS_get_kernel_syms, SYS_query_module, SYS__sysctl,
        SYS_uselib, SYS_ustat, SYS_sysfs,
#endif
    };
    *count = sizeof calls / sizeof *calls;
    return calls;
}

/** What was added after Debian 12's kernel answers ENOSYS, as there, and the C library does without. */
static const uint32_t system_calls_end = 451;
/** Of clone(2): a user, mounts, a network of its own. */
static const uint32_t clone_namespaces = 0x7E020080;
/** TIOCSTI: types on the terminal that `foobar request` was called from. */
static const uint32_t terminal_input = 0x5412;
