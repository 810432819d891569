import FoodVouchers
import Kernel
import UseCases

/// The sandbox's part in food vouchers: what the feed, the provider and a shop would bring.
package struct SandboxVouchers: Sendable {
    private let platform: Platform
    private let world: SyntheticWorld

    /// The name in rows of the shop that has the sandbox's tills.
    static let shop = "bereke-1"

    /// People that are looked through for families with assistance, so that a start stays quick.
    private static let peopleMax = 2000

    /// Brings what the synthetic world holds.
    package init(platform: Platform, world: SyntheticWorld) {
        self.platform = platform
        self.world = world
    }

    /// Enters the evidence, the shop, its tills and its goods; what is there already stays.
    package func prepare() async throws {
        guard let provider = try await platform.client(SandboxSystems.provider) else { return }
        for pilot in pilots {
            for point in ReadinessPoint.allCases {
                try await platform.recordEvidence(
                    "SANDBOX, synthetic", for: point, of: pilot.id, by: provider)
            }
            try await platform.addShop(shop(of: pilot), to: pilot.id, by: provider.id)
            // A till stands in one shop, and a shop takes part in one pilot.
            guard pilot.id == tilled?.id else { continue }
            for till in SandboxSystems.tills {
                try await platform.addTill(
                    till, name: till, to: shop(of: pilot).id, by: provider.id)
            }
            guard let till = try await platform.client(SandboxSystems.tills[0]) else { continue }
            _ = try await platform.enterGoods(goods(of: pilot), by: till)
        }
    }

    /// Brings the list of the present month, as the feed does, if it has not come yet.
    package func bringList() async throws {
        let today = platform.clock.today
        let month = CalendarMonth(of: today)
        guard let feed = try await platform.client(SandboxSystems.feed) else { return }
        for pilot in pilots where pilot.covers(month) && today <= pilot.lastDay {
            let known = try await platform.pilotResults(of: pilot.id).months
            guard !known.contains(where: { $0.month == month }) else { continue }
            let rows = rows(of: month, in: pilot)
            guard !rows.isEmpty else { continue }
            _ = try await platform.takeList(
                Array(rows.joined(separator: "\n").utf8), form: .ndjson, month: month,
                pilot: pilot.id, by: feed, once: .unkeyed)
        }
    }

    /// The pilot whose shop has the sandbox's tills: its own, which comes last.
    private var tilled: Pilot? { pilots.last }

    private var pilots: [Pilot] { platform.pilotsInForce.filter(\.isSynthetic) }

    /// What the till sells, a fifth above the purchase price on the shelf.
    var offers: [TillDesk.Offer] {
        guard let pilot = tilled else { return [] }
        return goods(of: pilot).compactMap { entry in
            guard let good = pilot.good(of: entry.product) else { return nil }
            return TillDesk.Offer(
                product: entry.product, name: good.name, unit: good.unit,
                shelfTiyn: entry.purchasePriceTiyn * 6 / 5,
                purchaseTiyn: entry.purchasePriceTiyn)
        }
    }

    private func shop(of pilot: Pilot) -> ShopDraft {
        ShopDraft(
            id: pilot.id == tilled?.id ? Self.shop : Self.shop + "-" + String(pilot.id.prefix(50)),
            bin: LegalEntities.shopChain.bin, name: LegalEntities.shopChain.name,
            address: "Ақкөл, Нұрмағамбетов көшесі, 1", isStationary: true,
            loan: .init(agreement: "SANDBOX-1", terms: Set(ShopDraft.Term.allCases)))
    }

    /// Every kind of food, bought at five sixths of the official value.
    private func goods(of pilot: Pilot) -> [ShopGood] {
        pilot.goods.compactMap { good in
            guard let official = good.officialPrices.inForce(on: pilot.firstDay),
                let product = good.products.min(by: { $0.digits < $1.digits })
            else { return nil }
            return ShopGood(
                product: product, supply: .stock, purchasePriceTiyn: official * 5 / 6 / 100 * 100,
                from: pilot.firstDay)
        }
    }

    /// The families of Akkol that receive assistance on the last day of the month before.
    private func rows(of month: CalendarMonth, in pilot: Pilot) -> [String] {
        var rows: [String] = []
        for person in world.people.prefix(Self.peopleMax)
        where person.address.place.kato == pilot.placeKato {
            guard let assistance = world.socialAssistance(of: person),
                (assistance.from...assistance.until).contains(month.statusDay)
            else { continue }
            let row: JSON = [
                "recipientIin": .string(person.iin.digits),
                "memberIins": .array(
                    assistance.members.map { .string(world.person($0).iin.digits) }),
                "residenceKato": .string(pilot.placeKato),
                "tsaRecipientOn": JSON(month.statusDay),
            ]
            rows.append(row.text)
        }
        return rows
    }
}
