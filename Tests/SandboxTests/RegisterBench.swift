import DigitalDocuments
import Foundation
import HTTPClient
import Kernel
import Registers
import Sandbox
import Signatures

/// One running register with everything that it needs, removed at the test's end.
final class RegisterBench: Sendable {
    static let now = Instant(milliseconds: today.start.milliseconds + 36_000_000)
    static let authority = Result {
        try CertificateAuthority(
            root: CertificateSubject(commonName: "SANDBOX ROOT"), key: .generateES256(),
            from: now.adding(seconds: -40 * 86_400), to: Day(at: now).adding(years: 10).start,
            random: .system)
    }

    let service: RegisterService
    let client = HTTPClient(hosts: .loopback)
    private let folder: String

    init(_ kind: RegisterKind, folder existing: String? = nil) async throws {
        folder = existing ?? NSTemporaryDirectory() + "qyzmet-register-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var signer: DocumentSigner?
        if case .documents(let body) = kind {
            signer = try DocumentSigner.make(
                for: body, authority: try RegisterBench.authority.get(),
                keyFile: folder + "/\(kind.name).key", now: RegisterBench.now)
        }
        service = try RegisterService(
            kind, world: world, storePath: folder + "/\(kind.name).db", secret: "secret",
            clock: Clock { RegisterBench.now }, signer: signer)
        try await service.start()
    }

    func connection(secret: String = "secret", timeout: Int = 3000) -> RegisterConnection {
        RegisterConnection(
            url: service.url, secret: secret, rules: .sandbox, timeoutMilliseconds: timeout)
    }

    var persons: PersonRegister { PersonRegister(client: client, connection: connection()) }

    var phones: PhoneRegister { PhoneRegister(client: client, connection: connection()) }

    var organisations: OrganisationRegister {
        OrganisationRegister(client: client, connection: connection())
    }

    var restrictions: RestrictionRegister {
        RestrictionRegister(client: client, connection: connection())
    }

    var payments: PaymentGateway { PaymentGateway(client: client, connection: connection()) }

    func documents(_ body: IssuingBody) -> DocumentRegister {
        DocumentRegister(
            client: client, connection: connection(), documentTypes: body.documentTypes)
    }

    /// Stops the register and says where its files are.
    func stop() async -> String {
        await service.stop()
        return folder
    }

    /// Stops the register and removes its files.
    func remove() async throws {
        try FileManager.default.removeItem(atPath: await stop())
    }
}

extension NamedPerson {
    /// The person's number in the tests' world.
    var iin: IIN { world.person(self).iin }
}

/// The fault that ended the work; nil when nothing or something else did.
func faultOf<Answer>(_ work: () async throws -> Answer) async -> RegisterFault? {
    do {
        _ = try await work()
        return nil
    } catch {
        return error as? RegisterFault
    }
}
