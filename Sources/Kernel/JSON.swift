/// A JSON value (RFC 8259).
///
/// Our own, because the journal hashes canonical bytes, pure targets may not see Foundation,
/// and a request with a repeated name must be refused, not guessed at.
package enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    /// A whole number. Fractions and exponents have no place in our interfaces.
    case integer(Int64)
    case string(String)
    case array([JSON])
    /// Members in the order in which they stand; names are unique.
    case object([Member])

    /// A name and its value.
    package struct Member: Hashable, Sendable {
        /// The name.
        package var name: String
        /// The value.
        package var value: JSON

        /// A name and its value.
        package init(_ name: String, _ value: JSON) {
            self.name = name
            self.value = value
        }
    }

    /// The member with this name; nil where there is none or this is no object.
    package subscript(_ name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The text, if this is one.
    package var string: String? {
        guard case .string(let value) = self else { return nil }
        return value
    }

    /// The whole number, if this is one.
    package var integer: Int64? {
        guard case .integer(let value) = self else { return nil }
        return value
    }

    /// The truth value, if this is one.
    package var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// The elements, if this is an array.
    package var array: [JSON]? {
        guard case .array(let value) = self else { return nil }
        return value
    }

    /// The members, if this is an object.
    package var members: [Member]? {
        guard case .object(let value) = self else { return nil }
        return value
    }
}

// MARK: - Literals

extension JSON: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    /// A text.
    package init(stringLiteral value: String) { self = .string(value) }
}

extension JSON: ExpressibleByIntegerLiteral {
    /// A whole number.
    package init(integerLiteral value: Int64) { self = .integer(value) }
}

extension JSON: ExpressibleByBooleanLiteral {
    /// A truth value.
    package init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSON: ExpressibleByArrayLiteral {
    /// An array.
    package init(arrayLiteral elements: JSON...) { self = .array(elements) }
}

extension JSON: ExpressibleByDictionaryLiteral {
    /// An object with its members in the order written.
    package init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(elements.map { Member($0.0, $0.1) })
    }
}

extension JSON {
    /// The text, or null.
    package init(_ value: String?) { self = value.map { .string($0) } ?? .null }

    /// The moment as RFC 3339, or null.
    package init(_ value: Instant?) { self = value.map { .string($0.description) } ?? .null }

    /// The day as `YYYY-MM-DD`, or null.
    package init(_ value: Day?) { self = value.map { .string($0.description) } ?? .null }

    /// An object of these members without those whose value is nil.
    package static func object(present members: (String, JSON?)...) -> JSON {
        .object(members.compactMap { member in member.1.map { Member(member.0, $0) } })
    }
}
