import Kernel

extension RevocationList.Entry {
    /// An entry for a list that is to be made.
    package init(revokedAt since: Instant, for reason: RevocationReason) {
        self.init(since: since, reason: reason)
    }
}
