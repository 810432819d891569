import CMicroHTTPD
import Glibc

/// Whether HTTP lets the answer be sent as it stands.
func isSendable(_ response: HTTPResponse) -> Bool {
    (200...599).contains(response.status)
        && response.headers.fields.allSatisfy { isToken($0.name) && isFieldValue($0.value) }
}

/// Gives an answer to the library, which copies it; false when the connection has to be closed.
///
/// The answer must be sendable (``isSendable(_:)``).
func queue(_ response: HTTPResponse, on connection: OpaquePointer) -> Bool {
    let made = unsafe response.body.withUnsafeBytes { bytes in
        // With MHD_RESPMEM_MUST_COPY the library only reads the buffer; its type is not const.
        unsafe MHD_create_response_from_buffer(
            bytes.count, UnsafeMutableRawPointer(mutating: bytes.baseAddress),
            .RESPMEM_MUST_COPY)
    }
    guard let made = unsafe made else { return false }
    defer { unsafe MHD_destroy_response(made) }
    for field in response.headers.fields where !isServersOwn(field.name) {
        guard unsafe MHD_add_response_header(made, field.name, field.value) == .YES else {
            return false
        }
    }
    return unsafe MHD_queue_response(connection, UInt32(response.status), made) == .YES
}

/// Writes an answer and nothing after it straight to the socket, past the library.
///
/// The library takes an answer only before a body or after the whole of it. A body that passes its
/// limit must be refused in the middle: nothing has been written for this request then but perhaps
/// `100 Continue`, so the socket is ours. A socket that takes no more at once loses the rest.
func writeAndEnd(_ response: HTTPResponse, to descriptor: Int32, withoutBody: Bool) {
    let status = UInt32(response.status)
    let reason = unsafe MHD_get_reason_phrase_for(status).map { unsafe String(cString: $0) }
    var text = "HTTP/1.1 \(status) \(reason ?? "")\r\n"
    for field in response.headers.fields
    where !isServersOwn(field.name) && !equalsIgnoringCase(field.name, "Connection") {
        text += "\(field.name): \(field.value)\r\n"
    }
    text += "Content-Length: \(response.body.count)\r\nConnection: close\r\n\r\n"
    let bytes = Array(text.utf8) + (withoutBody ? [] : response.body)
    var sent = 0
    while sent < bytes.count {
        let count = unsafe bytes.withUnsafeBytes { buffer in
            unsafe send(
                descriptor, buffer.baseAddress.map { unsafe $0 + sent }, bytes.count - sent,
                Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
        }
        guard count > 0 else { return }
        sent += count
    }
}

/// Fields that say how the answer is framed and when it was made: the server's business alone.
private func isServersOwn(_ name: String) -> Bool {
    equalsIgnoringCase(name, "Content-Length") || equalsIgnoringCase(name, "Transfer-Encoding")
        || equalsIgnoringCase(name, "Date")
}
