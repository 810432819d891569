import Kernel

/// An object of a PDF (ISO 32000-1 section 7.3).
indirect enum PDFObject: Equatable {
    case null
    case boolean(Bool)
    case integer(Int)
    /// A number with a fraction, as it was written.
    case real(String)
    /// A name as it was written, without the slash.
    case name(String)
    /// A text or bytes.
    case string([UInt8])
    case array([PDFObject])
    case dictionary(PDFDictionary)
    case reference(number: Int, generation: Int)

    var integer: Int? { if case .integer(let value) = self { value } else { nil } }
    var name: String? { if case .name(let value) = self { value } else { nil } }
    var string: [UInt8]? { if case .string(let value) = self { value } else { nil } }
    var array: [PDFObject]? { if case .array(let value) = self { value } else { nil } }
    var dictionary: PDFDictionary? { if case .dictionary(let value) = self { value } else { nil } }

    /// The object as it stands in a file.
    var text: String {
        switch self {
        case .null: "null"
        case .boolean(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .real(let value): value
        case .name(let value): "/" + value
        case .string(let bytes): "<" + bytes.hex + ">"
        case .array(let values): "[" + values.map(\.text).joined(separator: " ") + "]"
        case .dictionary(let value): value.text
        case .reference(let number, let generation): "\(number) \(generation) R"
        }
    }
}

/// A dictionary in its order.
struct PDFDictionary: Equatable {
    private(set) var members: [(key: String, value: PDFObject)] = []

    /// The value; setting nil takes the key out.
    subscript(key: String) -> PDFObject? {
        get { members.first { $0.key == key }?.value }
        set {
            let place = members.firstIndex { $0.key == key }
            switch (place, newValue) {
            case (let place?, let value?): members[place].value = value
            case (let place?, nil): members.remove(at: place)
            case (nil, let value?): members.append((key, value))
            case (nil, nil): break
            }
        }
    }

    static func == (left: PDFDictionary, right: PDFDictionary) -> Bool {
        left.members.elementsEqual(right.members) { $0.key == $1.key && $0.value == $1.value }
    }

    var text: String {
        "<<" + members.map { "/\($0.key) \($0.value.text)" }.joined(separator: "\n") + ">>"
    }
}
