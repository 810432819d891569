import CMicroHTTPD
import Glibc
import Synchronization

/// The functions that libmicrohttpd calls on its threads.
///
/// They only check, copy bytes and hand over; none of them waits. Each finds the core through the
/// closure pointer, which the running daemon keeps alive.
enum DaemonCallbacks {
    /// Refuses an address that has too many connections.
    static let acceptPolicy: MHD_AcceptPolicyCallback = { closure, address, _ in
        guard let core = unsafe core(closure) else { return .NO }
        let text = unsafe numericAddress(address)
        guard !core.limits.exemptAddresses.contains(text),
            core.connections.count(from: text) >= core.limits.connectionsPerAddressMax
        else { return .YES }
        core.connectionsRefused.add(1, ordering: .relaxed)
        return .NO
    }

    /// Enters a new connection into the table and takes a closed one out, before its socket closes.
    static let notifyConnection: MHD_NotifyConnectionCallback = {
        closure, connection, context, event in
        guard let core = unsafe core(closure), let connection = unsafe connection,
            let context = unsafe context
        else { return }
        if event == .CONNECTION_NOTIFY_STARTED {
            let record = unsafe ConnectionRecord(
                descriptor: qyzmet_mhd_socket(connection),
                remoteAddress: numericAddress(qyzmet_mhd_client_address(connection)),
                now: monotonicMilliseconds())
            unsafe context.pointee = Unmanaged.passRetained(record).toOpaque()
            core.connections.add(record)
        } else if let pointer = unsafe context.pointee {
            let record = unsafe Unmanaged<ConnectionRecord>.fromOpaque(pointer).takeRetainedValue()
            unsafe context.pointee = nil
            core.connections.remove(record)
            if record.lingers.load(ordering: .relaxed) { core.lingering.adopt(record.descriptor) }
        }
    }

    /// Makes the context of a request once its request line is there; the only place to see that
    /// a later request has begun on a connection that is kept alive.
    static let requestLine:
        @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>, OpaquePointer) ->
            UnsafeMutableRawPointer? = { _, target, connection in
                guard let pointer = unsafe qyzmet_mhd_socket_context(connection) else {
                    return nil
                }
                let record = unsafe Unmanaged<ConnectionRecord>.fromOpaque(pointer)
                    .takeUnretainedValue()
                if record.phase.phase == .idle { record.enter(.reading) }
                let bytes = unsafe UnsafeRawBufferPointer(start: target, count: strlen(target))
                let context = unsafe RequestContext(target: Array(bytes), record: record)
                return unsafe Unmanaged.passRetained(context).toOpaque()
            }

    /// Called with the headers, with each piece of the body, at the end of the request, and again
    /// once a suspended connection has been resumed.
    static let access: MHD_AccessHandlerCallback = {
        closure, connection, _, method, version, bytes, count, contextPointer in
        guard let core = unsafe core(closure), let connection = unsafe connection,
            let count = unsafe count, let pointer = unsafe contextPointer?.pointee
        else { return .NO }
        let context = unsafe Unmanaged<RequestContext>.fromOpaque(pointer).takeUnretainedValue()
        switch context.stage {
        case .requestLine:
            guard let method = unsafe method, let version = unsafe version else { return .NO }
            let outcome = unsafe core.begin(
                context, connection, method: String(cString: method),
                version: String(cString: version))
            return outcome == .goOn ? .YES : .NO
        case .body:
            guard unsafe count.pointee > 0 else {
                return unsafe core.hand(context, connection) ? .YES : .NO
            }
            let piece = unsafe UnsafeRawBufferPointer(start: bytes, count: count.pointee)
            unsafe count.pointee = 0
            return unsafe core.append(piece, to: context) == .goOn ? .YES : .NO
        case .handed:
            return unsafe core.sendKept(context, connection) ? .YES : .NO
        case .answered:
            return .NO
        }
    }

    /// Lets go of the context: the answer has left, or the connection has ended.
    static let requestCompleted: MHD_RequestCompletedCallback = {
        closure, connection, contextPointer, code in
        guard let core = unsafe core(closure), let pointer = unsafe contextPointer?.pointee else {
            return
        }
        let context = unsafe Unmanaged<RequestContext>.fromOpaque(pointer).takeRetainedValue()
        unsafe contextPointer?.pointee = nil
        core.bodyBytesInHand.subtract(context.bodyBytesCounted, ordering: .relaxed)
        context.record.inHand.withLock { $0 = nil }
        if context.stage != .answered, let connection = unsafe connection {
            unsafe countLibrarysOwn(qyzmet_mhd_queued_status(connection), core)
        }
        context.record.enter(.idle)
    }

    /// Counts a refusal that the library has answered by itself.
    private static func countLibrarysOwn(_ status: UInt32, _ core: ServerCore) {
        switch status {
        case 0: return
        case 413, 431: core.count(.headersTooLarge)
        case 414: core.count(.targetTooLong)
        default: core.count(.malformed)
        }
    }

    private static func core(_ closure: UnsafeMutableRawPointer?) -> ServerCore? {
        unsafe closure.map { unsafe Unmanaged<ServerCore>.fromOpaque($0).takeUnretainedValue() }
    }
}
