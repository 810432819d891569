import Kernel
import Signatures

/// A name as RFC 4514 writes it: `CN=…,C=KZ`, in either order.
struct DistinguishedName {
    /// Upper-case attribute types with their values.
    private(set) var parts: [(type: String, value: String)] = []

    init(_ text: String) {
        for piece in split(text) {
            guard let sign = piece.firstIndex(of: "=") else { continue }
            let value = piece[piece.index(after: sign)...].trimmed
            parts.append((piece[..<sign].trimmed.uppercased(), unquoted(value)))
        }
    }

    /// The name of a certificate's issuer or subject.
    init(_ subject: CertificateSubject) {
        let all = [("CN", subject.commonName), ("O", subject.organization), ("C", subject.country)]
        parts = all.compactMap { type, value in value.map { (type, $0) } }
    }

    /// The text; the characters that mean something in it are escaped (RFC 4514 section 2.4).
    var text: String {
        parts.map { part in
            var value = ""
            for character in part.value {
                if ",;+\"\\<>=#".contains(character) { value.append("\\") }
                value.append(character)
            }
            return "\(part.type)=\(value)"
        }.joined(separator: ",")
    }

    /// Whether what both say about the same attribute is the same.
    func agrees(with subject: CertificateSubject) -> Bool {
        let values = { (type: String) in parts.filter { $0.type == type }.map(\.value) }
        return values("CN") == [subject.commonName]
            && values("O") == [subject.organization].compactMap(\.self)
            && values("C") == [subject.country].compactMap(\.self)
    }
}

/// The pieces between unescaped commas.
private func split(_ text: String) -> [String] {
    var pieces = [""]
    var isEscaped = false
    var isQuoted = false
    for character in text {
        if !isEscaped, !isQuoted, character == "," || character == ";" {
            pieces.append("")
            continue
        }
        if character == "\"", !isEscaped { isQuoted.toggle() }
        isEscaped = character == "\\" && !isEscaped
        pieces[pieces.count - 1].append(character)
    }
    return pieces
}

private func unquoted(_ text: String) -> String {
    var value = text
    if value.count >= 2, value.first == "\"", value.last == "\"" {
        value = String(value.dropFirst().dropLast())
    }
    var result = ""
    var isEscaped = false
    for character in value {
        if character == "\\", !isEscaped {
            isEscaped = true
            continue
        }
        result.append(character)
        isEscaped = false
    }
    return result
}
