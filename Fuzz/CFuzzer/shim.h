#pragma once
#include <stddef.h>
#include <stdint.h>

/// libFuzzer's loop; clang's runtime declares it in no header of its own.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*body)(const uint8_t *data, size_t size));
