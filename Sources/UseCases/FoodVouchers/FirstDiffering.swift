/// The name of the first fact that is not as it was recorded; nil where all are.
///
/// - Parameter facts: whether each differs, by its name, in the order in which they are told.
func firstDiffering(_ facts: KeyValuePairs<String, Bool>) -> String? {
    facts.first { $0.value }?.key
}
