/* What Swift's library asks for before main. */

/** The arguments, and how many there are. */
char **_swift_stdlib_getUnsafeArgvArgc(int *count);

/** Where a program that belongs to the library is; the caller frees it. */
char *swift_copyAuxiliaryExecutablePath(const char *name);

/** Where Swift is installed. */
const char *swift_getRootPath(void);

/** Where its shared library is. */
const char *swift_getRuntimeLibraryPath(void);

/** Takes the arguments that main was called with. */
void _swift_stdlib_overrideUnsafeArgvArgc(char **arguments, int count);
