/* What Swift's library asks of whoever knows the arguments of the program. */

/** The arguments, and how many there are. */
char **_swift_stdlib_getUnsafeArgvArgc(int *count);

/** Takes the arguments that main was called with. */
void _swift_stdlib_overrideUnsafeArgvArgc(char **arguments, int count);
