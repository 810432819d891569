import Dispatch
import Kernel
import Rendering
import Synchronization
import UseCases

/// Reads QR codes out of pictures on one thread of its own, away from the cooperative pool.
///
/// One picture is decoded at a time (up to 64 MB of pixels); at most ``waitingMax`` wait, so their
/// bytes stay below 64 MiB. More are refused with 503, and the camera's script waits.
final class PictureReading: Sendable {
    /// The most pictures that wait, the one in hand included.
    static let waitingMax = 16

    private let queue = DispatchQueue(label: "qyzmet.pictures")
    private let waiting = Mutex(0)

    /// Reads for every page: the bound holds for all of them together.
    static let shared = PictureReading()

    /// The first QR text in the picture that is one of ours; nil when there is a QR code, but none of
    /// ours.
    ///
    /// - Parameter ours: reads a text; nil when it is no text of the kind that is looked for.
    /// - Throws: ``QRReader/Fault``, or a ``Refusal`` with `overloaded`.
    func first<Found: Sendable>(
        in picture: [UInt8], _ ours: @escaping @Sendable (String) -> Found?
    ) async throws -> Found? {
        guard enter() else { throw Refusal(.overloaded, retryAfterSeconds: 2) }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { [self] in
                let outcome = Result { () throws(QRReader.Fault) in try QRReader.read(picture) }
                leave()
                continuation.resume(
                    with: outcome.map { $0.lazy.compactMap(ours).first }
                        .mapError { $0 as any Error })
            }
        }
    }

    private func enter() -> Bool {
        waiting.withLock { count in
            guard count < Self.waitingMax else { return false }
            count += 1
            return true
        }
    }

    private func leave() { waiting.withLock { $0 -= 1 } }
}
