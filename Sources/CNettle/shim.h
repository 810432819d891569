#pragma once
#include <gmp.h>
#include <nettle/ecc-curve.h>
#include <nettle/ecc.h>
#include <nettle/ecdsa.h>
#include <nettle/gostdsa.h>
#include <nettle/gosthash94.h>
#include <nettle/streebog.h>
#include <nettle/arctwo.h>
#include <nettle/cbc.h>
#include <nettle/des.h>
#include <string.h>

// The two ciphers of old key files, in cipher block chaining. They take the cipher as a pointer to a
// function of another type, which Swift cannot name; the expanded key is overwritten.

/// Triple DES with 24 bytes of key; `length` is a multiple of 8, `iv` is changed.
static inline void qyzmet_des3_cbc(int encrypts, const uint8_t *key, uint8_t *iv, size_t length,
                                   uint8_t *target, const uint8_t *source) {
    struct des3_ctx context;
    nettle_des3_set_key(&context, key);
    if (encrypts)
        nettle_cbc_encrypt(&context, (nettle_cipher_func *)nettle_des3_encrypt, DES3_BLOCK_SIZE,
                           iv, length, target, source);
    else
        nettle_cbc_decrypt(&context, (nettle_cipher_func *)nettle_des3_decrypt, DES3_BLOCK_SIZE,
                           iv, length, target, source);
    explicit_bzero(&context, sizeof context);
}

/// RC2 with 5 bytes of key and 40 effective bits; `length` is a multiple of 8, `iv` is changed.
static inline void qyzmet_rc2_40_cbc(int encrypts, const uint8_t *key, uint8_t *iv, size_t length,
                                     uint8_t *target, const uint8_t *source) {
    struct arctwo_ctx context;
    nettle_arctwo_set_key_ekb(&context, 5, key, 40);
    if (encrypts)
        nettle_cbc_encrypt(&context, (nettle_cipher_func *)nettle_arctwo_encrypt,
                           ARCTWO_BLOCK_SIZE, iv, length, target, source);
    else
        nettle_cbc_decrypt(&context, (nettle_cipher_func *)nettle_arctwo_decrypt,
                           ARCTWO_BLOCK_SIZE, iv, length, target, source);
    explicit_bzero(&context, sizeof context);
}
