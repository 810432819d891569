#pragma once
// The interface alone; the module that implements it is opened at run time and nothing is linked.
#include <p11-kit-1/p11-kit/pkcs11.h>

// Swift sees no macros with casts; these name the ones that are used.
static const CK_ULONG qyzmet_unavailable = CK_UNAVAILABLE_INFORMATION;
