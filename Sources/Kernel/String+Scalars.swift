extension String {
    /// The text up to so many code points: databases count these, while `prefix` counts what a
    /// reader sees as one character, which may be many of them.
    package func prefix(scalars count: Int) -> String {
        String(String.UnicodeScalarView(unicodeScalars.prefix(count)))
    }
}
