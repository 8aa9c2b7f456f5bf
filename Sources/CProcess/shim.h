#include <fcntl.h>
#include <linux/fs.h>
#include <linux/memfd.h>
#include <spawn.h>
#include <stddef.h>
#include <sys/ptrace.h>
#include <sys/types.h>

/* What Swift does not see of the C library. */

/* ptrace(2) takes variable arguments; these are its two uses. */

/** What wait(2) tells, above the low 16 bits of the status, of a child that has stopped at its exit. */
static const int process_exit_event = PTRACE_EVENT_EXIT;

/** Has a child stop once more where it exits: its memory can be looked at there. */
static inline long process_stop_at_exit(pid_t pid) {
    return ptrace(PTRACE_SEIZE, pid, (void *)0, (void *)PTRACE_O_TRACEEXIT);
}

/** Lets a child that stopped go on, with the signal that it stopped for, or 0. */
static inline long process_go_on(pid_t pid, int signal) {
    return ptrace(PTRACE_CONT, pid, (void *)0, (void *)(long)signal);
}

/* Declared by the C library for _GNU_SOURCE only. */
void *memmem(const void *, size_t, const void *, size_t);
int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *, const char *);
int memfd_create(const char *, unsigned int);
int renameat2(int, const char *, int, const char *, unsigned int);
int syncfs(int);
