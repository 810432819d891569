import HTTPClient
import Kernel
import Sandbox
import Signatures
import SigningChannels
import Synchronization
import Testing
import XMLSignatures

/// The phone that signs, against a server of an integrator that is right or wrong on purpose.
struct PhoneVisitTests {
    private static let now = Day(daysSince1970: 20_800).start
    private let root: CertificateAuthority
    private let key: PhoneKey

    init() throws {
        root = try CertificateAuthority(
            root: CertificateSubject(commonName: "SANDBOX"), key: .generateES256(),
            from: Self.now.adding(seconds: -100_000), to: Self.now.adding(seconds: 40_000_000),
            random: .system)
        let signing = try SigningKey.generateGOST()
        key = PhoneKey(
            certificate: try root.issue(
                to: CertificateSubject(commonName: "SANDBOX PERSON"), key: signing.publicKey,
                from: Self.now.adding(seconds: -86_400), to: Self.now.adding(seconds: 86_400),
                random: .system), key: signing)
    }

    /// A server that serves both documents and keeps what it is asked.
    private final class Server: Sendable {
        let invitation: JSON
        let package: JSON
        let answer: JSON
        let asked = Mutex<[OutgoingRequest]>([])

        init(_ invitation: JSON, _ package: JSON, answer: JSON = SigningAnswer.accepted.json) {
            self.invitation = invitation
            self.package = package
            self.answer = answer
        }

        @Sendable func send(_ request: OutgoingRequest) async -> IncomingResponse? {
            asked.withLock { $0.append(request) }
            let body: JSON
            switch (request.method, request.url) {
            case ("GET", "http://127.0.0.1:9/1"): body = invitation
            case ("PUT", "http://127.0.0.1:9/2"): body = answer
            case (_, "http://127.0.0.1:9/2"): body = package
            default: return nil
            }
            return IncomingResponse(status: 200, headers: [], body: body.bytes)
        }
    }

    private func invitation(
        _ authorisation: SigningInvitation.Authorisation = .none
    ) throws -> SigningInvitation {
        SigningInvitation(
            description: "Келісім", expiresAt: Self.now.adding(seconds: 60),
            organisation: LocalizedText(kk: "Орган", ru: "Орган", en: "Body"),
            bin: try BIN("123456789021", rules: .sandbox),
            documentAddress: "http://127.0.0.1:9/2", authorisation: authorisation,
            token: authorisation == .token ? "secret" : nil)
    }

    private let names = LocalizedText(kk: "Құжат", ru: "Документ", en: "Document")

    private func visit(
        _ server: Server, text: String = "mobileSign:http://127.0.0.1:9/1", signs: Bool = true
    ) async -> PhoneVisit {
        await PhoneVisit(
            text, key: key, at: Self.now, language: .kk, signs: signs, send: server.send)
    }

    @Test func `a mixed package is signed document by document and put back`() async throws {
        let data = Array("мазмұн".utf8)
        let package = SigningPackage(
            method: .mixed,
            documents: [
                DocumentToSign(id: "1", method: .xml, name: names, content: .xml("<a>1</a>")),
                DocumentToSign(
                    id: "2", method: .cmsSignOnly, name: names,
                    content: .file(mime: "@file/pdf", data: data)),
                DocumentToSign(
                    id: "3", method: .cmsWithData, name: names,
                    content: .file(mime: "", data: data)),
                DocumentToSign(
                    id: "4", method: .bytes, name: names, content: .file(mime: "", data: data)),
            ])
        let server = Server(try invitation(.token).json, package.json)
        let visit = await visit(server)
        #expect(visit.outcome == .accepted)
        let asked = server.asked.withLock { $0 }
        #expect(asked.map(\.method) == ["GET", "GET", "PUT"])
        #expect(asked[0].headers == [.init("Accept-Language", "kk")])
        #expect(asked[1].headers.contains(.init("Authorization", "Bearer secret")))
        let (signed, findings) = SigningPackage.check(try JSON.parse(asked[2].body))
        #expect(findings == [])
        let back = try #require(signed)
        #expect(package.findings(signed: back) == [])
        guard case .xml(let xml) = back.documents[0].content,
            case .file(_, let detached) = back.documents[1].content,
            case .file(_, let attached) = back.documents[2].content
        else {
            Issue.record("other contents")
            return
        }
        let verdict = XMLVerifier().verify(Array(xml.utf8))
        #expect(verdict.isIntact)
        #expect(verdict.signatures.first?.signer == key.certificate)
        let verifier = try CMSVerifier(trustedRoots: [root.certificate])
        #expect(
            verifier.verifyDetached(detached, content: data, at: Self.now) { _ in true }.verified
                != nil)
        #expect(try SignedData(attached).content == data)
    }

    @Test func `with Eds the phone first says who it is, signed`() async throws {
        let package = SigningPackage(
            method: .xml,
            documents: [DocumentToSign(id: "1", name: names, content: .xml("<a/>"))])
        let server = Server(try invitation(.eds).json, package.json)
        #expect(await visit(server).outcome == .accepted)
        let second = server.asked.withLock { $0[1] }
        #expect(second.method == "POST")
        let xml = try #require(try JSON.parse(second.body)["xml"]?.string)
        #expect(xml.contains("<url>http://127.0.0.1:9/2</url>"))
        #expect(XMLVerifier().verify(Array(xml.utf8)).isIntact)
    }

    @Test func `checking alone puts nothing back`() async throws {
        let package = SigningPackage(
            method: .xml,
            documents: [DocumentToSign(id: "1", name: names, content: .xml("<a/>"))])
        let server = Server(try invitation().json, package.json)
        #expect(await visit(server, signs: false).outcome == .ready)
        #expect(server.asked.withLock { $0.count } == 2)
    }

    @Test func `every way to go wrong is named`() async throws {
        let good = try invitation().json
        let xml = SigningPackage(
            method: .xml,
            documents: [DocumentToSign(id: "1", name: names, content: .xml("no xml"))])
        let cases: [(String, JSON, JSON, JSON, PhoneVisit.Outcome)] = [
            ("hello", good, xml.json, [:], .badText(.noPrefix)),
            ("mobileSign:x", good, xml.json, [:], .badText(.notAddress)),
            (
                "mobileSign:http://127.0.0.1:9/3", good, xml.json, [:],
                .noAnswer(step: 1, status: nil)
            ),
            ("", [:], xml.json, [:], .faulty(step: 1)),
            ("", good, ["signMethod": "XML"], [:], .faulty(step: 2)),
            ("", good, xml.json, [:], .notSigned(document: 1)),
        ]
        for (text, first, second, answer, outcome) in cases {
            let server = Server(first, second, answer: answer)
            let visit = await visit(
                server, text: text.isEmpty ? "mobileSign:http://127.0.0.1:9/1" : text)
            #expect(visit.outcome == outcome)
            #expect(!visit.outcome.text.kk.isEmpty)
        }
        let sound = SigningPackage(
            method: .xml,
            documents: [DocumentToSign(id: "1", name: names, content: .xml("<a/>"))])
        let refusing = Server(
            good, sound.json, answer: SigningAnswer.refused(message: "Қате").json)
        #expect(await visit(refusing).outcome == .refused(code: "403", message: "Қате"))
    }
}
