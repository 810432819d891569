import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `GET /activities/administration`: the registers of the park (use case 52).
    static let getActivityAdministrationPage = Endpoint(
        .get, "/activities/administration", summary: "Keep the registers of the park",
        access: .official(role: .hubAdministration, on: "the registers of the park"),
        answers: [.page], isPage: true
    ) { call in .page(call.administration(FormFaults(), done: nil)) }

    /// `POST /activities/administration/evidence`: records a participant or an extract.
    static let postActivityEvidencePage = Endpoint(
        .post, "/activities/administration/evidence",
        summary: "Record a participant or an extract",
        access: .official(role: .hubAdministration, on: "the registers of the park"),
        body: .form(
            [
                ("register", 40), ("bin", 12), ("number", 64), ("name", 200), ("validFrom", 10),
                ("validUntil", 10),
            ].map { FormField(name: $0.0, lengthMax: $0.1) }), answers: [.page], isPage: true
    ) { call in
        var faults = FormFaults()
        guard let draft = call.evidenceDraft(&faults) else {
            return .page(call.administration(faults, done: nil), status: 422)
        }
        let row = try await call.platform.recordActivityEvidence(
            draft, by: call.caller, once: call.once)
        return .page(call.administration(FormFaults(), done: row.entry.text))
    }

    /// `POST /activities/administration/representative`: names who acts for a participant.
    static let postActivityRepresentativePage = Endpoint(
        .post, "/activities/administration/representative",
        summary: "Name a representative, or name one no longer",
        access: .official(role: .hubAdministration, on: "the representatives of participants"),
        body: .form(
            ["representedBin", "iin", "acts"].map { FormField(name: $0, lengthMax: 12) }),
        answers: [.page], isPage: true
    ) { call in
        var faults = FormFaults()
        let rules = call.platform.configuration.identityRules
        let bin = call.typedBIN("representedBin", &faults)
        let iin = try? IIN(call.typed("iin"), rules: rules)
        if iin == nil { faults.add("iin", call.say(ActivityWorkWords.wrongIIN)) }
        guard faults.isEmpty, let bin, let iin else {
            return .page(call.administration(faults, done: nil), status: 422)
        }
        try await call.platform.setActivityRepresentative(
            iin, of: bin, acts: call.typed("acts") != "no", by: call.caller, once: call.once)
        return .page(call.administration(FormFaults(), done: bin.digits))
    }
}

extension Call where Caller == SignedInOfficial {
    /// The BIN typed in a field, with a fault where it is none.
    func typedBIN(_ name: String, _ faults: inout FormFaults) -> BIN? {
        guard let bin = try? BIN(typed(name), rules: platform.configuration.identityRules) else {
            faults.add(name, say(ActivityPageWords.wrongBIN))
            return nil
        }
        return bin
    }

    fileprivate func evidenceDraft(_ faults: inout FormFaults) -> ActivityEvidenceDraft? {
        let kind = ActivityEvidence.Kind(rawValue: typed("register"))
        if kind == nil { faults.add("register", say(ActivityWorkWords.empty)) }
        let bin = typedBIN("bin", &faults)
        for name in ["number", "name"] where typed(name).isEmpty {
            faults.add(name, say(ActivityWorkWords.empty))
        }
        let (from, until) = (Day(typed("validFrom")), Day(typed("validUntil")))
        if from == nil { faults.add("validFrom", say(ActivityPageWords.wrongDay)) }
        let isLate = until.flatMap { end in from.map { end < $0 } } ?? false
        if isLate || (until == nil && !typed("validUntil").isEmpty) {
            faults.add("validUntil", say(ActivityWorkWords.wrongEnd))
        }
        guard faults.isEmpty, let kind, let bin, let from else { return nil }
        return ActivityEvidenceDraft(
            kind: kind, bin: bin, number: typed("number"), name: typed("name"), validFrom: from,
            validUntil: until)
    }

    fileprivate func administration(_ faults: FormFaults, done: String?) -> Page {
        page(
            Words.administration, at: "/activities/administration", isFaulty: !faults.isEmpty
        ) {
            ErrorSummary(language, faults.all)
            BackLink(say(ActivityPageWords.workplace), to: "/activities/workplace")
            Heading(1, say(Words.administration), caption: caller.name)
            if let done {
                Notice(.good, title: say(Words.recorded), isAnnounced: true) {
                    Paragraph { Monospaced(done) }
                }
            }
            Paragraph { Link(say(Words.participants), to: "/activities/participants") }
            Heading(2, say(Words.recordPaper))
            Form(language, action: "/activities/administration/evidence") {
                SelectField(
                    language, name: "register", label: say(Words.register),
                    fault: faults["register"],
                    options: ActivityEvidence.Kind.allCases.map {
                        ($0.rawValue, say(ActivityRegisterWords.kind($0)))
                    }, chosen: form["register"])
                field("bin", ActivityPageWords.bin, .identificationNumber, faults)
                field("number", ActivityRegisterWords.number, .text, faults)
                field("name", Words.name, .text, faults)
                field("validFrom", Words.validFrom, .day, faults)
                field("validUntil", Words.validUntil, .day, faults, isOptional: true)
                Button(submit: say(Words.record))
            }
            Heading(2, say(Words.nameRepresentative))
            Form(language, action: "/activities/administration/representative") {
                field("representedBin", ActivityPageWords.bin, .identificationNumber, faults)
                field("iin", Words.iin, .identificationNumber, faults)
                Actions {
                    Button(
                        submit: say(Words.nameOne), name: "acts", value: "yes",
                        style: .secondary)
                    Button(
                        submit: say(Words.nameNoMore), name: "acts", value: "no",
                        style: .secondary)
                }
            }
        }
    }

    private func field(
        _ name: String, _ label: LocalizedText, _ content: TextField.Content,
        _ faults: FormFaults, isOptional: Bool = false
    ) -> TextField {
        TextField(
            language, name: name, label: say(label), value: faults.isEmpty ? "" : form[name] ?? "",
            fault: faults[name], content: content, isOptional: isOptional)
    }

    private typealias Words = ActivityWorkWords
}
