import Kernel

/// An opened document's QR code, its six characters and its end.
package struct SharePanel: Component {
    let language: Language
    let code: QRCode
    let shortCode: String
    let countdown: Countdown
    let actions: HTML

    /// The panel that a holder shows; `actions` are what the holder can do, such as revoke.
    package init(
        _ language: Language, code: QRCode, shortCode: String, countdown: Countdown,
        @HTMLBuilder actions: () -> HTML = { .empty }
    ) {
        self.language = language
        self.code = code
        self.shortCode = shortCode
        self.countdown = countdown
        self.actions = actions()
    }

    package var html: HTML {
        tag(.section, .class("share")) {
            tag(.div, .class("share-split")) {
                code.svg(label: Words.qrLabel[language])
                tag(.div) {
                    tag(.p, .class("or")) { Words.orType[language] }
                    LargeCode(shortCode)
                    countdown
                    if !actions.isEmpty { Actions { actions } }
                }
            }
        }
    }
}

/// A short code in large letters, in groups of three so that it can be read out.
package struct LargeCode: Component {
    let characters: String

    /// A code of any length.
    package init(_ characters: String) { self.characters = characters }

    package var html: HTML {
        let letters = Array(characters)
        let groups = stride(from: 0, to: letters.count, by: 3).map {
            String(letters[$0..<min($0 + 3, letters.count)])
        }
        return tag(.p) {
            // Read out letter by letter, not as a word.
            tag(.span, .class("visually-hidden")) {
                letters.map(String.init).joined(separator: " ")
            }
            tag(.span, .class("code-large"), .aria("hidden", "true")) {
                for group in groups { tag(.span) { group } }
            }
        }
    }
}
