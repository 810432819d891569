import DigitalDocuments
import Kernel
import Registers
import Signatures
import Synchronization
import UseCases

/// The people of the tests.
enum TestPeople {
    static let holder = IIN(stored: "860315198009")
    static let verifier = IIN(stored: "880229298021")
    static let other = IIN(stored: "900101299018")
    static let child = IIN(stored: "160418298049")
}

/// Registers that answer in process: signed as the real ones sign, and breakable on purpose.
final class TestRegisters: Sendable {
    private struct State {
        var holderSurname = "Нұрланов"
        var isDown = false
    }

    static let body = BIN(stored: "610640002024")
    private let state = Mutex(State())
    private let authority: CertificateAuthority
    private let key: SigningKey
    private let certificate: Certificate
    private let clock: Clock

    init(clock: Clock) throws {
        let (from, to) = (clock.now().adding(seconds: -86_400), clock.now().adding(seconds: 86_400))
        self.clock = clock
        authority = try CertificateAuthority(
            root: CertificateSubject(commonName: "TEST ROOT"), key: .generateES256(), from: from,
            to: to, random: .system)
        key = try SigningKey.generateES256()
        certificate = try authority.issue(
            to: CertificateSubject(
                body: "Ішкі істер министрлігі", bin: Self.body.digits, service: "Licences"),
            key: key.publicKey, from: from, to: to, random: .system)
    }

    /// The surname that the registers know the holder by.
    func rename(holder surname: String) { state.withLock { $0.holderSurname = surname } }

    /// Stops or starts the register of documents.
    func setDown(_ isDown: Bool) { state.withLock { $0.isDown = isDown } }

    func ports() throws -> RegisterPorts {
        RegisterPorts(
            persons: PersonRegister { [self] iin, _ in person(iin) },
            phones: PhoneRegister(
                find: { iin, _ in
                    iin == TestPeople.child ? nil : PhoneNumber("+7700" + iin.digits.suffix(7))
                }, holders: { _, _ in [] }),
            documents: [
                DocumentRegister(
                    documentTypes: [.driverLicense],
                    list: { [self] iin, _ throws(RegisterFault) in try list(iin) },
                    build: { [self] query throws(RegisterFault) in try build(query) })
            ],
            signatures: try CMSVerifier(trustedRoots: [authority.certificate]),
            // The authority says nothing about revocation; the tests' settings show all the same.
            authorities: SignaturePorts(
                anchors: TrustAnchors(authorities: [authority.certificate]), authorities: [],
                services: .none),
            issuers: [.driverLicense: [Self.body]])
    }

    private func person(_ iin: IIN) -> PersonRecord? {
        let surname = iin == TestPeople.holder ? state.withLock { $0.holderSurname } : "Ким"
        return PersonRecord(
            iin: iin, surname: surname, name: "Асқар", patronymic: nil, latinName: "ASKAR",
            birthDate: Day(stored: "1986-03-15"), deathDate: nil, language: .ru, children: [],
            guardians: [])
    }

    private func list(_ iin: IIN) throws(RegisterFault) -> [DocumentListing] {
        if state.withLock({ $0.isDown }) { throw .unavailable }
        guard iin == TestPeople.holder else { return [] }
        return [
            DocumentListing(
                documentType: .driverLicense, recordID: "r1",
                title: DocumentType.driverLicense.title)
        ]
    }

    private func build(_ query: DocumentQuery) throws(RegisterFault) -> SignedDocument {
        if state.withLock({ $0.isDown }) { throw .unavailable }
        let content = content(of: query.iin)
        do {
            return SignedDocument(
                content: content.signedBytes,
                signature: try CMS.signDetached(
                    content.signedBytes, certificate: certificate, key: key,
                    signingTime: clock.now()))
        } catch {
            throw .unavailable
        }
    }

    private func content(of iin: IIN) -> DocumentContent {
        let surname = state.withLock { $0.holderSurname }
        return DocumentContent(
            documentType: .driverLicense, recordID: "r1", ownerIIN: iin,
            issuer: DocumentContent.Issuer(
                bin: Self.body,
                name: LocalizedText(
                    kk: "Ішкі істер министрлігі", ru: "Министерство внутренних дел",
                    en: "Ministry of Internal Affairs")),
            asOf: clock.now(), validFrom: Day(stored: "2020-01-18"),
            validUntil: Day(stored: "2030-01-17"), status: .inForce,
            fields: [
                DocumentField(
                    name: "surname",
                    label: LocalizedText(kk: "Тегі", ru: "Фамилия", en: "Surname"),
                    value: .text(surname)),
                DocumentField(
                    name: "number", label: LocalizedText(kk: "Нөмірі", ru: "Номер", en: "Number"),
                    value: .text("AA 271828")),
                DocumentField(
                    name: "issuedOn",
                    label: LocalizedText(kk: "Берілген күні", ru: "Дата выдачи", en: "Issued on"),
                    value: .text("2020-01-18")),
            ])
    }
}

extension Day {
    /// A day written in a test.
    init(stored text: String) { self = Day(text) ?? Day(daysSince1970: 0) }
}
