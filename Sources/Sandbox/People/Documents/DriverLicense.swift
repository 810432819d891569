import DigitalDocuments
import Kernel

/// A driving licence, valid for ten years.
package struct DriverLicense: Hashable, Sendable {
    /// A category and the day since which the person holds it.
    package struct Category: Hashable, Sendable {
        /// The category: A, B, C, D or BE.
        package var code: String
        /// The first day.
        package var since: Day
    }

    /// Days on which the person may not drive.
    package struct Suspension: Hashable, Sendable {
        /// The first day.
        package var from: Day
        /// The last day.
        package var until: Day
    }

    /// The record's name in the register.
    package var recordID: String
    /// Two letters and six digits.
    package var number: String
    /// The categories, in alphabetical order.
    package var categories: [Category]
    /// The day of issue.
    package var issuedOn: Day
    /// The last day of validity.
    package var validUntil: Day
    /// A court's suspension, if there is one.
    package var suspension: Suspension?
}

extension SyntheticWorld {
    /// The driving licence of the person; nil for people without one.
    package func driverLicense(of person: SyntheticPerson) -> DriverLicense? {
        let age = person.age(on: today)
        guard age >= 18, !person.isDead(on: today) else { return nil }
        var random = random(.driverLicenses, person.index)
        let perThousand = age > 75 ? 100 : person.sex == .male ? 620 : 330
        let has = random.chance(perThousand: perThousand)
        let isExpired = random.chance(perThousand: 60)
        let isSuspended = random.chance(perThousand: 40)
        guard let named = NamedPerson(rawValue: person.index) else {
            return has ? license(person, isExpired, isSuspended, &random) : nil
        }
        switch named {
        case .citizen, .citizensWife, .policeman, .bankClerk:
            return license(person, false, false, &random)
        case .expiredDriver: return license(person, true, false, &random)
        case .suspendedDriver: return license(person, false, true, &random)
        default: return nil
        }
    }

    private func license(
        _ person: SyntheticPerson, _ isExpired: Bool, _ isSuspended: Bool,
        _ random: inout SplitMix64
    ) -> DriverLicense {
        let driven = today.daysSince1970 - person.majority.daysSince1970
        let isOld = isExpired && driven > 4200
        let ago = isOld ? random.within(3660...4100) : random.below(max(1, min(3500, driven)))
        let issued = today.adding(days: -ago)
        let index = person.index
        let letters = Array("ABCDEFHKLMNPRSTX".utf8)
        let series = [letters[index / 1_000_000 % 16], letters[index / 62_500 % 16]]
        let digits = (index * 387_119 + 271_828) % 1_000_000
        return DriverLicense(
            recordID: recordID(.driverLicense, of: index),
            number: String(decoding: series, as: UTF8.self) + " " + digitText(decimals(digits, 6)),
            categories: categories(person, issued, &random), issuedOn: issued,
            validUntil: issued.adding(years: 10).adding(days: -1),
            suspension: isSuspended
                ? DriverLicense.Suspension(
                    from: max(issued, today.adding(days: -random.within(10...90))),
                    until: today.adding(days: random.within(120...500))) : nil)
    }

    private func categories(
        _ person: SyntheticPerson, _ issued: Day, _ random: inout SplitMix64
    ) -> [DriverLicense.Category] {
        let isCitizen = person.index == NamedPerson.citizen.rawValue
        var codes = ["B"]
        if random.chance(perThousand: 80) { codes.append("A") }
        if isCitizen || (person.sex == .male && random.chance(perThousand: 200)) {
            codes.append("C")
        }
        if person.sex == .male, random.chance(perThousand: 50) { codes.append("D") }
        let first = min(issued, max(person.majority, issued.adding(days: -random.below(4000))))
        return codes.sorted().map { DriverLicense.Category(code: $0, since: first) }
    }
}
