import Kernel
import Store
import Testing

/// Compares what a restarted server says with what was acknowledged before the kill.
struct CrashCheck: Sendable {
    let load: CrashLoad
    private var url: String { load.url }

    /// Everything acknowledged stands; nothing spent is to be had again.
    func everythingStands(_ state: CrashLedger.State) async throws {
        for (id, request) in state.requests { try await check(id, request) }
        for (id, share) in state.shares { try await check(id, share) }
        for (keyed, id) in state.keyed { try await check(keyed, id) }
        for holder in load.holders {
            let answer = try await call("GET", url + "/auth/sessions", headers: holder.session)
            #expect(answer.status == 200, "a session was lost")
        }
    }

    private func check(_ id: String, _ request: CrashLedger.Request) async throws {
        let state = try await load.story.state(id)
        #expect(state.status == 200, "request \(id) was lost")
        let status = state["status"] ?? ""
        if let answer = request.answer {
            #expect(status == answer, "the answer to \(id) was lost")
        } else {
            #expect(["awaitingSubject", "granted", "refused"].contains(status))
        }
        guard status == "granted" else {
            #expect(state["token"] == nil)
            return
        }
        // No half change: what is granted has a token, and the token has its use or has spent it.
        let token = try #require(state["token"], "granted without a token: \(id)")
        let use = try await load.story.verify(token, request.iin)
        #expect(use.status == 200)
        if request.entryOfUse != nil {
            #expect(use["reason"] == "usesSpent", "a spent use came back: \(id)")
        } else {
            #expect([nil, "usesSpent"].contains(use["reason"]))
        }
    }

    private func check(_ id: String, _ share: CrashLedger.Share) async throws {
        let session = load.holders[share.holder].session
        let state = try await call("GET", "\(url)/api/shares/\(id)", headers: session)
        #expect(state.status == 200, "share \(id) was lost")
        if share.isOpened { #expect(state.json["viewsSpent"]?.integer == 1) }
        if share.isClosed { #expect(state["state"] == "closed") }
        guard share.isOpened || share.isClosed else { return }
        let again = try await ShareStory.open(share.qr, by: load.police, at: url)
        #expect(again.status == 410, "a spent or closed share opened: \(id) \(again.status)")
    }

    /// A keyed call is repeated: whatever became of the first, there is one request.
    private func check(_ keyed: CrashLedger.Keyed, _ id: String?) async throws {
        let again = try await load.story.ask(keyed.iin, key: keyed.key)
        if let id {
            #expect(again.status == 201 && again["id"] == id, "\(again.json.text)")
        } else {
            // Cut off before the effect, the key waits a minute; refused for its limit, it is free.
            #expect([201, 409, 429].contains(again.status), "\(again.json.text)")
        }
    }

    /// What must hold between rows, whenever the process was killed.
    static func rowsAgree(in location: String) async throws {
        let store = try StoreLocation(url: location).open()
        defer { store.close() }
        let invariants: [(String, SQL)] = [
            (
                "granted without consent",
                """
                SELECT COUNT(*) FROM access_request r LEFT JOIN consent c ON c.request_id = r.id
                WHERE (r.outcome = 'granted') <> (c.id IS NOT NULL)
                """
            ),
            (
                "consent without its data sets",
                """
                SELECT COUNT(*) FROM consent c WHERE NOT EXISTS
                    (SELECT 1 FROM consent_data_set d WHERE d.consent_id = c.id)
                """
            ),
            (
                "view spent without its journal entry",
                """
                SELECT COUNT(*) FROM share_view v LEFT JOIN journal_entry e ON e.id = v.entry_id
                WHERE (v.spent_at IS NULL) <> (e.id IS NULL)
                """
            ),
            (
                "more uses than were allowed",
                "SELECT COUNT(*) FROM consent_data_set WHERE uses_spent > uses_max"
            ),
            (
                "finished key without its request",
                """
                SELECT COUNT(*) FROM idempotency_key k LEFT JOIN access_request r ON r.id = k.entity
                WHERE k.route LIKE 'POST /api/kdp/access-requests%' AND k.finished_at IS NOT NULL
                    AND r.id IS NULL
                """
            ),
        ]
        for (name, sql) in invariants {
            let count = try await store.read { try $0.firstRow(sql)?.integer(0) }
            #expect(count == 0, "\(name)")
        }
        let (uses, entries) = try await store.read { transaction in
            (
                try transaction.firstRow(
                    "SELECT CAST(SUM(uses_spent) AS BIGINT) FROM consent_data_set")?
                    .integerIfPresent(0) ?? 0,
                try transaction.firstRow(
                    "SELECT COUNT(*) FROM journal_entry WHERE kind = 'tokenVerified'")?
                    .integer(0) ?? 0
            )
        }
        #expect(uses == entries, "every use is an entry and every entry a use")
    }
}
