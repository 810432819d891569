import QyzmetTesting
import Testing

/// The pages in a real Chromium: what a citizen and a policeman see and do (`Tests/Browser`).
///
/// One at a time: two browsers and a server are enough for a machine.
@Suite(.serialized, .timeLimit(.minutes(8)))
struct JourneyTests {
    /// DD-8 to DD-19 and KDP-2.3, KDP-7 as people meet them; axe looks at every page on the way.
    @Test(
        .clause("DD-2.11a", "DD-8a", "DD-12a", "DD-18a", "DD-18b", "KDP-2.3a"),
        arguments: ["kk", "ru", "en"])
    func `a document is opened, shown by QR code and by short code, and marked on both sides`(
        _ language: String
    ) async throws {
        // Both schemes at both widths once; the other languages look at one of the four.
        let looks = ["kk": "every", "ru": "narrow", "en": "wide"][language] ?? "every"
        try await expectJourney(language, ["--looks", looks])
    }

    @Test func `without scripts the same is done by typed code, picture and keyboard`() async throws
    {
        try await expectJourney("plain")
    }

    @Test(.clause("PA-1a", "PA-1.13a", "PA-1.14a"), arguments: ["kk", "ru", "en"])
    func `an accountant who never read the order comes from plain words to a verdict`(
        _ language: String
    ) async throws {
        // One look each: what is measured is the way to a verdict.
        let looks = ["kk": "narrow", "ru": "wide", "en": "narrow"][language] ?? "narrow"
        try await expectJourney("accountant-\(language)", ["--looks", looks])
    }

    @Test(.clause("PA-2a"), arguments: ["kk", "ru", "en"])
    func `a representative, the park's administration and a tax officer do their work`(
        _ language: String
    ) async throws {
        let looks = ["kk": "wide", "ru": "narrow", "en": "wide"][language] ?? "narrow"
        try await expectJourney("park-\(language)", ["--looks", looks])
    }

    /// FV-7, FV-23 to FV-30 on a phone's screen; the cashier's camera reads the code from it.
    @Test(
        .clause("FV-7a", "FV-23b", "FV-25a", "FV-27a", "FV-28a", "FV-30a", "FV-30b"),
        arguments: ["kk", "ru", "en"])
    func `a voucher is activated, scanned from the screen, spent on bread and milk, answered for`(
        _ language: String
    ) async throws {
        let looks = ["kk": "narrow", "ru": "every", "en": "wide"][language] ?? "every"
        try await expectJourney("shop-\(language)", ["--looks", looks])
    }

    /// A tablet as a till with its own key; an answer is lost, nothing is paid twice.
    @Test(
        .clause("FV-25a", "FV-26a", "FV-27a", "FV-2.14a", "FV-2.17a"),
        arguments: ["kk", "ru", "en"])
    func `a tablet makes its key, is registered, sells, is refused, loses an answer, takes back`(
        _ language: String
    ) async throws {
        let looks = ["kk": "wide", "ru": "narrow", "en": "every"][language] ?? "every"
        try await expectJourney("till-\(language)", ["--looks", looks])
    }

    /// Permit and refusal, from the application to the signed result (UC-42, UC-45).
    @Test(.clause("IS-1.6", "IS-A3.9"), arguments: ["kk", "ru", "en"])
    func `a firm applies by EDS, officials decide beside the law, and the result is public`(
        _ language: String
    ) async throws {
        let looks = ["kk": "narrow", "ru": "wide", "en": "narrow"][language] ?? "every"
        try await expectJourney("cases-\(language)", ["--looks", looks])
    }

    /// The other seven services, each granted and refused where it can be (UC-42, UC-45).
    @Test(
        .clause("IS-3.9", "IS-4.7", "IS-5A.9", "IS-6.3", "IS-5B.6", "IS-7.2", "IS-2.5"),
        arguments: ["kk", "ru", "en"])
    func `every other service goes by EDS on the pages to a signed result and to a refusal`(
        _ language: String
    ) async throws {
        let looks = ["kk": "narrow", "ru": "narrow", "en": "wide"][language] ?? "every"
        try await expectJourney("services-\(language)", ["--looks", looks])
    }

    /// A hundred right answers on the page, the certificate signed and in its register (UC-48, UC-55).
    @Test(.clause("IS-2.5", "IS-2.10", "IS-2.A4"), arguments: ["kk", "ru", "en"])
    func `an examinee answers right in the page, and the certificate is signed and public`(
        _ language: String
    ) async throws {
        let looks = ["kk": "narrow", "ru": "wide", "en": "narrow"][language] ?? "every"
        try await expectJourney("examination-\(language)", ["--looks", looks])
    }

    /// The main job on the sandbox's own pages, on a phone's screen; axe looks at every other page.
    @Test(.clause("DD-2.11a", "DD-8a", "KDP-2.2a"), arguments: ["kk", "ru", "en"])
    func `a clerk asks, a phone answers, the licence comes; no page is hard to read`(
        _ language: String
    ) async throws {
        let looks = ["kk": "narrow", "ru": "wide", "en": "narrow"][language] ?? "every"
        try await expectJourney("pages-\(language)", ["--looks", looks])
    }

    /// As citizen and as official; cancelled, wrong password, no token, expired, revoked (UC-25, UC-27).
    @Test(arguments: ["kk", "ru", "en"])
    func `people sign in by EDS, and every refusal is explained`(
        _ language: String
    ) async throws {
        let looks = ["kk": "narrow", "ru": "wide", "en": "narrow"][language] ?? "every"
        try await expectJourney("eds-" + language, ["--looks", looks])
    }

    private func expectJourney(_ journey: String, _ options: [String] = []) async throws {
        let installation = try await Installation()
        let result = try await installation.play(journey, options)
        #expect(result.end == .exited(0), "\(result.output)\n\(result.errors.suffix(4000))")
        // What broke stands in the log, even where the page hid it.
        #expect(!installation.log.contains(#""code":"internalError""#))
    }
}
