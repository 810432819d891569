import Foundation
import Kernel

/// Reads the official vectors, which stand in `Tests/Vectors` as they were published.
enum Vectors {
    static func wycheproof(_ name: String) throws -> [JSON] {
        let path = "\(#filePath.split(separator: "/").dropLast(2).joined(separator: "/"))"
        let file = URL(fileURLWithPath: "/\(path)/Vectors/wycheproof/\(name).json")
        let text = try JSON.parse(Array(Data(contentsOf: file)))
        return text["testGroups"]?.array ?? []
    }
}

extension JSON {
    /// The tests of a group.
    var tests: [JSON] { self["tests"]?.array ?? [] }

    /// The bytes of a member in hexadecimal.
    func bytes(_ name: String) -> [UInt8] {
        self[name]?.string.flatMap { [UInt8](hex: $0) } ?? []
    }

    /// The same object with a member set, added or, by nil, taken away.
    func with(_ name: String, _ value: JSON?) -> JSON {
        var members = (self.members ?? []).filter { $0.name != name }
        if let value { members.append(Member(name, value)) }
        return .object(members)
    }
}

extension Vectors {
    /// A file below `Tests/Vectors`, byte for byte.
    static func bytes(_ path: String) throws -> [UInt8] {
        let folder = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
        return try Array(Data(contentsOf: URL(fileURLWithPath: "/\(folder)/Vectors/\(path)")))
    }

    /// A file of base64, with or without the lines of PEM around it.
    static func base64(_ path: String) throws -> [UInt8] {
        let lines = String(decoding: try bytes(path), as: UTF8.self).split(
            whereSeparator: \.isNewline)
        let digits = lines.filter { !$0.hasPrefix("-----") }.joined()
        return try [UInt8](
            Data(base64Encoded: digits) ?? { throw CocoaError(.fileReadCorruptFile) }())
    }
}
