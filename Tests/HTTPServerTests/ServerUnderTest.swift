import Testing

@testable import HTTPServer

/// Runs a server with the limits and handler given, stops it after the body.
func withServer(
    _ limits: HTTPServerLimits = HTTPServerLimits(),
    handler: @escaping @Sendable (HTTPRequest) async -> HTTPResponse = echo,
    _ body: (HTTPServer) async throws -> Void
) async throws {
    let server = try HTTPServer(
        limits: limits,
        onRefusal: { refusal in
            HTTPResponse(
                status: refusal.reason.status, headers: ["Content-Type": "text/plain"],
                body: Array("refused: \(refusal.reason.rawValue)".utf8))
        },
        handler: handler)
    try server.start()
    do {
        try await body(server)
    } catch {
        await server.stop(graceMilliseconds: 0)
        throw error
    }
    await server.stop(graceMilliseconds: 2_000)
    let after = server.statistics
    #expect(after.connectionsOpen == 0)
    #expect(after.requestsInHand == 0)
    #expect(after.bodyBytesInHand == 0)
    #expect(after.lingering == 0)
}

/// Answers with what was understood: method, path, query, number of bytes in the body.
@Sendable func echo(_ request: HTTPRequest) async -> HTTPResponse {
    let query = request.query.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
    let text = "\(request.method) \(request.path) [\(query)] \(request.body.count)"
    return HTTPResponse(
        status: 200, headers: ["Content-Type": "text/plain"], body: Array(text.utf8))
}

/// Waits until the condition holds; false when it does not within the time.
func eventually(
    within milliseconds: Int = 20_000, _ condition: () -> Bool
) async -> Bool {
    let end = ContinuousClock.now + .milliseconds(milliseconds)
    while !condition() {
        if ContinuousClock.now > end { return false }
        try? await Task.sleep(for: .milliseconds(5))
    }
    return true
}
