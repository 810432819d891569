/// A moment, in whole milliseconds since 1970-01-01T00:00:00Z.
///
/// The store, the journal and the wire all carry this one unit; nothing is rounded on the way.
package struct Instant: Hashable, Comparable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z; negative before.
    package let milliseconds: Int64

    /// The moment so many milliseconds after 1970-01-01T00:00:00Z.
    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// The moment so many whole seconds after 1970-01-01T00:00:00Z, as JWT claims count.
    package init(seconds: Int64) {
        self.milliseconds = seconds * 1000
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down: the NumericDate of RFC 7519.
    package var seconds: Int64 {
        milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000
    }

    /// The moment `seconds` later (earlier when negative).
    package func adding(seconds: Int64) -> Instant {
        Instant(milliseconds: milliseconds + seconds * 1000)
    }

    /// The moment `milliseconds` later (earlier when negative).
    package func adding(milliseconds more: Int64) -> Instant {
        Instant(milliseconds: milliseconds + more)
    }

    /// Orders by time.
    package static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }
}

/// The one zone of Kazakh law: Asia/Almaty, UTC+5 without summer time since 1 March 2024.
///
/// Before that day Almaty stood at UTC+6; both offsets are kept, so that a day in the past
/// begins when it began.
package enum Almaty {
    /// 2024-03-01T00:00:00+06:00, when Almaty moved to UTC+5.
    static let moved = Instant(seconds: 1_709_229_600)

    /// The offset from UTC in force at `instant`, in seconds.
    package static func offsetSeconds(at instant: Instant) -> Int64 {
        instant < moved ? 6 * 3600 : 5 * 3600
    }
}

// MARK: - RFC 3339

extension Instant: CustomStringConvertible {
    /// RFC 3339 with Almaty's offset, for example `2026-11-20T09:30:00+05:00`.
    ///
    /// Milliseconds appear only when they are not zero.
    package var description: String {
        let offset = Almaty.offsetSeconds(at: self)
        let local = adding(seconds: offset)
        let day = Day(daysSince1970: Int(local.seconds.flooredDivision(by: 86_400)))
        let secondOfDay = local.seconds.flooredModulo(by: 86_400)
        let fraction = local.milliseconds.flooredModulo(by: 1000)
        var text = "\(day)T\(twoDigits(secondOfDay / 3600)):\(twoDigits(secondOfDay / 60 % 60))"
        text += ":\(twoDigits(secondOfDay % 60))"
        if fraction != 0 {
            let digits = String(fraction)
            text += "." + String(repeating: "0", count: 3 - digits.count) + digits
        }
        return text + "+\(twoDigits(offset / 3600)):00"
    }

    /// Reads an RFC 3339 date-time with offset; nil when it is anything else.
    ///
    /// More than three digits of a second's fraction are refused: nothing is rounded silently.
    package init?(rfc3339 text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes.count <= 29, let day = Day(String(text.prefix(10))) else {
            return nil
        }
        guard bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t"),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let hour = decimal(bytes[11..<13]), hour < 24,
            let minute = decimal(bytes[14..<16]), minute < 60,
            let second = decimal(bytes[17..<19]), second < 60
        else { return nil }
        var rest = bytes[19...]
        var fraction: Int64 = 0
        if rest.first == UInt8(ascii: ".") {
            let digits = rest.dropFirst().prefix { $0 >= 48 && $0 <= 57 }
            guard (1...3).contains(digits.count), var value = decimal(digits) else { return nil }
            for _ in digits.count..<3 { value *= 10 }
            fraction = value
            rest = rest.dropFirst(1 + digits.count)
        }
        guard let offset = offsetSeconds(rest) else { return nil }
        let local = Int64(day.daysSince1970) * 86_400 + hour * 3600 + minute * 60 + second
        self.init(milliseconds: (local - offset) * 1000 + fraction)
    }
}

private func offsetSeconds(_ bytes: ArraySlice<UInt8>) -> Int64? {
    let text = Array(bytes)
    if text == [UInt8(ascii: "Z")] || text == [UInt8(ascii: "z")] { return 0 }
    guard text.count == 6, text[3] == UInt8(ascii: ":"),
        text[0] == UInt8(ascii: "+") || text[0] == UInt8(ascii: "-"),
        let hours = decimal(text[1..<3]), hours < 24,
        let minutes = decimal(text[4..<6]), minutes < 60
    else { return nil }
    return (text[0] == UInt8(ascii: "-") ? -1 : 1) * (hours * 3600 + minutes * 60)
}

func twoDigits(_ value: Int64) -> String {
    value < 10 ? "0\(value)" : "\(value)"
}

func decimal(_ digits: ArraySlice<UInt8>) -> Int64? {
    guard !digits.isEmpty, digits.count <= 18 else { return nil }
    var value: Int64 = 0
    for digit in digits {
        guard digit >= 48, digit <= 57 else { return nil }
        value = value * 10 + Int64(digit - 48)
    }
    return value
}

extension BinaryInteger {
    func flooredDivision(by divisor: Self) -> Self {
        let quotient = self / divisor
        return (self % divisor != 0 && (self < 0) != (divisor < 0)) ? quotient - 1 : quotient
    }

    func flooredModulo(by divisor: Self) -> Self {
        self - flooredDivision(by: divisor) * divisor
    }
}
