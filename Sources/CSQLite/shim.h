#pragma once
#include <sqlite3.h>

/* A variadic function, which Swift cannot call: SQLite counts no memory, since counting takes a lock
   of the whole process at every allocation and nobody reads it. Before the first connection. */
static inline int qyzmet_sqlite_count_no_memory(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/* SQLITE_TRANSIENT is a cast of -1 to a function pointer, which Swift cannot import. */
static inline int qyzmet_sqlite_bind_text(
    sqlite3_stmt *statement, int index, const char *text, sqlite3_uint64 count) {
    return sqlite3_bind_text64(statement, index, text, count, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/* A null pointer would bind NULL, so that no bytes at all are bound as a blob of length 0. */
static inline int qyzmet_sqlite_bind_bytes(
    sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 count) {
    if (count == 0) return sqlite3_bind_zeroblob(statement, index, 0);
    return sqlite3_bind_blob64(statement, index, bytes, count, SQLITE_TRANSIENT);
}

/* The same for what lies where it is until the bindings are cleared. SQLITE_STATIC is a cast of 0. */
static inline int qyzmet_sqlite_bind_kept_text(
    sqlite3_stmt *statement, int index, const char *text, sqlite3_uint64 count) {
    return sqlite3_bind_text64(statement, index, text, count, SQLITE_STATIC, SQLITE_UTF8);
}

static inline int qyzmet_sqlite_bind_kept_bytes(
    sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 count) {
    if (count == 0) return sqlite3_bind_zeroblob(statement, index, 0);
    return sqlite3_bind_blob64(statement, index, bytes, count, SQLITE_STATIC);
}

/* The extended result codes are macros with a shift, which Swift does not import. */
enum {
    SQLITE_CONSTRAINT_CHECK_CODE = SQLITE_CONSTRAINT_CHECK,
    SQLITE_CONSTRAINT_FOREIGNKEY_CODE = SQLITE_CONSTRAINT_FOREIGNKEY,
    SQLITE_CONSTRAINT_NOTNULL_CODE = SQLITE_CONSTRAINT_NOTNULL,
    SQLITE_CONSTRAINT_PRIMARYKEY_CODE = SQLITE_CONSTRAINT_PRIMARYKEY,
    SQLITE_CONSTRAINT_ROWID_CODE = SQLITE_CONSTRAINT_ROWID,
    SQLITE_CONSTRAINT_UNIQUE_CODE = SQLITE_CONSTRAINT_UNIQUE,
};
