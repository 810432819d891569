/// Lets content be written as a list of statements: texts, pieces, components, `if` and `for`.
@resultBuilder
package enum HTMLBuilder {
    /// A text, which will be escaped.
    package static func buildExpression(_ text: String) -> HTML { .text(text) }
    /// A piece.
    package static func buildExpression(_ piece: HTML) -> HTML { piece }
    /// A piece, or nothing.
    package static func buildExpression(_ piece: HTML?) -> HTML { piece ?? .empty }
    /// A component.
    package static func buildExpression(_ component: some Component) -> HTML { component.html }
    /// A component, or nothing.
    package static func buildExpression(_ component: (some Component)?) -> HTML {
        component?.html ?? .empty
    }
    /// One after another.
    package static func buildBlock(_ pieces: HTML...) -> HTML {
        pieces.count == 1 ? pieces[0] : .fragment(pieces)
    }
    /// `if` without `else`.
    package static func buildOptional(_ piece: HTML?) -> HTML { piece ?? .empty }
    /// The first branch.
    package static func buildEither(first piece: HTML) -> HTML { piece }
    /// The other branch.
    package static func buildEither(second piece: HTML) -> HTML { piece }
    /// `for`.
    package static func buildArray(_ pieces: [HTML]) -> HTML { .fragment(pieces) }
}

/// A part of the design system: a value that shows itself.
package protocol Component: Sendable {
    /// The part's markup.
    var html: HTML { get }
}
