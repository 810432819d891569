import DigitalDocuments
import Kernel

/// Targeted social assistance (атаулы әлеуметтік көмек) assigned to a family.
package struct SocialAssistance: Hashable, Sendable {
    /// How it is given.
    package enum Kind: String, CaseIterable, Sendable, Hashable {
        /// For a quarter, to families without anyone who can work.
        case unconditional
        /// For a year, against a social contract.
        case conditional

        /// What it is called.
        package var name: LocalizedText {
            switch self {
            case .unconditional:
                LocalizedText(
                    kk: "Шартсыз ақшалай көмек", ru: "Безусловная денежная помощь",
                    en: "Unconditional cash assistance")
            case .conditional:
                LocalizedText(
                    kk: "Шартты ақшалай көмек", ru: "Обусловленная денежная помощь",
                    en: "Conditional cash assistance")
            }
        }
    }

    /// The record's name in the register.
    package var recordID: String
    /// The number of the decision.
    package var number: String
    /// How it is given.
    package var kind: Kind
    /// The first day for which it is given.
    package var from: Day
    /// The last day for which it is given.
    package var until: Day
    /// The whole family's assistance for a month, in tiyn; more than 0.
    package var monthlyTiyn: Int64
    /// The indexes of the family's members, the applicant first.
    package var members: [Int]
    /// The body that assigned it.
    package var assignedBy: LegalEntity
}

extension SyntheticWorld {
    /// The assistance that the person has applied for; nil for everyone else.
    ///
    /// One household stands for a family, its first living adult for the applicant. In Akkol about
    /// every second family with children receives it, elsewhere one in 40.
    package func socialAssistance(of person: SyntheticPerson) -> SocialAssistance? {
        guard !person.isDead(on: today), person.age(on: today) >= 18 else { return nil }
        let block = block(person.index / SyntheticWorld.blockSize)
        let household = person.household.map { block[$0 % SyntheticWorld.blockSize] }
        return socialAssistance(of: person, household: household)
    }

    /// The same when the household is at hand, which spares making the block again.
    func socialAssistance(
        of person: SyntheticPerson, household: [SyntheticPerson]
    ) -> SocialAssistance? {
        let members = household.filter { !$0.isDead(on: today) }
        guard members.first(where: { $0.age(on: today) >= 18 })?.index == person.index else {
            return nil
        }
        var random = random(.socialAssistance, person.index)
        let minors = members.count { $0.age(on: today) < 18 }
        let isAkkol = person.address.place == Places.akkol
        let chance = minors == 0 ? 5 : isAkkol ? 500 : 25
        let receives = random.chance(perThousand: chance)
        let named = NamedPerson(rawValue: person.index)
        guard named.map({ $0 == .grandmother || $0 == .motherOfAlmostAdult }) ?? receives
        else { return nil }
        let ended = named == nil && random.chance(perThousand: 80)
        return assistance(person, members, ended: ended, &random)
    }

    private func assistance(
        _ person: SyntheticPerson, _ members: [SyntheticPerson], ended: Bool,
        _ random: inout SplitMix64
    ) -> SocialAssistance {
        let canWork = members.contains { (18..<63).contains($0.age(on: today)) }
        let kind: SocialAssistance.Kind = canWork ? .conditional : .unconditional
        let thisMonth = today.components.year * 12 + today.components.month - 1
        let length = kind == .conditional ? 12 : 3
        let inPeriod = kind == .conditional ? random.below(length - 2) : thisMonth % 3
        let first = thisMonth - inPeriod - (ended ? length : 0)
        let perMember = Int64(random.within(80...260)) * 100_00
        return SocialAssistance(
            recordID: recordID(.aspCertificate, of: person.index),
            number: "ASP-" + digitText(decimals(person.index + 1, 7)), kind: kind,
            from: monthStart(first), until: monthStart(first + length).adding(days: -1),
            monthlyTiyn: perMember * Int64(members.count),
            members: [person.index] + members.map(\.index).filter { $0 != person.index },
            assignedBy: assigningBody(person.address.place))
    }

    private func monthStart(_ month: Int) -> Day {
        Day(year: month / 12, month: month % 12 + 1, day: 1) ?? today
    }

    private func assigningBody(_ place: Place) -> LegalEntity {
        if place == Places.akkol { return LegalEntities.akkolSocialProtection }
        let akimat = LegalEntities.akimats.first { $0.place.region == place.region }
        return akimat ?? LegalEntities.akkolSocialProtection
    }
}
