import FoodVouchers
import Journal
import Kernel
import PlatformTesting
import QyzmetTesting
import Signatures
import Store
import Testing
import UseCases

/// Use case 30: lists, corrected lists, late ones, and the gate before the first.
@Suite(.timeLimit(.minutes(3)))
struct VoucherListTests {
    @Test(.clause("FV-O.6a", "FV-O.5.1a"), arguments: Engine.allCases)
    func `no list is taken while evidence is missing`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            test.clock.now = at("2025-07-03T09:00:00")
            let families = test.addFamilies(1)
            #expect(
                try await refusal { try await test.bring(families, month: july) }
                    == .pilotNotReady)
            let provider = try await test.system(.provider)
            for point in ReadinessPoint.allCases.dropLast() {
                try await test.platform.recordEvidence(
                    "No. 7 of 2025-06-01", for: point, of: "akkol-2025", by: provider)
            }
            #expect(
                try await refusal { try await test.bring(families, month: july) }
                    == .pilotNotReady)
            try await test.makeReady()
            #expect(try await test.bring(families, month: july).listed == 1)
            let shown = try await test.platform.evidence(of: "akkol-2025")
            #expect(Set(shown.map(\.point)) == Set(ReadinessPoint.allCases))
            // What was entered first stands.
            #expect(shown.filter { $0.reference == "No. 7 of 2025-06-01" }.count == 4)
        }
    }

    @Test(.clause("FV-4a", "FV-O.9a", "FV-O.1a"), arguments: Engine.allCases)
    func `outside its days the pilot takes no list`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            try await test.makeReady()
            let families = test.addFamilies(1)
            // In November 2026 the Akkol pilot is long over, and the synthetic one runs.
            let november = CalendarMonth(of: test.platform.clock.today)
            for month in [july, november] {
                #expect(
                    try await refusal { try await test.bring(families, month: month) }
                        == .pilotNotRunning)
            }
            try await test.makeReady(TestPilots.synthetic)
            #expect(
                try await test.bring(families, month: november, pilot: TestPilots.synthetic).isLate)
            #expect(
                try await refusal {
                    try await test.bring(families, month: july, pilot: TestPilots.synthetic)
                } == .pilotNotRunning)
        }
    }

    @Test(.clause("FV-14a", "FV-2.2a"), arguments: Engine.allCases)
    func `wrong rows are named by line and the others are taken`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            test.clock.now = at("2025-07-03T09:00:00")
            try await test.makeReady()
            let families = test.addFamilies(4)
            let rows = [
                families[0].row(july), "{", families[1].row(july.next), families[0].row(july),
                families[2].row(july, members: families[0].members), families[3].row(july),
            ]
            let list = try await test.bring(rows: rows, month: july)
            #expect(list.rowCount == 6 && list.listed == 2)
            #expect(list.faults.map(\.line) == [2, 3, 4, 5])
            #expect(
                list.faults.map(\.fault) == [
                    .malformed, .statusDay, .repeatedRecipient, .memberElsewhere,
                ])
            // A list with a wrong row takes nobody off.
            let second = try await test.bring(
                rows: [families[0].row(july), "nonsense"], month: july)
            #expect(second.version == 2 && second.delisted == 0 && second.unchanged == 1)
            #expect(try await test.state(of: families[3]) == "listed")
            #expect(
                try await refusal { try await test.bring(rows: [], month: july) }
                    == .invalidField)
        }
    }

    @Test(.clause("FV-14a", "FV-19a"), arguments: Engine.allCases)
    func `a list with a wrong row takes no member out of a family either`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let families = try await test.openJuly(2) { _ in 1 }
            for family in families { try await test.say("21*1", from: family.phone) }
            let (first, second) = (families[0], families[1])
            // The child goes from the first family to the second, whose row is wrong.
            let rows = [
                first.row(july, members: [first.recipient]),
                second.row(july.next, members: second.members + [first.members[1]]),
            ]
            let list = try await test.bring(rows: rows, month: july)
            #expect(list.faults.map(\.fault) == [.statusDay] && list.delisted == 0)
            let kept = try await test.wallet(first.recipient)
            #expect(kept.count == 2 && kept.allSatisfy { $0.voucher.status == .formed })
            // Put right, it does what it says.
            try await test.bring(
                rows: [rows[0], second.row(july, members: second.members + [first.members[1]])],
                month: july)
            #expect(try await test.wallet(first.recipient).count == 1)
            #expect(try await test.wallet(second.recipient).count == 3)
            #expect(try await test.ledgerFaults().isEmpty)
        }
    }

    @Test(.clause("FV-2.2a"), arguments: Engine.allCases)
    func `no list is taken before the day whose status it states`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            test.clock.now = at("2025-07-30T09:00:00")
            try await test.makeReady()
            let families = test.addFamilies(1)
            #expect(
                try await refusal { try await test.bring(families, month: july.next) }
                    == .invalidField)
            test.clock.now = at("2025-07-31T00:00:00")
            #expect(try await test.bring(families, month: july.next).listed == 1)
        }
    }

    @Test(.clause("FV-19a"), arguments: Engine.allCases)
    func `a late list is taken, marked, and asked for at once`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            test.clock.now = at("2025-07-04T23:59:59")
            try await test.makeReady()
            let families = test.addFamilies(2)
            #expect(try await !test.bring([families[0]], month: july).isLate)
            test.clock.now = at("2025-07-20T00:00:00")
            let list = try await test.bring(families, month: july)
            #expect(list.isLate && list.listed == 1 && list.unchanged == 1)
            try await test.platform.runVoucherMonth()
            #expect(try await test.messages(to: families[1].phone).count == 1)
        }
    }

    @Test(.clause("FV-19a", "FV-5a"), arguments: Engine.allCases)
    func `a corrected list gives and takes, and every step stands in the ledger`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let families = try await test.openJuly(2) { _ in 1 }
            for family in families { try await test.say("21*1", from: family.phone) }
            let (first, second) = (families[0], families[1])
            // The first family goes; the second loses its child and gets the first one's.
            let child = first.members[1]
            test.clock.now = at("2025-07-08T09:00:00")
            let list = try await test.bring(
                rows: [second.row(july, members: [second.recipient, child])], month: july)
            #expect(list.delisted == 1 && list.changed == 1 && list.listed == 0)
            #expect(try await test.state(of: first) == "delisted")
            let gone = try await test.wallet(first.recipient)
            #expect(gone.allSatisfy { $0.voucher.status == .removed })
            #expect(gone.allSatisfy { $0.voucher.balance.removed == 393_200 })
            // One voucher a person and month: the child's own one moves with the child.
            let held = try await test.wallet(second.recipient)
            func status(_ member: IIN) -> Voucher.Status? {
                held.first { $0.member == member }?.voucher.status
            }
            #expect(status(second.members[1]) == .removed && status(second.recipient) == .formed)
            #expect(status(child) == .formed)

            // Put right again: what was taken comes back, nothing is made twice.
            try await test.bring(families, month: july)
            for family in families {
                let vouchers = try await test.wallet(family.recipient)
                #expect(vouchers.count == 2)
                #expect(vouchers.allSatisfy { $0.voucher.status == .formed })
                #expect(vouchers.allSatisfy { $0.voucher.balance.available == 393_200 })
            }
            #expect(try await test.ledgerFaults().isEmpty)
            let totals = try await test.platform.ledgerTotals(of: "akkol-2025", month: july)
            #expect(totals.balance.isSound && totals.balance.issued == 4 * 393_200)
        }
    }

    @Test(.clause("FV-19a", "FV-20a", "FV-21a"), arguments: Engine.allCases)
    func `a family that had been asked and reminded is asked anew when it is back on the list`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let families = try await test.openJuly(2) { _ in 0 }
            test.clock.now = at("2025-07-10T08:00:00")
            try await test.platform.runVoucherMonth()
            #expect(try await test.messages(to: families[0].phone).count == 2)
            test.clock.now = at("2025-07-12T08:00:00")
            try await test.bring([families[1]], month: july)
            #expect(try await test.say("21*1", from: families[0].phone) == .noSuchRequest)
            test.clock.now = at("2025-07-13T08:00:00")
            let newcomer = test.addFamilies(1, from: 2)[0]
            try await test.bring(families + [newcomer], month: july)
            try await test.platform.runVoucherMonth()
            try await test.platform.runVoucherMonth()
            // It keeps nobody else waiting, and gets one request and one repetition.
            #expect(try await test.messages(to: newcomer.phone).count == 1)
            #expect(try await test.messages(to: families[0].phone).count == 3)
            test.clock.now = at("2025-07-18T08:00:00")
            try await test.platform.runVoucherMonth()
            try await test.platform.runVoucherMonth()
            #expect(try await test.messages(to: families[0].phone).count == 4)
            #expect(try await test.say("21*1", from: families[0].phone) == .granted)
            #expect(try await test.wallet(families[0].recipient).count == 1)
        }
    }

    @Test(.clause("FV-21c", "FV-19a"), arguments: Engine.allCases)
    func `a family that had refused is not asked again in the month, off the list and on again`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let families = try await test.openJuly(2) { _ in 0 }
            try await test.say("21*2", from: families[0].phone)
            test.clock.now = at("2025-07-08T08:00:00")
            try await test.bring([families[1]], month: july)
            #expect(try await test.state(of: families[0]) == "delisted")
            try await test.bring(families, month: july)
            try await test.platform.runVoucherMonth()
            #expect(try await test.state(of: families[0]) == "refused")
            #expect(try await test.messages(to: families[0].phone).count == 1)
            #expect(try await test.say("21*1", from: families[0].phone) == .noSuchRequest)
            #expect(try await test.wallet(families[0].recipient).isEmpty)
        }
    }

    @Test(.clause("FV-15a", "FV-18c"), arguments: Engine.allCases)
    func `only a feed of the pilot brings its list and reads whose number is missing`(
        _ engine: Engine
    ) async throws {
        try await TestPlatform.run(on: engine) { test in
            let families = try await test.openJuly(2) { _ in 0 }
            try await test.apply(
                .addClient(
                    ClientDraft(
                        id: "feed-2", name: LocalizedText(kk: "feed", ru: "feed", en: "feed"),
                        bin: TestPeople.organisation, role: .user, operatorKind: .stateBody,
                        scopes: [.vouchersList], dataSets: [],
                        keys: ["keys": [test.systemKey.publicKey.jwk]], decision: "Decision 1")))
            let other = try #require(try await test.platform.client("feed-2"))
            func bring(_ platform: Platform) async throws -> ProblemCode? {
                try await refusal {
                    try await platform.takeList(
                        Array(families[1].row(july).utf8), form: .ndjson, month: july,
                        pilot: "akkol-2025", by: other, once: .unkeyed)
                }
            }
            func missing(_ platform: Platform) async throws -> ProblemCode? {
                try await refusal {
                    try await platform.missingNumbers(
                        of: july, pilot: "akkol-2025", after: "", limit: 10, by: other)
                }
            }
            #expect(try await bring(test.platform) == .notYours)
            #expect(try await missing(test.platform) == .notYours)
            // Nobody was taken off, and nothing was written.
            #expect(try await test.state(of: families[0]) == "asked")
            let lists = try await test.store.read {
                try $0.firstRow("SELECT COUNT(*) FROM voucher_list")?.integer(0)
            }
            #expect(lists == 1)
            let node = try test.node { $0.pilots[0].feeds = ["feed-2"] }
            #expect(try await missing(node.platform) == nil)
            #expect(try await bring(node.platform) == nil)
            #expect(try await test.state(of: families[0]) == "delisted")
        }
    }

    @Test(arguments: Engine.allCases)
    func `nothing personal stands in a leaf`(_ engine: Engine) async throws {
        try await TestPlatform.run(on: engine) { test in
            let family = try await test.activeFamily(children: 1)
            let leaves = try await test.store.read { transaction in
                try transaction.rows("SELECT leaf FROM journal_entry").map { try $0.bytes(0) }
            }
            #expect(leaves.count > 5)
            for leaf in leaves {
                let text = String(decoding: leaf, as: UTF8.self)
                for member in family.members { #expect(!text.contains(member.digits)) }
                #expect(!text.contains(family.phone.text))
            }
        }
    }
}
