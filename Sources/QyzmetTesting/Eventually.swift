/// Waits until the condition holds; false when it does not within the time.
package func eventually(
    within milliseconds: Int = 10_000, _ condition: () async throws -> Bool
) async rethrows -> Bool {
    let end = ContinuousClock.now + .milliseconds(milliseconds)
    while try await !condition() {
        if ContinuousClock.now > end { return false }
        try? await Task.sleep(for: .milliseconds(5))
    }
    return true
}
