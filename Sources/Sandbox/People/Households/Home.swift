import Kernel

/// What the members of one household have in common while they are made.
struct Home {
    /// Where their names come from.
    let origin: Origin
    /// The family's surname in its male form.
    let surname: String
    /// Where they live.
    let address: Address
    /// The block-local position of the first member.
    let start: Int

    /// Draws a home for the household that begins at the position.
    init(start: Int, random: inout SplitMix64) {
        self.start = start
        self.origin = Origin.allCases[random.pick(weights: Origin.weights)]
        self.surname = random.pick(NameList.of(origin).surnames)
        let place = Places.all[random.pick(weights: Places.weights)]
        self.address = Address.random(in: place, &random)
    }
}

/// The kinds of household, with how often each is tried.
enum HouseholdKind: CaseIterable {
    case family
    case threeGenerations
    case singleParent
    case couple
    case oldCouple
    case single
    case oldSingle
    case appointedGuardian

    var weight: Int {
        switch self {
        case .family: 40
        case .threeGenerations: 8
        case .singleParent: 8
        case .couple: 13
        case .oldCouple: 6
        case .single: 17
        case .oldSingle: 6
        case .appointedGuardian: 2
        }
    }

    /// The fewest people that make one.
    var sizeMin: Int {
        switch self {
        case .single, .oldSingle: 1
        case .couple, .oldCouple, .singleParent: 2
        case .family, .appointedGuardian: 3
        case .threeGenerations: 4
        }
    }

    static let weights = allCases.map(\.weight)
}
