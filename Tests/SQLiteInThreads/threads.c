#include <sqlite3.h>

#include "threads.h"

/*
 * Tests run in many threads of one process, and the site's programs tell SQLite that there is one. Initialised
 * before anything asks for that, SQLite refuses it and keeps its locks. What shows the programs' own
 * configuration runs in a process of its own, and calls sqlite3_shutdown first.
 */
__attribute__((constructor)) static void initialize(void) {
    sqlite3_initialize();
}
