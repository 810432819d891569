import Kernel

/// A person's document, looking like one.
package struct DocumentCard: Component {
    /// The paper's colour, as the documents on paper differ.
    package enum Paper: String, Sendable, CaseIterable {
        case identity, licence, vehicle, family, support
    }

    let paper: Paper
    let name: String
    let issuer: String
    let holder: String
    let number: String
    let badge: Badge?
    let fields: [(name: String, value: String)]
    /// A line with a seal, where the signature has been verified.
    let seal: String?
    let url: PageURL?
    let isHeading: Bool

    /// A document; with an address the whole card is the link.
    ///
    /// `isHeading` is false where the page's own heading has said the name just before.
    /// In a list the number may not be known yet: an empty one leaves the foot away.
    package init(
        _ paper: Paper, name: String, issuer: String, holder: String, number: String,
        badge: Badge? = nil, fields: [(name: String, value: String)] = [], seal: String? = nil,
        to url: PageURL? = nil, isHeading: Bool = true
    ) {
        self.paper = paper
        self.name = name
        self.issuer = issuer
        self.holder = holder
        self.number = number
        self.badge = badge
        self.fields = fields
        self.seal = seal
        self.url = url
        self.isHeading = isHeading
    }

    package var html: HTML {
        tag(.article, .class("document \(paper.rawValue)")) {
            tag(.header) {
                tag(.p, .class("issuer")) { issuer }
                badge
                if isHeading {
                    tag(.h3) { if let url { tag(.a, .href(url)) { name } } else { name } }
                } else {
                    tag(.p, .class("name")) { name }
                }
            }
            tag(.p, .class("holder")) { holder }
            if !fields.isEmpty {
                tag(.dl) {
                    for field in fields {
                        tag(.div) {
                            tag(.dt) { field.name }
                            tag(.dd) { field.value }
                        }
                    }
                }
            }
            if !number.isEmpty || seal != nil {
                tag(.footer) {
                    tag(.span, .class("number")) { number }
                    if let seal {
                        tag(.span, .class("seal")) {
                            Icon.shield.html
                            seal
                        }
                    }
                }
            }
        }
    }

    /// The words of a verified seal.
    package static func verifiedSeal(_ language: Language) -> String { Words.signed[language] }
}

/// Documents under each other, beside each other where there is room.
package struct DocumentGrid: Component {
    let cards: [DocumentCard]

    /// The documents in the order given.
    package init(_ cards: [DocumentCard]) { self.cards = cards }

    package var html: HTML { tag(.div, .class("documents")) { for card in cards { card } } }
}
