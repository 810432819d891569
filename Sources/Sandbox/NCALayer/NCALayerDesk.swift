import Kernel
import SigningChannels
import Synchronization

/// Where requests to the sandbox's NCALayer wait for a person, as in the real program's window.
package final class NCALayerDesk: Sendable {
    /// The most requests that wait at once.
    static let waitingMax = 32
    /// How long a request waits; then it counts as cancelled, whether anybody looks or not.
    static let lifetime: Duration = .seconds(600)

    /// A request that waits.
    package struct Request: Sendable {
        /// Its random name.
        package let id: Identifier<NCALayerDesk>
        /// What is wanted.
        package let wish: NCALayerWish
        /// The page's origin; nil for programs that are no browser.
        package let origin: String?
        /// Since when, by the machine's clock.
        package let since: Instant
    }

    private struct Waiting {
        let request: Request
        let continuation: CheckedContinuation<NCALayerAnswer, Never>
    }

    private let machine: Clock
    private let random: RandomSource
    private let lifetime: Duration
    private let state = Mutex<[Waiting]>([])

    /// An empty desk; waiting is measured by the machine's clock, not the sandbox's.
    package init(
        machine: Clock, random: RandomSource, lifetime: Duration = NCALayerDesk.lifetime
    ) {
        self.machine = machine
        self.random = random
        self.lifetime = lifetime
    }

    /// The requests that wait, the oldest first.
    package var requests: [Request] { state.withLock { $0.map(\.request) } }

    /// Waits until somebody answers; a client that goes away has cancelled, and so has one that
    /// nobody answers in time.
    package func ask(_ wish: NCALayerWish, from origin: String?) async -> NCALayerAnswer {
        let request = Request(
            id: Identifier(random: random), wish: wish, origin: origin, since: machine.now())
        return await withTaskGroup(of: NCALayerAnswer?.self) { group in
            group.addTask { await self.wait(request) }
            group.addTask { [lifetime] in
                // It throws when the answer was there before.
                if (try? await Task.sleep(for: lifetime)) != nil {
                    self.answer(request.id, .cancelled)
                }
                return nil
            }
            for await case let answer? in group {
                group.cancelAll()
                return answer
            }
            return .cancelled
        }
    }

    private func wait(_ request: Request) async -> NCALayerAnswer {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isTaken = state.withLock { waiting in
                    guard !Task.isCancelled, waiting.count < Self.waitingMax else { return false }
                    waiting.append(Waiting(request: request, continuation: continuation))
                    return true
                }
                if !isTaken { continuation.resume(returning: NCALayerRefusal.busy.answer) }
            }
        } onCancel: {
            answer(request.id, .cancelled)
        }
    }

    /// Answers a request that waits; false when it does not wait any more.
    @discardableResult
    package func answer(_ id: Identifier<NCALayerDesk>, _ answer: NCALayerAnswer) -> Bool {
        let waiting = state.withLock { waiting -> Waiting? in
            waiting.firstIndex { $0.request.id == id }.map { waiting.remove(at: $0) }
        }
        waiting?.continuation.resume(returning: answer)
        return waiting != nil
    }

    /// Cancels everything, when the sandbox stops.
    package func close() {
        for request in state.withLock({ $0.map(\.request) }) { answer(request.id, .cancelled) }
    }
}
