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
