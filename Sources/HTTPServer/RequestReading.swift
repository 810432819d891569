import CMicroHTTPD
import Synchronization

/// What a step of reading a request comes to.
enum ReadingOutcome {
    /// More is to come.
    case goOn
    /// The connection has been answered past the library and must be closed.
    case close
}

extension ServerCore {
    /// Checks request line and headers, before any of the body is read.
    func begin(
        _ context: RequestContext, _ connection: OpaquePointer, method: String, version: String
    ) -> ReadingOutcome {
        let headers = unsafe readHeaders(of: connection)
        func refused(_ reason: HTTPRefusal.Reason, limit: Int? = nil) -> ReadingOutcome {
            end(context, refuse(reason, method: method, headers: headers, limit: limit), method)
        }
        if context.target.count > limits.targetBytesMax {
            return refused(.targetTooLong, limit: limits.targetBytesMax)
        }
        if unsafe qyzmet_mhd_header_bytes(connection) > limits.headerBytesMax {
            return refused(.headersTooLarge, limit: limits.headerBytesMax)
        }
        guard let framing = RequestFraming(headers, version: version), isToken(method),
            let target = RequestTarget(context.target, method: method, host: headers["Host"])
        else { return refused(.malformed) }
        context.bodyBytesMax = limits.bodyBytesMax(method, target.path)
        if let length = framing.contentLength {
            if length > context.bodyBytesMax {
                return refused(.bodyTooLarge, limit: context.bodyBytesMax)
            }
            // Bounded, so that promising much and sending little costs nothing.
            context.body.reserveCapacity(min(length, 65_536))
        }
        context.request = HTTPRequest(
            method: method, path: target.path, query: target.query, headers: headers,
            remoteAddress: context.record.remoteAddress)
        context.stage = .body
        return .goOn
    }

    /// Takes a piece of the body.
    func append(_ bytes: UnsafeRawBufferPointer, to context: RequestContext) -> ReadingOutcome {
        guard let request = context.request else { return .close }
        let count = bytes.count
        func refused(_ reason: HTTPRefusal.Reason, limit: Int) -> ReadingOutcome {
            end(
                context,
                refuse(reason, method: request.method, headers: request.headers, limit: limit),
                request.method)
        }
        if context.body.count + count > context.bodyBytesMax {
            return refused(.bodyTooLarge, limit: context.bodyBytesMax)
        }
        let total = bodyBytesInHand.add(count, ordering: .relaxed).newValue
        context.bodyBytesCounted += count
        if total > limits.bodyBytesTotalMax {
            return refused(.overloaded, limit: limits.bodyBytesTotalMax)
        }
        unsafe context.body.append(contentsOf: bytes)
        return .goOn
    }

    /// Answers past the library and has the connection closed.
    private func end(
        _ context: RequestContext, _ response: HTTPResponse, _ method: String
    ) -> ReadingOutcome {
        context.stage = .answered
        context.record.lingers.store(true, ordering: .relaxed)
        writeAndEnd(
            response, to: context.record.descriptor, withoutBody: method == "HEAD")
        return .close
    }
}

/// Copies the header fields, bytes that are not UTF-8 repaired.
private func readHeaders(of connection: OpaquePointer) -> HTTPHeaders {
    var headers = HTTPHeaders()
    unsafe withUnsafeMutablePointer(to: &headers) { pointer in
        _ = unsafe MHD_get_connection_values_n(
            connection, .HEADER_KIND,
            { closure, _, name, nameBytes, value, valueBytes in
                guard let closure = unsafe closure, let name = unsafe name else { return .NO }
                let headers = unsafe closure.assumingMemoryBound(to: HTTPHeaders.self)
                unsafe headers.pointee.add(
                    String(
                        decoding: UnsafeRawBufferPointer(start: name, count: nameBytes),
                        as: UTF8.self),
                    String(
                        decoding: UnsafeRawBufferPointer(start: value, count: valueBytes),
                        as: UTF8.self))
                return .YES
            }, pointer)
    }
    return headers
}
