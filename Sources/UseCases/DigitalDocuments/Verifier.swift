import DigitalDocuments
import Kernel

/// Who verifies a document: a third party who is signed in (DD-18), or a user's system (DD-17).
package enum Verifier: Sendable {
    /// A person who is signed in.
    case person(SignedInPerson)
    /// An information system that was admitted (DD-4).
    case system(ClientSystem)

    /// The verifier's name in our own records.
    var key: String {
        switch self {
        case .person(let person): "person:" + person.iin.digits
        case .system(let client): "system:" + client.id
        }
    }

    /// The person's number, if it is one.
    var iin: IIN? {
        guard case .person(let person) = self else { return nil }
        return person.iin
    }

    /// The system's name, if it is one.
    var client: String? {
        guard case .system(let client) = self else { return nil }
        return client.id
    }

    /// What the holder reads.
    var displayName: LocalizedText {
        switch self {
        case .person(let person):
            LocalizedText(kk: person.displayName, ru: person.displayName, en: person.displayName)
        case .system(let client): client.name
        }
    }

    /// The channel of the access (DD-3).
    var channel: String {
        switch self {
        case .person: "pages"
        case .system: "userSystem"
        }
    }
}

/// How a document was asked for.
package enum ViewWay: String, Sendable, Hashable {
    case qr, shortCode, phoneNumber
}

/// What a verifier presents.
package enum PresentedCode: Sendable, Hashable {
    /// A scanned QR text.
    case qr(QRText)
    /// A typed code.
    case typed(ShortCode)

    /// How it was presented.
    var way: ViewWay {
        switch self {
        case .qr: .qr
        case .typed: .shortCode
        }
    }
}
