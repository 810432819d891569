import DigitalDocuments
import Kernel
import QyzmetTesting
import Testing

struct ShareTests {
    private let now = Instant(seconds: 1_795_149_000)

    private func share(views: Int64 = 1, revokedAt: Instant? = nil) -> Share {
        Share(
            id: Identifier(stored: "share"), createdAt: now,
            expiresAt: now.adding(seconds: 180), viewsMax: views, revokedAt: revokedAt)
    }

    private func view(_ number: Int64, spent: Bool, until: Instant? = nil) -> Share.View {
        Share.View(number: number, isSpent: spent, reservedUntil: until ?? now)
    }

    @Test func `the lowest free view is given`() throws {
        let held = now.adding(milliseconds: 1)
        #expect(try share().viewToReserve(taken: [], at: now) == 1)
        #expect(try share(views: 3).viewToReserve(taken: [view(1, spent: true)], at: now) == 2)
        #expect(
            try share(views: 3).viewToReserve(
                taken: [view(1, spent: false, until: held), view(2, spent: true)], at: now) == 3)
    }

    @Test func `a reservation that has run out is free again at its end`() throws {
        let taken = [view(1, spent: false, until: now.adding(seconds: 15))]
        let before = now.adding(milliseconds: 14_999)
        #expect(refusal(share(), taken, before) == .codeInUse)
        #expect(try share().viewToReserve(taken: taken, at: now.adding(seconds: 15)) == 1)
    }

    @Test(.clause("DD-15b")) func `a share opens one millisecond before its end, not at it`() throws
    {
        let end = now.adding(seconds: 180)
        #expect(try share().viewToReserve(taken: [], at: end.adding(milliseconds: -1)) == 1)
        #expect(refusal(share(), [], end) == .codeExpired)
    }

    @Test func `closed goes before expired, expired before used, used before in use`() {
        let end = now.adding(seconds: 180)
        let used = [view(1, spent: true)]
        let held = [view(1, spent: false, until: end.adding(seconds: 60))]
        #expect(refusal(share(revokedAt: now), used, end) == .codeRevoked)
        #expect(refusal(share(), used, end) == .codeExpired)
        #expect(refusal(share(), used, now) == .codeUsed)
        #expect(refusal(share(), held, now) == .codeInUse)
        #expect(
            refusal(share(views: 2), used + [view(2, spent: false, until: end)], now) == .codeInUse)
    }

    private func refusal(_ share: Share, _ taken: [Share.View], _ now: Instant) -> ProblemCode? {
        do {
            _ = try share.viewToReserve(taken: taken, at: now)
            return nil
        } catch {
            return error.code
        }
    }
}

struct GuardianshipTests {
    private func holds(_ day: String, from: String = "2008-11-21", until: String? = nil) throws
        -> Bool
    {
        let birth = try #require(Day("2008-11-21"))
        return Guardianship(
            guardian: IIN(stored: "1"), child: IIN(stored: "2"), childBirthDate: birth,
            from: try #require(Day(from)), until: until.flatMap { Day($0) }
        ).holds(on: try #require(Day(day)), majorityYears: 18)
    }

    @Test(.clause("DD-14b")) func `it ends on the day of majority itself`() throws {
        #expect(try holds("2026-11-20"))
        #expect(try !holds("2026-11-21"))
        #expect(try !holds("2026-11-22"))
    }

    @Test(.clause("DD-14b")) func `it holds from its first day to the day before its end`() throws {
        #expect(try !holds("2019-12-31", from: "2020-01-01"))
        #expect(try holds("2020-01-01", from: "2020-01-01"))
        #expect(try holds("2024-04-30", until: "2024-05-01"))
        #expect(try !holds("2024-05-01", until: "2024-05-01"))
    }

    @Test(.clause("DD-14b")) func `a child born on 29 February is of age on 1 March`() throws {
        let leapling = Guardianship(
            guardian: IIN(stored: "1"), child: IIN(stored: "2"),
            childBirthDate: try #require(Day("2008-02-29")), from: try #require(Day("2008-02-29")),
            until: nil)
        #expect(leapling.holds(on: try #require(Day("2026-02-28")), majorityYears: 18))
        #expect(!leapling.holds(on: try #require(Day("2026-03-01")), majorityYears: 18))
    }
}
