#pragma once
#include <libpq-fe.h>

/* PG_DIAG_… are character constants, which Swift imports with varying types. */
enum {
    QYZMET_PG_SEVERITY = PG_DIAG_SEVERITY_NONLOCALIZED,
    QYZMET_PG_SQLSTATE = PG_DIAG_SQLSTATE,
    QYZMET_PG_MESSAGE = PG_DIAG_MESSAGE_PRIMARY,
    QYZMET_PG_TABLE = PG_DIAG_TABLE_NAME,
};
