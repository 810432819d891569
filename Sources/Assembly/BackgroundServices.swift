import Journal
import Kernel
import Messages
import Registers
import Sandbox
import Store
import UseCases

/// What runs beside the requests, for as long as the installation does.
struct BackgroundServices: Sendable {
    let platform: Platform
    let sandbox: SandboxServices?
    let vouchers: SandboxVouchers?
    let messages: MessagePort?
    let callbacks: MessagePort
    let appeals: AppealSystem?
    let headsPath: String
    let keyFiles: KeyFiles
    let trust: Trust
    let watch: TrustWatch
    let log: Log

    /// Starts each; cancelling a task ends its service.
    func start() -> [Task<Void, Never>] {
        var tasks: [Task<Void, Never>] = [
            Task { await repeating("expired requests", every: .seconds(1), recordExpired) },
            Task { await repeating("journal", every: .seconds(1), sequenceJournal) },
            Task {
                await repeating("old messages", every: .seconds(600), platform.eraseOldMessages)
            },
            Task { await repeating("activities", every: .seconds(60), recheckActivities) },
            Task { await repeating("message health", every: .seconds(10), watchMessages) },
            Task { await repeating("retention", every: .seconds(5), retain) },
            Task { await repeating("food vouchers", every: .seconds(5), runVouchers) },
            Task {
                await repeating("hours of vouchers", every: .seconds(5)) {
                    try await platform.sumVoucherHours()
                }
            },
            Task {
                await repeating(
                    "voucher reports", every: .seconds(5), platform.makeDailyReports)
            },
            Task { await repeating("versions of cases", every: .seconds(3600), bindVersions) },
            Task { await repeating("words of cases", every: .seconds(60), writeWordsAnew) },
            Task { await repeating("terms of cases", every: .seconds(10), watchTerms) },
            Task { await repeating("stopped clocks", every: .seconds(10), startDueClocks) },
            Task { await repeating("working calendar", every: .seconds(60), recountTerms) },
            Task { await repeating("examinations", every: .seconds(1), endExaminations) },
            Task { await repeating("duties", every: .seconds(10), trackDuties) },
            Task { await repeating("expiries", every: .seconds(60), recordExpiries) },
            Task { await repeating("stage events", every: .seconds(1), placeStageEvents) },
            Task { await repeating("voucher watch", every: .seconds(10), platform.watchVouchers) },
            Task { await watchKeys() },
            Task { await watchTrust() },
            Task { await repeating("decisions", every: .seconds(1), takeDecisions) },
            Task { await repeating("newest head", every: .seconds(1), platform.readNewestHead) },
            Task { await sweepDeaths() },
            Task { await repeating("old keys and assertions", every: .seconds(60), forgetOld) },
        ]
        tasks.append(
            Task { await repeating("waiting notices", every: .seconds(10), sendWaitingNotices) })
        tasks.append(
            Task { await repeating("appeals", every: .seconds(1), forwardComplaints) })
        tasks.append(
            Task { await repeating("appeal health", every: .seconds(60), watchAppeals) })
        let notices = OutboxWorker(
            store: platform.store, channel: .callback, port: callbacks, clock: platform.clock,
            random: platform.random, signal: platform.callbackSignal)
        tasks.append(Task { await notices.run() })
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
        while try await platform.recordExpiredDocumentRequests() == 500 {}
    }

    /// Complaints go to e-Otinish as soon as it takes them.
    private func forwardComplaints() async throws {
        guard let appeals else { return }
        while try await platform.forwardComplaints(through: appeals) > 0 {}
    }

    /// Says it in the log while complaints wait for the operator, or for a connection.
    private func watchAppeals() async throws {
        let health = try await platform.appealHealth()
        let isCut = !platform.configuration.isEOtinishConnected
        guard health.stuck > 0 || (isCut && health.waiting > 0) else { return }
        log.warning(
            "complaints wait for e-Otinish",
            [
                "waiting": .integer(health.waiting), "stuck": .integer(health.stuck),
                "connected": .bool(!isCut),
            ])
    }

    private func sendWaitingNotices() async throws {
        _ = try await platform.sendWaitingNotices()
    }

    private func recheckActivities() async throws {
        while try await platform.recheckActivities() == 200 {}
    }

    /// Says it in the log while messages do not leave.
    private func watchMessages() async throws {
        let health = try await platform.outboxHealth()
        guard health.stuck > 0 else { return }
        log.warning(
            "messages stuck",
            [
                "stuck": .integer(health.stuck), "waiting": .integer(health.waiting),
                "oldestSeconds": .integer(health.oldestMilliseconds / 1000),
                "failedInDay": .integer(health.failed),
            ])
    }

    /// Once a day, from 03:00 in Almaty on, erases what has been kept long enough.
    private func retain() async throws {
        guard let run = try await platform.runRetentionIfDue() else { return }
        log.event(
            "retention",
            [
                "day": .string(run.day.description), "entries": .integer(run.entries),
                "rows": .integer(run.rows),
            ])
    }

    /// Each job that fails is named in the log and keeps no other waiting.
    private func runVouchers() async throws {
        do {
            try await vouchers?.bringList()
        } catch {
            log.failure(of: "food vouchers, the sandbox's list", error)
        }
        for failed in await platform.runVoucherJobs() {
            log.failure(of: "food vouchers, " + failed.name, failed.error)
        }
    }

    /// Cases from before versions of services were kept get one.
    private func bindVersions() async throws {
        let round = try await platform.bindVersions()
        if round.changed > 0 {
            log.event("cases bound to versions", ["cases": .integer(Int64(round.changed))])
        }
        warn(of: round)
    }

    /// Cases that were written otherwise are found as those of today.
    private func writeWordsAnew() async throws {
        let round = try await platform.writeWordsAnew()
        if round.changed > 0 {
            log.event("words of cases written anew", ["cases": .integer(Int64(round.changed))])
        }
        warn(of: round)
    }

    /// Terms that ran out become events; a case that cannot be read is named in the log.
    private func watchTerms() async throws {
        warn(of: try await platform.recordLateCases())
    }

    /// Starts clocks whose day has come; a case that cannot be read is named in the log.
    private func startDueClocks() async throws {
        warn(of: try await platform.startDueClocks())
    }

    /// Takes what officials have decided about the law.
    private func takeDecisions() async throws {
        log.unfit(try await platform.takeDecisions())
    }

    /// Counts terms anew after a change of the working calendar.
    private func recountTerms() async throws {
        let round = try await platform.recountTerms()
        if round.changed > 0 {
            log.event("terms counted anew", ["cases": .integer(Int64(round.changed))])
        }
        warn(of: round)
    }

    private func warn(of round: CaseRound) {
        for broken in round.broken {
            log.warning("case cannot be read", ["case": .string(broken.text)])
        }
    }

    /// Ends sittings whose time is over; one that cannot be ended is named in the log.
    private func endExaminations() async throws {
        let round = try await platform.endOverdueSittings()
        for broken in round.broken {
            log.warning("sitting cannot be ended", ["sitting": .string(broken.text)])
        }
    }

    /// Duties begin to run and become late; one that cannot be looked at is named in the log.
    private func trackDuties() async throws {
        let round = try await platform.trackDuties()
        for broken in round.broken {
            log.warning("duty cannot be tracked", ["duty": .string(broken)])
        }
    }

    private func recordExpiries() async throws {
        while try await platform.recordExpiries() == 200 {}
    }

    private func placeStageEvents() async throws {
        while try await platform.placeStageEvents() == 500 {}
    }

    private func forgetOld() async throws {
        try await platform.forgetOldRows()
    }

    /// Takes the keys that `qyzmet key rotate` has put beside, without a restart.
    private func watchKeys() async {
        var known = (try? keyFiles.names()) ?? []
        await repeating("keys", every: .seconds(2)) {
            let names = try keyFiles.names()
            guard names != known else { return }
            platform.keys.replace(
                try keyFiles.ring(clock: platform.machineClock), retired: try keyFiles.retired())
            // A token that was checked under a key which is retired now is checked again.
            platform.clients.forget()
            known = names
            log.event("keys", ["count": .integer(Int64(names.count))])
        }
    }

    /// Takes what officials have changed: registers, issuing bodies, authorities.
    private func watchTrust() async {
        var known = trust
        await repeating("trust", every: .milliseconds(800)) {
            let present = try await watch.read(platform.store)
            guard present != known else { return }
            platform.directory.replace(try watch.registers(present))
            platform.signatures.replace(watch.signatures(present))
            known = present
            log.event(
                "trust",
                [
                    "registers": .integer(Int64(present.registers.count)),
                    "authorities": .integer(Int64(present.authoritiesOfPeople.count)),
                ])
        }
    }

    /// Looks, some at a time, whether those who consented still live.
    private func sweepDeaths() async {
        var place: Platform.SweepPlace?
        var pace = SweepPace(open: 0, roundSeconds: 3600)
        var counted: ContinuousClock.Instant?
        while !Task.isCancelled {
            let began = ContinuousClock.now
            var pause = SweepPace.pauseMax
            do {
                if counted.map({ began - $0 >= .seconds(60) }) ?? true {
                    pace = try await platform.sweepPace()
                    counted = began
                }
                place = try await platform.endConsentsOfDead(after: place, consents: pace.consents)
                pause = pace.pauseMilliseconds
            } catch {
                log.failure(of: "deaths", error)
            }
            try? await Task.sleep(
                until: began.advanced(by: .milliseconds(pause)), clock: .continuous)
        }
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

extension Log {
    /// Says which days of decisions the calendar of this release has no room for.
    func unfit(_ changes: [UnfitChange]) {
        for change in changes {
            warning(
                "calendar has no room for a decided day",
                [
                    "version": .string(change.version), "day": JSON(change.day),
                    "becomes": .string(change.becomes),
                ])
        }
    }
}
