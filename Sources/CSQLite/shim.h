#include <sqlite3.h>

/* Swift cannot call functions with variable arguments; these give each use of one a fixed form. */

/** One thread, no statistics: what a program for one request needs. Before the first connection. */
static inline int sqlite3_config_one_request(void) {
    int code = sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    if (code == SQLITE_OK) code = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    /* Pages of the cache one by one, as they are read, and not twenty that may never be. */
    return code == SQLITE_OK ? sqlite3_config(SQLITE_CONFIG_PAGECACHE, (void *)0, 0, 0) : code;
}

/** https://sqlite.org/malloc.html: who gives SQLite its memory. Before the first connection. */
static inline int sqlite3_config_malloc(const sqlite3_mem_methods *methods) {
    return sqlite3_config(SQLITE_CONFIG_MALLOC, methods);
}

/** https://sqlite.org/c3ref/c_dbconfig_defensive.html: the switches that take on or off. */
static inline int sqlite3_db_config_switch(sqlite3 *database, int option, int on) {
    return sqlite3_db_config(database, option, on, (int *)0);
}

/** A destructor's special value: SQLite copies what is bound. */
static inline sqlite3_destructor_type sqlite3_transient(void) {
    return SQLITE_TRANSIENT;
}
