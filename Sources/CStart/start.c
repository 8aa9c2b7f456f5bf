#include "start.h"

/*
 * Swift's library finds the arguments of a program by reading /proc/self/maps before main runs: 60,000
 * instructions and two system calls, for what a CGI program does not ask for. This takes its place.
 */
char **_swift_stdlib_getUnsafeArgvArgc(int *count) {
    static char *none[] = {0};
    *count = 0;
    return none;
}

/*
 * Before main, Swift's library looks in nine places for the program that would print where a crash was, and none of
 * them has it: a route that traps ends, and nginx shows the page for it.
 */
char *swift_copyAuxiliaryExecutablePath(const char *name) {
    (void)name;
    return 0;
}

const char *swift_getRootPath(void) {
    return 0;
}

const char *swift_getRuntimeLibraryPath(void) {
    return 0;
}

void _swift_stdlib_overrideUnsafeArgvArgc(char **arguments, int count) {
    (void)arguments;
    (void)count;
}
