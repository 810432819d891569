import Kernel

/// A field equals one of some values; several conditions must all hold.
///
/// This is all: no scripting.
package struct Condition: Hashable, Sendable {
    /// The code of the field.
    package let field: String
    /// The values that satisfy it.
    package let values: [String]

    /// Whether the fields satisfy it; a field without a value satisfies none.
    package func holds(for fields: [String: String]) -> Bool {
        fields[field].map(values.contains) ?? false
    }
}

extension [Condition] {
    /// Whether all hold.
    package func hold(for fields: [String: String]) -> Bool {
        allSatisfy { $0.holds(for: fields) }
    }
}
