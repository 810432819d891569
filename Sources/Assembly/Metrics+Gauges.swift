import Kernel
import Messages
import Store
import UseCases

extension Metrics {
    /// What waits, is stuck or was erased, as Prometheus text; read from the store at each call.
    static func gauges(of platform: Platform) async throws -> [String] {
        let messages = try await platform.outboxHealth()
        let notices = try await platform.outboxHealth(.callback)
        let appeals = try await platform.appealHealth()
        let journal = try await platform.journalLag()
        let retention = try await platform.lastRetentionRun()
        var lines = [
            gauge("qyzmet_messages_waiting", "messages that have not left", messages.waiting),
            gauge(
                "qyzmet_messages_stuck", "messages that have waited for more than a minute",
                messages.stuck),
            gauge(
                "qyzmet_messages_oldest_seconds", "how long the oldest message has waited",
                messages.oldestMilliseconds / 1000),
            gauge(
                "qyzmet_messages_failed_day", "messages undeliverable within 24 hours",
                messages.failed),
            gauge(
                "qyzmet_notices_stuck", "notices to systems that have waited for over a minute",
                notices.stuck),
            gauge(
                "qyzmet_appeals_waiting", "complaints or answers that e-Otinish has not yet",
                appeals.waiting),
            gauge(
                "qyzmet_appeals_stuck", "complaints that wait for the operator", appeals.stuck),
            gauge(
                "qyzmet_journal_unnumbered", "entries without a leaf number, counted to 10000",
                journal.unnumbered),
            gauge(
                "qyzmet_journal_head_age_seconds", "how old the newest signed head is",
                journal.headAgeSeconds),
            gauge(
                "qyzmet_services_closed", "settings that nobody has decided",
                Int64(platform.configuration.settings.missing.count)),
        ].flatMap(\.self)
        if let retention {
            lines += gauge(
                "qyzmet_retention_last_run_seconds", "when the last run of the retention ended",
                retention.finishedAt.seconds)
            lines += gauge(
                "qyzmet_retention_erased_entries", "entries that the last run erased",
                retention.entries)
        }
        return lines
    }

    private static func gauge(_ name: String, _ help: String, _ value: Int64) -> [String] {
        ["# HELP \(name) \(help)", "# TYPE \(name) gauge", "\(name) \(value)"]
    }
}
