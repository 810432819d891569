import HTTPServer
import Kernel
import UseCases

extension Admission {
    /// Runs the handler, at most once for each `Idempotency-Key` of a caller on a route.
    ///
    /// The outcome is recorded in the transaction of the effect itself, so that after a crash
    /// either both stand or neither does (`docs/use-cases`, design rule on idempotency).
    func once(
        _ repetition: Endpoint.Repetition, callerName: String, checked: Checked,
        handle: @Sendable (Once) async throws -> Reply
    ) async throws -> Reply {
        guard let key = request.headers["idempotency-key"], case .replay(let rebuild) = repetition
        else { return try await handle(.unkeyed) }
        guard (1...128).contains(key.utf8.count), key.utf8.allSatisfy({ $0 > 32 && $0 < 127 })
        else {
            throw Refusal(
                .invalidField,
                LocalizedText(
                    kk: "Idempotency-Key: 1–128 ASCII таңба",
                    ru: "Idempotency-Key: от 1 до 128 знаков ASCII",
                    en: "Idempotency-Key: 1 to 128 ASCII characters"))
        }
        let call = platform.idempotentCall(
            caller: callerName,
            route: route
                + parameters.sorted { $0.key < $1.key }.map(\.value)
                .joined(separator: " "), key: key, body: request.body)
        switch try await platform.begin(call) {
        case .first:
            do {
                return try await handle(Once(call))
            } catch {
                // A refusal changed nothing: the same key may try again.
                try? await platform.abandon(call)
                throw error
            }
        case .repeated(let entity, let status, let finishedAt):
            return try await rebuild(
                ReplayCall(
                    entity: entity, status: status, finishedAt: finishedAt,
                    callerName: callerName, platform: platform, body: checked.body,
                    language: language)
            ).with("Idempotency-Replayed", "true")
        }
    }
}
