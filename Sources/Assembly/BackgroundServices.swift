import Journal
import Kernel
import Messages
import Sandbox
import Store
import UseCases

/// What runs beside the requests, for as long as the installation does.
struct BackgroundServices: Sendable {
    let platform: Platform
    let sandbox: SandboxServices?
    let messages: MessagePort?
    let headsPath: String
    let log: Log

    /// Starts each; cancelling a task ends its service.
    func start() -> [Task<Void, Never>] {
        var tasks = [
            Task { await repeating("expired requests", every: .seconds(1), recordExpired) },
            Task { await repeating("journal", every: .seconds(1), sequenceJournal) },
            Task {
                await repeating("old messages", every: .seconds(600), platform.eraseOldMessages)
            },
            Task { await repeating("food vouchers", every: .seconds(5), runVouchers) },
            Task { await repeating("old keys and assertions", every: .seconds(60), forgetOld) },
        ]
        if let messages {
            let worker = OutboxWorker(
                store: platform.store, port: messages, clock: platform.clock,
                random: platform.random, signal: platform.messageSignal,
                events: platform.messageEvents)
            tasks.append(Task { await worker.run() })
        }
        if let sandbox {
            tasks.append(
                Task {
                    await repeating("sandbox clock", every: .seconds(1)) {
                        try await sandbox.clock.refresh(from: platform.store)
                    }
                })
        }
        return tasks
    }

    /// Numbers entries and signs heads until the task is cancelled.
    private func sequenceJournal() async throws {
        let (keys, log) = (platform.keys, log)
        let sequencer = JournalSequencer(
            store: platform.store, clock: platform.clock, random: platform.random,
            heads: try HeadsFile(path: headsPath),
            sign: { payload, type in try keys.sign(payload: payload, type: type) },
            report: { event in
                switch event {
                case .headSigned: break
                case .storeFailed(let error): log.failure(of: "journal", error)
                case .headsFileFailed(let error): log.failure(of: "heads file", error)
                }
            })
        try await sequencer.run()
    }

    private func recordExpired() async throws {
        while try await platform.recordExpiredRequests() == 500 {}
    }

    private func runVouchers() async throws {
        try await platform.runVoucherMonth()
        try await platform.makeDailyReports()
    }

    private func forgetOld() async throws {
        try await platform.forgetOldRows()
    }

    /// One failure is logged and the next round goes on: nothing here may stop for good.
    private func repeating(
        _ name: String, every pause: Duration, _ work: () async throws -> Void
    ) async {
        while !Task.isCancelled {
            do {
                try await work()
            } catch {
                log.failure(of: name, error)
            }
            try? await Task.sleep(for: pause)
        }
    }
}
