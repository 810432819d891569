import FoodVouchers
import HTTPServer
import Kernel
import QyzmetTesting
import Regulations
import Signatures
import Testing
import UseCases

@testable import Web

/// Over HTTP and on pages, another pilot's party is refused with the reason.
@Suite(.timeLimit(.minutes(2)))
struct VoucherPartyWebTests {
    private func service() async throws -> TestService {
        var pilot = try Pilot(
            file: Regulations.voucherPilots[0], goods: Regulations.voucherGoods)
        let bodies: Set = [TestRegisters.body.digits]
        pilot.parties = Pilot.Parties(systems: ["provider"], akimats: bodies, providers: bodies)
        return try await TestService { [pilot] in $0.pilots = [pilot] }
    }

    @Test(.clause("FV-29a", "FV-O.7a"))
    func `another provider's system reads and changes nothing of the pilot`() async throws {
        let service = try await service()
        let key = try SigningKey.generateES256()
        let scopes: Set<Scope> = [.vouchersManage, .vouchersReport]
        var answers: [String: [PageAnswer]] = [:]
        for name in ["provider", "stranger"] {
            try await service.register(name, key)
            let token = try await service.token(of: name, key, scopes: scopes)
            for path in [
                "/api/voucher-reports/daily?pilot=akkol-2025&date=2025-07-06",
                "/api/voucher-reports/pilot?pilot=akkol-2025",
                "/api/voucher-reports/overview?pilot=akkol-2025&month=2025-07",
                "/api/voucher-reports/receipts?pilot=akkol-2025&date=2025-07-06",
                "/api/voucher-pilots/akkol-2025", "/api/voucher-pilots/akkol-2025/publication",
                "/api/voucher-pilots/akkol-2025/incidents",
            ] {
                answers[name, default: []].append(await service.call("GET", path, token: token))
            }
            answers[name, default: []].append(
                await service.call(
                    "PUT", "/api/voucher-pilots/akkol-2025/evidence/accessControl", token: token,
                    ["reference": "No. 1"]))
        }
        #expect(answers["provider"]?.allSatisfy { $0.status < 300 } == true)
        for answer in answers["stranger"] ?? [] {
            #expect(answer.status == 404 && answer.text.contains("notYours"), "\(answer.text)")
        }
        #expect(answers["stranger"]?.count == 8)
    }

    @Test(.clause("FV-O.3.1a", "FV-30b"), arguments: [Language.kk, .ru, .en])
    func `another region's akimat sees no page of the pilot, and why`(
        _ language: Language
    ) async throws {
        let service = try await service()
        let own = try await service.signIn(
            TestPeople.verifier, as: .akimat, of: TestRegisters.body)
        let other = try await service.signIn(
            TestPeople.other, as: .akimat, of: BIN(stored: "650140000030"))
        let reason =
            switch language {
            case .kk: "тарабы емессіз"
            case .ru: "не сторона этого пилота"
            case .en: "no party to this pilot"
            }
        for path in [
            "/voucher-office?pilot=akkol-2025", "/voucher-office",
            "/voucher-office/shops?pilot=akkol-2025", "/voucher-office/complaints?pilot=akkol-2025",
            "/voucher-office/incidents?pilot=akkol-2025",
            "/voucher-office/receipts?pilot=akkol-2025&date=2025-07-06",
        ] {
            #expect(await service.get(path, own, language: language).status == 200, "\(path)")
            let refused = await service.get(path, other, language: language)
            #expect(refused.status == 403 && refused.text.contains(reason), "\(refused.text)")
        }
    }
}
