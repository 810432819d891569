import FoodVouchers
import Kernel
import Store

extension Pilot {
    /// Makes sure that a system acts for this pilot and not for another.
    ///
    /// - Throws: `notYours` that says so.
    package func check(_ client: ClientSystem) throws(Refusal) {
        guard isManaged(by: client.id) else {
            throw Refusal(.notYours, Self.anothersPilot, clause: "FV-2.9")
        }
    }

    /// Makes sure that an official's body acts for this pilot, in one of the roles.
    ///
    /// - Throws: `roleNotAllowed` that says so.
    package func check(
        _ official: SignedInOfficial, as roles: Set<OfficialRole> = [.akimat, .voucherProvider]
    ) throws(Refusal) {
        let body = official.body.digits
        let own = official.roles.intersection(roles)
        if own.contains(.akimat), parties.akimats.contains(body) { return }
        if own.contains(.voucherProvider), parties.providers.contains(body) { return }
        throw Refusal(
            .roleNotAllowed, Self.anothersPilot,
            clause: own.contains(.akimat) || own.isEmpty ? "FV-O.3" : "FV-2.9")
    }

    /// The same for whoever entered something.
    func check(
        _ author: EnteredBy, as roles: Set<OfficialRole> = [.akimat, .voucherProvider]
    ) throws(Refusal) {
        switch author {
        case .system(let client): try check(client)
        case .official(let official): try check(official, as: roles)
        }
    }

    private static let anothersPilot = LocalizedText(
        kk: "Бұл пилоттық жобаның тарабы емессіз: ол басқа органға немесе операторға тиесілі",
        ru: "Вы не сторона этого пилота: он относится к другому органу или оператору",
        en: "You are no party to this pilot: it belongs to another body or operator")
}

extension Platform {
    /// The pilot, for a system that acts for it.
    ///
    /// - Throws: `notFound` for an unknown one, `notYours` for another's.
    package func pilot(_ id: String, managedBy client: ClientSystem) throws(Refusal) -> Pilot {
        let pilot = try pilotInForce(id)
        try pilot.check(client)
        return pilot
    }

    /// Makes sure that a system acts for the pilot of a shop.
    ///
    /// - Throws: `notFound` for an unknown shop, `notYours` for another pilot's.
    package func checkShop(_ shop: String, managedBy client: ClientSystem) async throws {
        let row = try await store.read {
            try $0.firstRow("SELECT pilot FROM voucher_shop WHERE id = \(shop)")?.text(0)
        }
        guard let row else { throw Refusal(.notFound) }
        try pilotInForce(row).check(client)
    }
}
