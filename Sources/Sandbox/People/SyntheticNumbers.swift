import Kernel

/// Numbers of the synthetic world: unique without looking at anyone else, and readable backwards.
struct SyntheticNumbers: Sendable {
    /// IIN serials below this are scattered; those above belong to the named people.
    private static let slots = 4900
    /// Days of a common year: nobody but a named person is born on 29 February.
    private static let birthdays = 365

    /// The most people that one world can hold.
    static let peopleMax = slots * birthdays

    private let seed: UInt64
    private let serials: Scatter
    private let phones: Scatter
    private let plates: Scatter
    private let cards: Scatter

    init(seed: UInt64) {
        self.seed = seed
        self.serials = Scatter(modulus: SyntheticNumbers.slots, multiplier: 2741, seed: seed)
        self.phones = Scatter(modulus: 1_000_000, multiplier: 387_119, seed: seed)
        self.plates = Scatter(modulus: Plate.count, multiplier: 5_081_137, seed: seed)
        self.cards = Scatter(modulus: 100_000_000, multiplier: 61_803_399, seed: seed)
    }

    // MARK: - IIN

    /// The month and day on which a person is born, and the serial of their IIN.
    ///
    /// People of equal serial are born on different days of the year, so no number comes twice,
    /// whatever the years and sexes are.
    func birth(of index: Int) -> (month: Int, day: Int, serial: Int) {
        let slot = serials.scattered(index % SyntheticNumbers.slots)
        let round = index / SyntheticNumbers.slots
        let dayOfYear = (firstBirthday(slot) + round * 149) % SyntheticNumbers.birthdays
        let parts = SyntheticNumbers.commonYear.adding(days: dayOfYear).components
        return (parts.month, parts.day, slot * 2)
    }

    /// The index of the person who must have this number, if anybody has it.
    func index(of iin: IIN) -> Int? {
        let values = iin.digits.utf8.map { Int($0) - 48 }
        guard values.count == 12 else { return nil }
        let slot = (values[7] * 1000 + values[8] * 100 + values[9] * 10 + values[10]) / 2
        if slot >= SyntheticNumbers.slots { return slot - SyntheticNumbers.slots }
        guard
            let birthday = Day(
                year: 2001, month: values[2] * 10 + values[3], day: values[4] * 10 + values[5])
        else { return nil }
        let days = birthday.daysSince1970 - SyntheticNumbers.commonYear.daysSince1970
        let gap = days - firstBirthday(slot) + SyntheticNumbers.birthdays
        // 49 is the inverse of 149 modulo 365.
        let round = gap * 49 % SyntheticNumbers.birthdays
        return round * SyntheticNumbers.slots + serials.gathered(slot)
    }

    /// The number of a named person: a serial of the upper range, so that the day is free.
    static func namedSerial(_ index: Int) -> Int { (slots + index) * 2 }

    /// The IIN of the day, sex and serial; the odd neighbour where the even one has no check digit.
    ///
    /// The serial's last digit weighs 11 and then 2, so one of two neighbours always has one.
    static func iin(birthDate: Day, sex: Sex, serial: Int) -> IIN {
        let parts = birthDate.components
        let century = sex == .male ? 1 : 2
        for candidate in [serial, serial + 1] {
            let digits =
                decimals(parts.year % 100, 2) + decimals(parts.month, 2) + decimals(parts.day, 2)
                + [century] + decimals(candidate, 4)
            if let check = checkDigit(digits) {
                return IIN(stored: digitText(digits + [check]))
            }
        }
        preconditionFailure("one of two neighbouring serials has a check digit")
    }

    // MARK: - Everything else

    /// The number of a person's telephone: `+7 700 9xx xxxx`, from the millionth person on 701.
    func phone(of index: Int) -> PhoneNumber {
        let millions = index / 1_000_000
        let rest = digitText(decimals(phones.scattered(index % 1_000_000), 6))
        return PhoneNumber(stored: "+7\(700 + millions)9\(rest)")
    }

    /// The index of the person whose own number this is, if anybody's.
    func index(of phone: PhoneNumber) -> Int? {
        let digits = phone.text.utf8.dropFirst(2).map { Int($0) - 48 }
        guard digits.count == 10, digits[0] == 7, digits[1] == 0, digits[3] == 9 else { return nil }
        let scattered = digits[4...].reduce(0) { $0 * 10 + $1 }
        return digits[2] * 1_000_000 + phones.gathered(scattered)
    }

    /// A number plate for the so-many-eth vehicle of a person.
    func plate(of index: Int, vehicle: Int, region: Region) -> String {
        Plate.text(
            plates.scattered(index * Plate.vehiclesPerPersonMax + vehicle), region: region)
    }

    /// Nine digits for a card: first the given one, then eight scattered ones.
    func cardNumber(of index: Int, ordinal: Int, leading: Int) -> String {
        "\(leading)" + digitText(decimals(cards.scattered(index * 4 + ordinal), 8))
    }

    private func firstBirthday(_ slot: Int) -> Int {
        var random = SplitMix64(seed: seed, stream: .birthdays, index: slot)
        return random.below(SyntheticNumbers.birthdays)
    }

    private static let commonYear = Day(daysSince1970: 11_323)  // 2001-01-01
}

/// Number plates: three digits, three letters, the region's code.
enum Plate {
    static let vehiclesPerPersonMax = 3
    static let count = 999 * 21 * 21 * 21

    static func text(_ number: Int, region: Region) -> String {
        let letters = number / 999
        let word = [letters / 441 % 21, letters / 21 % 21, letters % 21]
        let series = String(decoding: word.map { alphabet[$0] }, as: UTF8.self)
        return digitText(decimals(number % 999 + 1, 3)) + series + region.plateCode
    }

    /// Letters that cannot be taken for digits or for one another.
    private static let alphabet = Array("ABCDEFHJKLMNPRSTUVXYZ".utf8)
}

/// The last `count` decimal digits of a number, most significant first.
func decimals(_ number: Int, _ count: Int) -> [Int] {
    var digits = [Int](repeating: 0, count: count)
    var rest = number
    for position in (0..<count).reversed() {
        digits[position] = rest % 10
        rest /= 10
    }
    return digits
}

/// The digits as text.
func digitText(_ digits: [Int]) -> String {
    String(decoding: digits.map { UInt8($0 + 48) }, as: UTF8.self)
}
