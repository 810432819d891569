import Kernel

extension MessageAnswers {
    /// The form in which the store keeps it.
    package var stored: String {
        switch self {
        case .choice(let grant, let refuse):
            JSON.object([.init("grant", .string(grant)), .init("refuse", .string(refuse))]).text
        case .code(let code): JSON.object([.init("code", .string(code))]).text
        }
    }

    /// Reads what ``stored`` wrote; nil for anything else.
    package init?(stored text: String) {
        guard let json = try? JSON.parse(Array(text.utf8)) else { return nil }
        if let grant = json["grant"]?.string, let refuse = json["refuse"]?.string {
            self = .choice(grant: grant, refuse: refuse)
        } else if let code = json["code"]?.string {
            self = .code(code)
        } else {
            return nil
        }
    }
}
