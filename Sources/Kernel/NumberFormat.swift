/// Numbers and sums of money as people read them.
package enum NumberFormat {
    /// A whole number with its thousands apart: `1 250 000`, in English `1,250,000`.
    ///
    /// The blank is a no-break space; numbers of four digits are grouped too.
    package static func whole(_ value: Int64, _ language: Language) -> String {
        let digits = Array(String(value.magnitude))
        var text = value < 0 ? "\u{2212}" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 {
                text += language == .en ? "," : "\u{A0}"
            }
            text.append(digit)
        }
        return text
    }

    /// A sum in tenge from tiyn (hundredths): `1 250,50 ₸`; whole tenge without the fraction.
    package static func money(tiyn: Int64, _ language: Language) -> String {
        let tenge = whole(tiyn / 100, language)
        let rest = tiyn.magnitude % 100
        let sign = tiyn < 0 && tiyn > -100 ? "\u{2212}" : ""
        guard rest != 0 else { return tenge + "\u{A0}₸" }
        let separator = language == .en ? "." : ","
        return sign + tenge + separator + (rest < 10 ? "0" : "") + "\(rest)\u{A0}₸"
    }
}
