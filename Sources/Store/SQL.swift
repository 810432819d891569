import Kernel

/// SQL text that only source code can write; what is interpolated becomes a bound parameter.
///
/// The literal pieces are `StaticString`, so no text of run time can become SQL: neither
/// `SQL(stringLiteral: name)` nor `let sql: SQL = name` compiles for a `String`. Another `SQL` may be
/// interpolated to compose statements. The sign `?` stands for a parameter in ``text`` and so may
/// not occur in a literal piece; both engines refuse a statement whose signs and values differ
/// in number.
///
/// ```swift
/// try transaction.rows("SELECT name FROM person WHERE id = \(id)")
/// ```
package struct SQL: ExpressibleByStringInterpolation, Sendable, Hashable {
    /// The text with one `?` for each parameter; the key of the engines' statement caches.
    package let text: String
    /// The parameters in the order of their signs.
    package let values: [SQLValue]

    /// A statement without parameters.
    package init(stringLiteral text: StaticString) {
        self.text = text.description
        self.values = []
    }

    /// A statement with parameters.
    package init(stringInterpolation: StringInterpolation) {
        self.text = stringInterpolation.text
        self.values = stringInterpolation.values
    }

    /// A statement whose text this target composed of names read from the database's own catalogue.
    init(composed text: String, values: [SQLValue] = []) {
        self.text = text
        self.values = values
    }

    /// The parts one after another with commas between them: rows of an `INSERT`, values of a list.
    package init(listing parts: some Sequence<SQL>) {
        var (text, values) = ("", [SQLValue]())
        for part in parts {
            if !text.isEmpty { text += ", " }
            text += part.text
            values += part.values
        }
        self.init(composed: text, values: values)
    }

    /// Checks that there is one value for each `?`, wherever it stands.
    func checkParameters() throws(StoreError) {
        guard text.utf8.count(where: { $0 == UInt8(ascii: "?") }) == values.count else {
            throw .statementRefused(code: "parameters", message: text)
        }
    }

    /// The text with `$1`, `$2`, … where it has `?`.
    func numberedText() throws(StoreError) -> String {
        try checkParameters()
        let pieces = text.split(separator: "?", omittingEmptySubsequences: false)
        var numbered = String(pieces[0])
        for (index, piece) in pieces.dropFirst().enumerated() {
            numbered += "$\(index + 1)" + piece
        }
        return numbered
    }
}

extension SQL {
    /// Collects the literal pieces and the parameters.
    package struct StringInterpolation: StringInterpolationProtocol {
        var text = ""
        var values: [SQLValue] = []

        /// Reserves room for the pieces.
        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount)
            values.reserveCapacity(interpolationCount)
        }

        /// Adds a piece of source text.
        package mutating func appendLiteral(_ literal: StaticString) {
            text += literal.description
        }

        /// Binds a value whose type is already chosen.
        package mutating func appendInterpolation(_ value: SQLValue) {
            text += "?"
            values.append(value)
        }

        /// Inserts another statement or a part of one, with its parameters.
        package mutating func appendInterpolation(_ sql: SQL) {
            text += sql.text
            values += sql.values
        }

        /// Binds a text.
        package mutating func appendInterpolation(_ value: String?) {
            appendInterpolation(SQLValue(value))
        }

        /// Binds a number.
        package mutating func appendInterpolation(_ value: Int64?) {
            appendInterpolation(SQLValue(value))
        }

        /// Binds a number.
        package mutating func appendInterpolation(_ value: Int) {
            appendInterpolation(SQLValue(value))
        }

        /// Binds bytes.
        package mutating func appendInterpolation(_ value: [UInt8]?) {
            appendInterpolation(SQLValue(value))
        }

        /// Binds a moment as milliseconds since 1970-01-01T00:00:00Z.
        package mutating func appendInterpolation(_ value: Instant?) {
            appendInterpolation(SQLValue(value))
        }

        /// Binds a day as days since 1970-01-01.
        package mutating func appendInterpolation(_ value: Day?) {
            appendInterpolation(SQLValue(value))
        }

        /// Binds an identifier as its text.
        package mutating func appendInterpolation<Entity>(_ value: Identifier<Entity>?) {
            appendInterpolation(SQLValue(value))
        }

        /// Binds an individual identification number as its 12 digits.
        package mutating func appendInterpolation(_ value: IIN?) {
            appendInterpolation(SQLValue(value))
        }

        /// Binds a business identification number as its 12 digits.
        package mutating func appendInterpolation(_ value: BIN?) {
            appendInterpolation(SQLValue(value))
        }

        /// Binds a telephone number as `+7` and ten digits.
        package mutating func appendInterpolation(_ value: PhoneNumber?) {
            appendInterpolation(SQLValue(value))
        }
    }
}
