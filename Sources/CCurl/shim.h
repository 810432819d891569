#pragma once
#include <netdb.h>
#include <semaphore.h>
#include <sys/socket.h>
#include <curl/curl.h>

/*
 * curl_easy_setopt and curl_easy_getinfo take variadic arguments, which Swift cannot call. One
 * wrapper for each type of argument; libcurl's macros check the option against the type in C, so
 * options are named in Swift and their types by the wrapper chosen.
 */

static inline CURLcode
qyzmet_curl_set_long(CURL *_Nonnull handle, CURLoption option, long value)
{
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode
qyzmet_curl_set_offset(CURL *_Nonnull handle, CURLoption option, curl_off_t value)
{
    return curl_easy_setopt(handle, option, value);
}

/* libcurl copies the text, except for CURLOPT_POSTFIELDS, which must outlive the transfer. */
static inline CURLcode
qyzmet_curl_set_text(CURL *_Nonnull handle, CURLoption option, const char *_Nullable value)
{
    return curl_easy_setopt(handle, option, value);
}

/* Must outlive the transfer. */
static inline CURLcode
qyzmet_curl_set_list(CURL *_Nonnull handle, CURLoption option, struct curl_slist *_Nullable value)
{
    return curl_easy_setopt(handle, option, value);
}

/* What the callbacks below are given. */
static inline CURLcode
qyzmet_curl_set_closure(CURL *_Nonnull handle, CURLoption option, void *_Nullable value)
{
    return curl_easy_setopt(handle, option, value);
}

/* CURLOPT_WRITEFUNCTION and CURLOPT_HEADERFUNCTION. */
typedef size_t (*qyzmet_curl_sink)(
    char *_Nonnull bytes, size_t size, size_t count, void *_Nullable closure);

static inline CURLcode
qyzmet_curl_set_sink(CURL *_Nonnull handle, CURLoption option, qyzmet_curl_sink _Nonnull value)
{
    return curl_easy_setopt(handle, option, value);
}

/* CURLOPT_XFERINFOFUNCTION. */
typedef int (*qyzmet_curl_progress)(
    void *_Nullable closure, curl_off_t, curl_off_t, curl_off_t, curl_off_t);

static inline CURLcode
qyzmet_curl_set_progress(CURL *_Nonnull handle, qyzmet_curl_progress _Nonnull value)
{
    return curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, value);
}

/* CURLOPT_OPENSOCKETFUNCTION. */
typedef curl_socket_t (*qyzmet_curl_open_socket)(
    void *_Nullable closure, curlsocktype purpose, struct curl_sockaddr *_Nonnull address);

static inline CURLcode
qyzmet_curl_set_open_socket(CURL *_Nonnull handle, qyzmet_curl_open_socket _Nonnull value)
{
    return curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, value);
}

/*
 * The numeric text of an address; 0 on success. In C, because the address may be longer than the
 * type of the field that holds it.
 */
static inline int
qyzmet_curl_address_text(
    const struct curl_sockaddr *_Nonnull address, char *_Nonnull text, unsigned int bytes)
{
    return getnameinfo(
        &address->addr, address->addrlen, text, bytes, NULL, 0, NI_NUMERICHOST);
}

/* CURLINFO_RESPONSE_CODE. */
static inline long
qyzmet_curl_response_code(CURL *_Nonnull handle)
{
    long code = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &code);
    return code;
}
