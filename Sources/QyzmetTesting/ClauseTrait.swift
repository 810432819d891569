import Testing

/// Names the requirements that a test or a suite truly shows (`Tests/Vectors/requirements.tsv`).
///
/// TidyTests reads the tags from the sources, so they stand as literals.
package struct ClauseTrait: TestTrait, SuiteTrait {
    /// The tags, for example `DD-15b`.
    package let tags: [String]

    /// The tags as a comment, which the test's report shows.
    package var comments: [Comment] { [Comment(rawValue: tags.joined(separator: " "))] }
}

extension Trait where Self == ClauseTrait {
    /// The test shows these requirements.
    package static func clause(_ tags: String...) -> ClauseTrait {
        ClauseTrait(tags: tags)
    }
}
