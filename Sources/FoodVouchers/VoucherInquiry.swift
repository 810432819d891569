import Kernel

/// What a holder without a smartphone asks by SMS (FV-26, FV-28; the act names no words for it).
package enum VoucherInquiry: String, Sendable, Hashable, CaseIterable {
    /// What is left on the vouchers.
    case balance
    /// What they were last used for.
    case uses
}

extension Pilot {
    /// The words that ask, and the replies, as the pilot's file has them.
    package struct Inquiries: Hashable, Sendable {
        /// What the person writes, in the folded form of ``folded(_:)``.
        package var words: [VoucherInquiry: Set<String>]
        /// Replies to one number within 24 hours, 1 to 100: each costs money.
        package var perDayMax: Int
        /// `{month}`, `{sum}` left on active vouchers, `{until}`, `{inactive}` vouchers.
        package var balance: LocalizedText
        /// `{month}`, `{uses}`.
        package var uses: LocalizedText
        /// `{month}`: nothing was bought yet.
        package var noUse: LocalizedText

        /// Uses that one reply names.
        package static let usesMax = 3

        /// What the text asks; nil when it asks nothing.
        package func inquiry(in text: String) -> VoucherInquiry? {
            let folded = Self.folded(text)
            return VoucherInquiry.allCases.first { words[$0]?.contains(folded) == true }
        }

        /// The text in capitals, with one asterisk for whatever stands between its parts.
        package static func folded(_ text: String) -> String {
            text.prefix(160).split { " .,-*#:;\n\r\t".contains($0) }.joined(separator: "*")
                .uppercased()
        }

        /// Reads the member of a pilot's file; nil for anything that is missing or wrong.
        init?(json: JSON) {
            guard let limit = json["perDayMax"]?.integer, (1...100).contains(limit),
                let balance = LocalizedText(vouchers: json["balanceReply"]),
                let uses = LocalizedText(vouchers: json["usesReply"]),
                let noUse = LocalizedText(vouchers: json["noUseReply"])
            else { return nil }
            perDayMax = Int(limit)
            (self.balance, self.uses, self.noUse) = (balance, uses, noUse)
            words = [:]
            for inquiry in VoucherInquiry.allCases {
                let list = (json[inquiry.rawValue]?.array ?? []).compactMap(\.string)
                guard !list.isEmpty else { return nil }
                words[inquiry] = Set(list.map(Self.folded))
            }
            // A word that asks two things asks neither.
            guard words.values.map(\.count).reduce(0, +) == Set(words.values.joined()).count else {
                return nil
            }
        }
    }
}

/// A purchase as one SMS names it.
package struct InquiredUse: Hashable, Sendable {
    /// When.
    package let at: Instant
    /// What the shop is called.
    package let shop: LocalizedText
    /// What the vouchers paid, less what came back, in tiyn.
    package let paidTiyn: Int64

    /// A purchase.
    package init(at: Instant, shop: LocalizedText, paidTiyn: Int64) {
        self.at = at
        self.shop = shop
        self.paidTiyn = paidTiyn
    }
}

extension Pilot.Inquiries {
    /// The reply about what is left.
    ///
    /// - Parameters:
    ///   - available: on all active vouchers, in tiyn.
    ///   - inactive: vouchers that were not activated yet.
    ///   - lastDay: the last day on which they hold.
    package func balanceReply(
        of month: CalendarMonth, available: Int64, inactive: Int, lastDay: Day,
        in language: Language
    ) -> String {
        filled(
            balance[language],
            [
                ("{month}", month.description), ("{sum}", tenge(available)),
                ("{until}", written(lastDay)), ("{inactive}", String(inactive)),
            ])
    }

    /// The reply about the last uses.
    package func usesReply(
        of month: CalendarMonth, _ last: [InquiredUse], in language: Language
    ) -> String {
        guard !last.isEmpty else {
            return filled(noUse[language], [("{month}", month.description)])
        }
        let uses = last.prefix(Self.usesMax).map { use in
            "\(written(Day(at: use.at)).prefix(5)) \(use.shop[language]) \(tenge(use.paidTiyn))"
        }
        return filled(
            self.uses[language],
            [("{month}", month.description), ("{uses}", uses.joined(separator: "; "))])
    }
}

private func filled(_ template: String, _ values: [(sign: String, value: String)]) -> String {
    values.reduce(template) { text, part in
        text.split(separator: part.sign, omittingEmptySubsequences: false)
            .joined(separator: part.value)
    }
}

/// `3932,00`: without blanks, which some phones break a line at.
private func tenge(_ tiyn: Int64) -> String {
    "\(tiyn / 100),\(String(100 + tiyn % 100).dropFirst())"
}

/// `31.07.2025`.
private func written(_ day: Day) -> String {
    day.description.split(separator: "-").reversed().joined(separator: ".")
}
