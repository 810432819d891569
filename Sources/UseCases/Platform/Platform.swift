import Journal
import Kernel
import Messages
import Registers
import Signatures
import Store

/// Everything that the use cases work with, put together once at the start.
///
/// A class although nothing in it changes: every request passes it on several times, and copying
/// a structure of this size each time costs more than the routing.
package final class Platform: Sendable {
    /// What the installation decides.
    package let configuration: PlatformConfiguration
    /// Where everything is kept.
    package let store: any Store
    /// The append-only record.
    package let journal: Journal
    /// Our time; the sandbox can move it.
    package let clock: Clock
    /// The machine's own time, by which client assertions are judged.
    package let machineClock: Clock
    /// Where unpredictable bytes come from.
    package let random: RandomSource
    /// Keys derived from the root secret.
    package let secrets: Secrets
    /// The keys that sign our tokens.
    package let keys: KeyRing
    /// Where the state's registers and the trust in issuing bodies are kept.
    package let directory: RegisterDirectory
    /// Whose signatures of people are believed.
    package let signatures: SignatureDirectory
    /// The rules on priority activities.
    package let activities: ActivityLibrary
    /// Lists of revoked certificates fetched a short while ago.
    package let revocationLists: RevocationListCache
    /// Signatures of certificates and lists that were found good.
    let signatureMemory = SignatureMemory()
    /// Systems seen within the last second, and the access tokens checked already.
    package let clients: ClientCache
    /// The people whose standing was looked at within the last second.
    let standings = StandingCache()
    /// The newest signed head, which goes into receipts.
    let newest = NewestHead()
    /// The key that signs receipts of activity checks; the same receipt gets the same signature.
    package let activityKey: DeterministicSigningKey
    /// The services of casework with what they are judged by.
    package let casework: CaseworkLibrary
    /// The shared secret of the message gateway; nil where there is none.
    package let gatewaySecret: String?
    /// Wakes the workers that hand messages over.
    package let messageSignal = OutboxSignal()
    /// Wakes the workers that hand notices to systems over.
    package let callbackSignal = OutboxSignal()

    /// Puts the parts together.
    ///
    /// - Parameter activities: the rules on priority activities; those of the program by default.
    package init(
        configuration: PlatformConfiguration, store: any Store, clock: Clock, machineClock: Clock,
        random: RandomSource, secrets: Secrets, keys: KeyRing, directory: RegisterDirectory,
        signatures: SignatureDirectory = SignatureDirectory(.none),
        activities: ActivityLibrary = .installed, gatewaySecret: String?,
        casework: CaseworkLibrary = .installed
    ) {
        self.configuration = configuration
        self.store = store
        self.journal = Journal(random: random)
        self.clock = clock
        self.machineClock = machineClock
        self.random = random
        self.secrets = secrets
        self.keys = keys
        self.directory = directory
        do throws(KeyFault) {
            self.activityKey = try DeterministicSigningKey(seed: secrets.activityReceiptSeed)
        } catch {
            preconditionFailure("a seed of 32 bytes is a key: \(error)")
        }
        self.signatures = signatures
        self.activities = activities
        // The sandbox's clock moves on by days in a moment, and its lists are small.
        self.revocationLists =
            configuration.isSandbox
            ? RevocationListCache(freshness: .zero) : RevocationListCache()
        self.clients = ClientCache()
        self.gatewaySecret = gatewaySecret
        self.casework = casework
    }

    /// Heads and proofs of the journal.
    package var journalReader: JournalReader {
        JournalReader(store: store) { [keys] in keys.headKeys }
    }

    /// The state's registers as they stand now.
    var registers: RegisterPorts { directory.current }

    /// SHA-256, by which an entry names a file.
    package func digest(_ bytes: [UInt8]) -> [UInt8] { SHA256.hash(bytes).bytes }

    /// Whether the caller knows the gateway's secret.
    package func acceptsGateway(secret: String) -> Bool {
        guard let gatewaySecret else { return false }
        return constantTimeEqual(Array(secret.utf8), Array(gatewaySecret.utf8))
    }
}

extension Refusal {
    /// The refusal for what the store reports; nil for anything that is no store error.
    package static func forStoreError(_ error: any Error) -> Refusal? {
        guard let error = error as? StoreError else { return nil }
        return switch error {
        case .overloaded: Refusal(.overloaded)
        case .unavailable, .closed, .timedOut, .conflict, .outcomeUnknown:
            Refusal(.storeUnavailable, retryAfterSeconds: 1)
        default: nil
        }
    }
}

extension Platform {
    /// Makes sure that the store answers.
    ///
    /// - Throws: the store's own error when it does not.
    package func checkStore() async throws {
        _ = try await store.read { try $0.firstRow("SELECT COUNT(*) FROM schema_migration") }
    }

    /// How the messages fare that should have left.
    package func outboxHealth(
        _ channel: OutboxChannel = .sms
    ) async throws -> OutboxHealth {
        let now = clock.now()
        return try await store.read { try OutboxHealth.read(channel, at: now, in: $0) }
    }

    /// How far the journal's tree is behind its entries.
    package func journalLag() async throws -> (unnumbered: Int64, headAgeSeconds: Int64) {
        let waiting = try await store.read { transaction in
            try transaction.firstRow(
                """
                SELECT COUNT(*) FROM (SELECT id FROM journal_entry WHERE leaf_index IS NULL
                    LIMIT 10000) AS waiting
                """)?.integer(0) ?? 0
        }
        let head = try? await journalReader.head()
        let age = head.map { clock.now().seconds - $0.head.at.seconds } ?? 0
        return (waiting, age)
    }
}
