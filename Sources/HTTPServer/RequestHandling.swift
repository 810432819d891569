import CMicroHTTPD
import Synchronization

extension ServerCore {
    /// Hands a whole request to the handler and suspends its connection until there is an answer.
    func hand(_ context: RequestContext, _ connection: OpaquePointer) -> Bool {
        guard var request = context.request else { return false }
        if let reason = enterHand() {
            let response = refuse(reason, method: request.method, headers: request.headers)
            return unsafe send(response, for: context, on: connection)
        }
        request.body = context.body
        context.body = []
        context.request = request
        context.stage = .handed
        context.record.enter(.inHand)
        requestsHandled.add(1, ordering: .relaxed)
        unsafe MHD_suspend_connection(connection)
        let resumable = unsafe Resumable(connection: connection)
        let task = Task { [request] in
            let response = await handler(request)
            answer(context, resumable, with: response)
        }
        context.record.inHand.withLock {
            $0 = ConnectionRecord.InHand(context: context, resumable: resumable, task: task)
        }
        return true
    }

    /// Keeps the first answer to a request and wakes its connection; later ones are dropped.
    ///
    /// The place in hand is given back only after the connection has been resumed: a stop that
    /// counts none in hand may end the daemon, which a suspended connection would not survive.
    func answer(_ context: RequestContext, _ resumable: Resumable, with response: HTTPResponse) {
        guard context.claim() else { return }
        context.response = response
        unsafe MHD_resume_connection(resumable.connection)
        leaveHand()
    }

    /// Sends the answer that was kept; called once the connection has been resumed.
    func sendKept(_ context: RequestContext, _ connection: OpaquePointer) -> Bool {
        context.record.inHand.withLock { $0 = nil }
        guard let request = context.request, var response = context.response else { return false }
        if !isSendable(response) {
            response = refuse(
                .invalidResponse, method: request.method, headers: request.headers)
        }
        if stopping.load(ordering: .relaxed) { response.headers["Connection"] = "close" }
        return unsafe send(response, for: context, on: connection)
    }

    private func send(
        _ response: HTTPResponse, for context: RequestContext, on connection: OpaquePointer
    ) -> Bool {
        context.stage = .answered
        context.response = nil
        context.record.enter(.writing)
        return unsafe queue(response, on: connection)
    }
}

/// A suspended connection, to be resumed from any thread.
///
/// Safe to share: resuming is the one thing that the library allows from any thread, and the
/// connection cannot go away while it is suspended.
@safe struct Resumable: @unchecked Sendable {
    let connection: OpaquePointer
}
