#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What takes variable arguments, which Swift cannot call. */

static inline long system_call(long number) {
    return syscall(number, -1L, 0L, 0L, 0L, 0L, 0L);
}

static inline int open_file(const char *path, int flags) {
    return open(path, flags, 0600);
}
