#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/sysinfo.h>
#include <unistd.h>

/*
 * How a confined process asks a process outside for what it may not do itself. It has no sockets; but for one kind that
 * does not exist the kernel asks the broker, who answers by a connection to itself (seccomp_unotify(2)).
 */

/** Has the process answered by the broker where it asks for a socket of no domain; ends with -1 where it has none. */
static inline int broker_connect(void) {
    return socket(AF_UNSPEC, 0, 0);
}

/** Installs a filter and answers the descriptor at which the kernel asks: only one of a process's filters has one. */
static inline int seccomp_install_asking(const struct sock_fprog *filter) {
    return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, filter);
}

static inline int seccomp_install_unknown(const struct sock_fprog *filter) {
    return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0U, filter);
}

/** Gives whoever asks at `listener` a connection. Answers its other end; -1 where nobody asks any more. */
static inline int broker_accept(int listener) {
    struct seccomp_notif asked;
    memset(&asked, 0, sizeof asked);
    if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &asked) != 0) return -1;
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
        struct seccomp_notif_resp refusal = {.id = asked.id, .error = -ENOSYS};
        (void)ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &refusal);
        return -1;
    }
    struct seccomp_notif_addfd given = {
        .id = asked.id, .flags = SECCOMP_ADDFD_FLAG_SEND, .srcfd = (uint32_t)ends[1], .newfd_flags = O_CLOEXEC};
    int isGiven = ioctl(listener, SECCOMP_IOCTL_NOTIF_ADDFD, &given) >= 0;
    close(ends[1]);
    if (isGiven) return ends[0];
    close(ends[0]);
    return -1;
}

/** Sends a message with descriptors, three at the most. */
static inline ssize_t send_descriptors(int connection, const void *bytes, size_t size, const int *descriptors, int count) {
    union {
        char room[CMSG_SPACE(3 * sizeof(int))];
        struct cmsghdr aligned;
    } control;
    memset(&control, 0, sizeof control);
    struct iovec part = {.iov_base = (void *)bytes, .iov_len = size};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control.room,
                             .msg_controllen = CMSG_SPACE((size_t)count * sizeof(int))};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN((size_t)count * sizeof(int));
    memcpy(CMSG_DATA(header), descriptors, (size_t)count * sizeof(int));
    return sendmsg(connection, &message, MSG_NOSIGNAL);
}

/** Receives one that has `count` descriptors, neither more nor fewer; -1 for any other. */
static inline ssize_t receive_descriptors(int connection, void *bytes, size_t size, int *descriptors, int count) {
    union {
        char room[CMSG_SPACE(3 * sizeof(int))];
        struct cmsghdr aligned;
    } control;
    struct iovec part = {.iov_base = bytes, .iov_len = size};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control.room, .msg_controllen = sizeof control.room};
    ssize_t received = recvmsg(connection, &message, MSG_CMSG_CLOEXEC);
    struct cmsghdr *header = received < 0 ? NULL : CMSG_FIRSTHDR(&message);
    int found = 0;
    if (header && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS) {
        found = (int)((header->cmsg_len - CMSG_LEN(0)) / sizeof(int));
        if (found <= 3) memcpy(descriptors, CMSG_DATA(header), (size_t)found * sizeof(int));
    }
    if (received > 0 && found == count && !(message.msg_flags & (MSG_TRUNC | MSG_CTRUNC))) return received;
    for (int index = 0; index < found && index < 3; index++) close(descriptors[index]);
    return -1;
}

/* What a process needs that starts and watches others. */

/** fork(2), for a process that has one thread. */
static inline pid_t fork_process(void) {
    return fork();
}

/** Lets this user have as many processes as the machine has now, which are all of its own at the most, and some more. */
static inline int allow_more_processes(unsigned long more) {
    struct sysinfo machine;
    if (sysinfo(&machine) != 0) return -1;
    struct rlimit limit = {machine.procs + more, machine.procs + more};
    return setrlimit(RLIMIT_NPROC, &limit);
}

/** Takes root's powers from this process, but for that over files, which the sandbox has rules for. */
static inline int drop_capabilities(void) {
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct data[2];
    if (syscall(SYS_capget, &header, data) != 0) return -1;
    data[0].permitted &= 1U << CAP_DAC_OVERRIDE;
    data[0].effective = data[0].permitted;
    data[0].inheritable = 0;
    data[1].permitted = data[1].effective = data[1].inheritable = 0;
    return (int)syscall(SYS_capset, &header, data);
}

/** Ends this process, at once, when its parent ends. */
static inline int end_with_parent(void) {
    return prctl(PR_SET_PDEATHSIG, (unsigned long)SIGKILL, 0UL, 0UL, 0UL);
}

/** What its children leave behind becomes this process's child. */
static inline int adopt_orphans(void) {
    return prctl(PR_SET_CHILD_SUBREAPER, 1UL, 0UL, 0UL, 0UL);
}

/** Blocks SIGCHLD; `before` gets the signals that were blocked. Answers a descriptor that tells of each. */
static inline int watch_children(sigset_t *before) {
    sigset_t children;
    sigemptyset(&children);
    sigaddset(&children, SIGCHLD);
    sigprocmask(SIG_BLOCK, &children, before);
    return signalfd(-1, &children, SFD_CLOEXEC | SFD_NONBLOCK);
}

/** Removes a folder of this user's with all that is in it, and follows no link. */
static inline void remove_tree(int parent, const char *name) {
    if (unlinkat(parent, name, AT_REMOVEDIR) == 0) return;
    int folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *entries = folder < 0 ? NULL : fdopendir(folder);
    if (!entries) return;
    for (struct dirent *entry; (entry = readdir(entries));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        if (unlinkat(folder, entry->d_name, 0) != 0) remove_tree(folder, entry->d_name);
    }
    closedir(entries);
    (void)unlinkat(parent, name, AT_REMOVEDIR);
}

/** Nothing, in the place of a descriptor. */
static inline void close_onto_nothing(int descriptor) {
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (nothing < 0) return;
    (void)dup2(nothing, descriptor);
    close(nothing);
}

/** The variables of this process. */
static inline char *const *environment(void) {
    extern char **environ;
    return environ;
}
