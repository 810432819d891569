import Kernel

/// UTCTime and GeneralizedTime in the forms of RFC 5280 section 4.1.2.5 and RFC 3161 section 2.4.2.
package enum ASN1Time {
    static func read(_ tag: ASN1Tag, _ content: ArraySlice<UInt8>) throws(ASN1Fault) -> Instant {
        let digits = Array(content)
        guard digits.last == UInt8(ascii: "Z"), digits.count <= 32 else { throw .timeForm }
        if tag == .utcTime {
            guard digits.count == 13, let year = number(digits[0..<2]) else { throw .timeForm }
            return try instant(year >= 50 ? 1900 + year : 2000 + year, digits[2..<12], 0)
        }
        guard digits.count >= 15, let year = number(digits[0..<4]) else { throw .timeForm }
        return try instant(year, digits[4..<14], milliseconds(digits[14..<(digits.count - 1)]))
    }

    /// UTCTime from 1950 to 2049, GeneralizedTime else; milliseconds are cut off.
    package static func encode(_ instant: Instant) -> [UInt8] {
        let parts = civil(instant)
        if (1950...2049).contains(parts.year) {
            let year = digits(parts.year % 100, 2)
            return DER.element(.utcTime, Array((year + parts.rest + "Z").utf8))
        }
        return encodeGeneralized(instant, withMilliseconds: false)
    }

    /// GeneralizedTime; a fraction without trailing zeros, as X.690 section 11.7 asks.
    package static func encodeGeneralized(
        _ instant: Instant, withMilliseconds: Bool
    ) -> [UInt8] {
        let parts = civil(instant)
        var text = digits(parts.year, 4) + parts.rest
        let fraction = Int(instant.milliseconds - instant.seconds * 1000)
        if withMilliseconds, fraction != 0 {
            var decimals = digits(fraction, 3)
            while decimals.hasSuffix("0") { decimals.removeLast() }
            text += "." + decimals
        }
        return DER.element(.generalizedTime, Array((text + "Z").utf8))
    }

    private static func instant(
        _ year: Int, _ rest: ArraySlice<UInt8>, _ milliseconds: Int64
    ) throws(ASN1Fault) -> Instant {
        let at = rest.startIndex
        guard let month = number(rest[at..<(at + 2)]),
            let dayOfMonth = number(rest[(at + 2)..<(at + 4)]),
            let hour = number(rest[(at + 4)..<(at + 6)]), hour < 24,
            let minute = number(rest[(at + 6)..<(at + 8)]), minute < 60,
            let second = number(rest[(at + 8)..<(at + 10)]), second < 60,
            let day = Day(year: year, month: month, day: dayOfMonth)
        else { throw .timeForm }
        let seconds = Int64(day.daysSince1970) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
        return Instant(seconds: seconds).adding(milliseconds: milliseconds)
    }

    /// `.` and up to nine digits, the last not zero; what is below a millisecond is cut off.
    private static func milliseconds(_ fraction: ArraySlice<UInt8>) throws(ASN1Fault) -> Int64 {
        guard let point = fraction.first else { return 0 }
        let decimals = fraction.dropFirst()
        guard point == UInt8(ascii: "."), (1...9).contains(decimals.count),
            decimals.last != UInt8(ascii: "0"), decimals.allSatisfy({ $0 >= 48 && $0 <= 57 })
        else { throw .timeForm }
        let three = (Array(decimals) + [48, 48, 48]).prefix(3)
        return three.reduce(0) { $0 * 10 + Int64($1 - 48) }
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard digit >= 48, digit <= 57 else { return nil }
            value = value * 10 + Int(digit - 48)
        }
        return value
    }

    private static func civil(_ instant: Instant) -> (year: Int, rest: String) {
        let seconds = instant.seconds
        let dayNumber = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let day = Array("\(Day(daysSince1970: Int(dayNumber)))".utf8)
        let second = Int(seconds - dayNumber * 86_400)
        let rest = digits(number(day[5..<7]) ?? 1, 2) + digits(number(day[8..<10]) ?? 1, 2)
        let time = digits(second / 3600, 2) + digits(second / 60 % 60, 2) + digits(second % 60, 2)
        return (number(day[0..<4]) ?? 1970, rest + time)
    }

    private static func digits(_ value: Int, _ count: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }
}
