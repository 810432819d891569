/// The people a name belongs to: it decides surnames, given names and patronymics.
package enum Origin: String, CaseIterable, Sendable, Hashable {
    case kazakh
    case russian
    case uyghur
    case korean
    case uzbek
    case ukrainian
    case german
    case tatar

    /// How many of a hundred households; the small peoples stand above their share, to be seen.
    var weight: Int {
        switch self {
        case .kazakh: 62
        case .russian: 17
        case .uyghur: 5
        case .korean: 4
        case .uzbek: 4
        case .ukrainian: 3
        case .german: 3
        case .tatar: 2
        }
    }

    /// How many of a thousand are served in Kazakh; nearly all the others in Russian.
    var kazakhPerThousand: Int {
        switch self {
        case .kazakh: 780
        case .uzbek, .uyghur: 350
        case .tatar: 150
        case .russian, .ukrainian, .german, .korean: 20
        }
    }

    static let weights = allCases.map(\.weight)
}
