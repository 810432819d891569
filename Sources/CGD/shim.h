#pragma once
#include <gd.h>
#include <gd_errors.h>

/* gd writes a line to standard error for every damaged picture; a caller's bytes are no business of
   our log, and the answer says what is wrong. Swift cannot pass a function with a va_list. */
static void cgd_ignore(int priority, const char *format, va_list arguments) {
    (void)priority; (void)format; (void)arguments;
}
static inline void cgd_silence(void) { gdSetErrorMethod(cgd_ignore); }
