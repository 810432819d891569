/// How many requests a caller may make.
package struct RequestLimit: Hashable, Sendable {
    /// Requests a second in the long run, at least 1.
    package var perSecond: Int
    /// Requests at once after a pause.
    package var burst: Int

    /// So many a second, so many at once.
    package init(perSecond: Int, burst: Int) {
        precondition(perSecond >= 1 && burst >= 1)
        self.perSecond = perSecond
        self.burst = burst
    }
}
