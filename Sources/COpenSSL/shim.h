#pragma once
#include <openssl/cms.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/ess.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

// Swift sees neither function-like macros nor variadic functions; each of these wraps one.

/// A fresh key pair on P-256; NULL on failure. EVP_EC_gen is a variadic macro.
static inline EVP_PKEY *qyzmet_generate_p256(void) { return EVP_EC_gen("P-256"); }

/// A fresh RSA key pair with exponent 65537; NULL on failure. EVP_RSA_gen is a variadic macro.
static inline EVP_PKEY *qyzmet_generate_rsa(size_t bits) { return EVP_RSA_gen(bits); }

/// A fresh Ed25519 key pair; NULL on failure. EVP_PKEY_Q_keygen is variadic.
static inline EVP_PKEY *qyzmet_generate_ed25519(void) {
    return EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
}

/// The bytes that a memory BIO holds. BIO_get_mem_data is a macro.
static inline long qyzmet_memory_bio_bytes(BIO *bio, char **start) {
    return BIO_get_mem_data(bio, start);
}

/// Selects the public parts of a key. EVP_PKEY_PUBLIC_KEY is a macro made of other macros.
static const int qyzmet_public_key_selection = EVP_PKEY_PUBLIC_KEY;

/// Gives back memory that the library handed out. OPENSSL_free is a macro.
static inline void qyzmet_free(void *memory) { OPENSSL_free(memory); }

/// Frees a list of certificates and one reference to each. sk_X509_pop_free is a macro.
static inline void qyzmet_free_certificates(STACK_OF(X509) *list) {
    sk_X509_pop_free(list, X509_free);
}
