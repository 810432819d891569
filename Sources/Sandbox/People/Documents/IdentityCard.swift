import DigitalDocuments
import Kernel

/// An identity card: from 16 years on, for ten years.
package struct IdentityCard: Hashable, Sendable {
    /// The record's name in the register.
    package var recordID: String
    /// Nine digits.
    package var number: String
    /// The day of issue.
    package var issuedOn: Day
    /// The last day of validity.
    package var validUntil: Day
    /// The day on which its loss was reported; nil unless it is lost.
    package var lostOn: Day?
}

extension SyntheticWorld {
    /// The identity cards of the person, the present one first.
    ///
    /// The dead and children under 16 have none; one adult in 50 has none either. Some are expired,
    /// some lost, with or without a new one.
    package func identityCards(of person: SyntheticPerson) -> [IdentityCard] {
        let age = person.age(on: today)
        guard age >= 16, !person.isDead(on: today) else { return [] }
        var random = random(.identityCards, person.index)
        let named = NamedPerson(rawValue: person.index)
        let has = random.chance(perThousand: 980)
        guard has || named != nil else { return [] }
        let lived = today.daysSince1970 - person.birthDate.adding(years: 16).daysSince1970
        let isExpired = random.chance(perThousand: 40) && lived > 4400 && named == nil
        let agoMax = min(isExpired ? 4300 : 3600, max(1, lived))
        let ago = isExpired ? random.within(3700...agoMax) : random.below(agoMax)
        let isLost =
            named.map { $0 == .suspendedDriver } ?? random.chance(perThousand: 40)
        let hasNew = random.chance(perThousand: 500) && named == nil
        let issued = today.adding(days: -ago)
        var card = identityCard(person, ordinal: 0, issued: issued)
        guard isLost, ago > 2 else { return [card] }
        card.lostOn = today.adding(days: -random.below(min(ago, 60)) - 1)
        guard hasNew, let lostOn = card.lostOn else { return [card] }
        return [
            identityCard(person, ordinal: 1, issued: min(today, lostOn.adding(days: 14))), card,
        ]
    }

    private func identityCard(
        _ person: SyntheticPerson, ordinal: Int, issued: Day
    ) -> IdentityCard {
        IdentityCard(
            recordID: recordID(.identityCard, of: person.index, ordinal: ordinal),
            number: numbers.cardNumber(of: person.index, ordinal: ordinal, leading: 0),
            issuedOn: issued, validUntil: issued.adding(years: 10).adding(days: -1))
    }
}
