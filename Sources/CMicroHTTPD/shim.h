#pragma once
#include <sys/types.h>
#include <sys/socket.h>
/* Swift's Glibc module lacks it; the sweeper is woken by an event descriptor. */
#include <sys/eventfd.h>
#include <microhttpd.h>

/*
 * MHD_start_daemon, MHD_get_connection_info and MHD_get_daemon_info take variadic arguments, which
 * Swift cannot call; each wrapper below fixes the arguments of one use and gives them their types.
 */

/* What a daemon of ours is started with; a null callback or a zero leaves that option out. */
struct qyzmet_mhd_settings {
    unsigned int flags;
    int listening_socket;
    unsigned int threads;
    unsigned int connections_max;
    size_t connection_memory_bytes;
    unsigned int silence_seconds;
    MHD_AcceptPolicyCallback _Nullable accept_policy;
    MHD_AccessHandlerCallback _Nonnull access_handler;
    MHD_RequestCompletedCallback _Nullable request_completed;
    MHD_NotifyConnectionCallback _Nullable notify_connection;
    void *_Nullable (*_Nullable uri_log)(
        void *_Nullable closure, const char *_Nonnull uri, struct MHD_Connection *_Nonnull connection);
    void *_Nullable closure;
};

static inline struct MHD_Daemon *_Nullable
qyzmet_mhd_start(const struct qyzmet_mhd_settings *_Nonnull s)
{
    struct MHD_OptionItem options[8];
    int count = 0;
    if (s->request_completed)
        options[count++] = (struct MHD_OptionItem){
            MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)s->request_completed, s->closure};
    if (s->notify_connection)
        options[count++] = (struct MHD_OptionItem){
            MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)s->notify_connection, s->closure};
    if (s->uri_log)
        options[count++] = (struct MHD_OptionItem){
            MHD_OPTION_URI_LOG_CALLBACK, (intptr_t)s->uri_log, s->closure};
    if (s->connections_max)
        options[count++] = (struct MHD_OptionItem){
            MHD_OPTION_CONNECTION_LIMIT, (intptr_t)s->connections_max, NULL};
    if (s->connection_memory_bytes)
        options[count++] = (struct MHD_OptionItem){
            MHD_OPTION_CONNECTION_MEMORY_LIMIT, (intptr_t)s->connection_memory_bytes, NULL};
    if (s->silence_seconds)
        options[count++] = (struct MHD_OptionItem){
            MHD_OPTION_CONNECTION_TIMEOUT, (intptr_t)s->silence_seconds, NULL};
    if (s->threads > 1)
        options[count++] = (struct MHD_OptionItem){
            MHD_OPTION_THREAD_POOL_SIZE, (intptr_t)s->threads, NULL};
    options[count] = (struct MHD_OptionItem){MHD_OPTION_END, 0, NULL};
    return MHD_start_daemon(
        s->flags, 0, s->accept_policy, s->closure, s->access_handler, s->closure,
        MHD_OPTION_LISTEN_SOCKET, (MHD_socket)s->listening_socket,
        MHD_OPTION_ARRAY, options,
        MHD_OPTION_END);
}

/* The connection's socket, or -1. */
static inline int
qyzmet_mhd_socket(struct MHD_Connection *_Nonnull connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info ? info->connect_fd : -1;
}

/* The pointer that the connection's start notification stored. */
static inline void *_Nullable
qyzmet_mhd_socket_context(struct MHD_Connection *_Nonnull connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

/* Bytes of request line and headers as they came; 0 when not known yet. */
static inline size_t
qyzmet_mhd_header_bytes(struct MHD_Connection *_Nonnull connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    return info ? info->header_size : 0;
}

/* The status queued for the request in hand; 0 when none is. */
static inline unsigned int
qyzmet_mhd_queued_status(struct MHD_Connection *_Nonnull connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_HTTP_STATUS);
    return info ? info->http_status : 0;
}

/* The client's address. */
static inline const struct sockaddr *_Nullable
qyzmet_mhd_client_address(struct MHD_Connection *_Nonnull connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    return info ? info->client_addr : NULL;
}
