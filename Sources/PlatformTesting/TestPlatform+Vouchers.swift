import FoodVouchers
import Kernel
import Registers
import Signatures
import Store
import UseCases

extension TestPlatform {
    /// Enters all evidence, so that the pilots may start.
    package func makeReady(_ pilot: Pilot = TestPilots.akkol) async throws {
        let provider = try await system(.provider)
        for point in ReadinessPoint.allCases {
            try await platform.recordEvidence("No. 1", for: point, of: pilot.id, by: provider)
        }
    }

    /// Puts families into the registers: adults with a number and children without.
    ///
    /// - Parameters:
    ///   - start: the number of the first one; families with other numbers are other people.
    ///   - children: how many children each has.
    package func addFamilies(
        _ count: Int, from start: Int = 0, children: (Int) -> Int = { $0 % 4 }
    ) -> [TestFamily] {
        let families = (start..<start + count).map { index in
            let adult = Self.iin("80\(Self.twoDigits(index % 12 + 1))15", index / 12)
            let minors = (0..<children(index)).map { child in
                Self.iin(
                    "15\(Self.twoDigits(index % 12 + 1))\(Self.twoDigits(child + 1))", index / 12)
            }
            return TestFamily(
                recipient: adult, members: [adult] + minors,
                phone: PhoneNumber(stored: "+7702" + String(String(10_000_000 + index).dropFirst()))
            )
        }
        registers.change { world in
            for family in families {
                for member in family.members {
                    world.people[member] = Self.record(member, isChild: member != family.recipient)
                }
                world.phones[family.recipient] = family.phone
            }
        }
        return families
    }

    /// Brings a list of the families.
    @discardableResult
    package func bring(
        _ families: [TestFamily], month: CalendarMonth, pilot: Pilot = TestPilots.akkol
    ) async throws -> ListOutcome {
        try await bring(
            rows: families.map { $0.row(month) }, month: month, pilot: pilot)
    }

    /// Brings a list of rows.
    @discardableResult
    package func bring(
        rows: [String], month: CalendarMonth, pilot: Pilot = TestPilots.akkol
    ) async throws -> ListOutcome {
        try await platform.takeList(
            Array(rows.joined(separator: "\n").utf8), form: .ndjson, month: month,
            pilot: pilot.id, by: system(.feed), once: .unkeyed)
    }

    /// An SMS from the family's number.
    @discardableResult
    package func say(_ text: String, from phone: PhoneNumber) async throws -> AnswerOutcome {
        try await platform.receive(
            IncomingMessage(
                gatewayId: randomIdentifierText(.system), sender: phone, text: text))
    }

    /// Registers a till of a shop, and the shop with its goods when it is new.
    @discardableResult
    package func addTill(
        _ id: String, shop: String = "bereke", pilot: Pilot = TestPilots.akkol
    ) async throws -> ClientSystem {
        try await apply(
            .addClient(
                ClientDraft(
                    id: id, name: LocalizedText(kk: id, ru: id, en: id),
                    bin: TestPeople.organisation, role: .user, operatorKind: .legalEntity,
                    scopes: [.vouchersRedeem], dataSets: [],
                    keys: ["keys": [systemKey.publicKey.jwk]], decision: "Decision 1")))
        try await platform.addShop(
            ShopDraft(
                id: shop, bin: TestPeople.organisation,
                name: LocalizedText(kk: "Береке", ru: "Береке", en: "Bereke"), address: "Ақкөл",
                isStationary: true,
                loan: .init(agreement: "1", terms: Set(ShopDraft.Term.allCases))),
            to: pilot.id, by: "provider")
        try await platform.addTill(id, name: "till \(id)", to: shop, by: "provider")
        guard let till = try await platform.client(id) else { throw Refusal(.notFound) }
        let goods = Self.prices.map { good, price in
            ShopGood(
                product: TestPilots.product(good), supply: .stock, purchasePriceTiyn: price,
                from: pilot.firstDay)
        }
        _ = try await platform.enterGoods(goods, by: till)
        return till
    }

    /// What the tests' shops paid for their goods, by kind, in tiyn.
    package static let prices: KeyValuePairs<String, Int64> = [
        "bread": 17_000, "milk": 41_000, "beef": 280_000, "potatoes": 20_000,
    ]

    /// A line at the right price.
    package func line(_ good: String, _ quantity: String) -> ReceiptLine {
        let price = Self.prices.first { $0.key == good }?.value ?? 1
        guard let quantity = Quantity(quantity) else { preconditionFailure(quantity) }
        return ReceiptLine(
            product: TestPilots.product(good), name: good, quantity: quantity,
            shelfUnitPriceTiyn: price + 5000, unitPriceTiyn: price)
    }

    /// The vouchers that a person holds.
    package func wallet(_ iin: IIN) async throws -> [VoucherRow] {
        try await platform.vouchers(of: person(iin)).map(\.row)
    }

    /// The text of a new QR code for vouchers.
    package func qr(_ vouchers: [VoucherRow]) async throws -> String {
        guard let holder = vouchers.first?.holder else { throw Refusal(.notFound) }
        return try await platform.makeVoucherQR(
            for: vouchers.map(\.voucher.id), by: person(holder), once: .unkeyed
        ).qr.text
    }

    /// Names of vouchers and receipts whose sums do not agree.
    package func ledgerFaults() async throws -> [String] {
        try await store.read { try LedgerCheck.faults(in: $0) }.map(\.name)
    }

    private static func twoDigits(_ number: Int) -> String {
        String(String(100 + number).dropFirst())
    }

    /// The number with this serial among those that have a check digit.
    private static func iin(_ birth: String, _ index: Int) -> IIN {
        for serial in index * 2..<index * 2 + 2 {
            let prefix = birth + "1" + String(String(10_000 + serial).dropFirst())
            if let last = checkDigit(prefix.compactMap(\.wholeNumberValue)) {
                return IIN(stored: prefix + String(last))
            }
        }
        preconditionFailure("two numbers running have no check digit")
    }

    private static func record(_ iin: IIN, isChild: Bool) -> PersonRecord {
        PersonRecord(
            iin: iin, surname: "Сериков", name: "Серик", patronymic: nil, latinName: "NAME",
            birthDate: TestPeople.day(isChild ? 2015 : 1980, 1, 1), deathDate: nil, language: .ru,
            children: [], guardians: [])
    }
}
