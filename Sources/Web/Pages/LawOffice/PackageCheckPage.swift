import HTTPServer
import Kernel
import Regulations
import Rendering
import UseCases

extension Endpoint {
    /// `GET /law-office/check`: the form for a package's file (use case 83).
    static let getPackageCheckPage = Endpoint(
        .get, "/law-office/check", summary: "Try an amendment package",
        access: .official(role: .authorisedBody, on: lawData), answers: [.page],
        problems: [.roleNotAllowed], isPage: true
    ) { call in
        try call.platform.requireLawKeeper(call.caller)
        return .page(call.checkPage(nil, fault: nil))
    }

    /// `POST /law-office/check`: the linter's result and the changes side by side; nothing is kept.
    static let postPackageCheckPage = Endpoint(
        .post, "/law-office/check", summary: "The linter's result for a package, side by side",
        access: .official(role: .authorisedBody, on: lawData),
        body: .upload(contentTypes: ["multipart/form-data"], bytesMax: packageBodyBytesMax),
        answers: [.page], problems: [.roleNotAllowed, .wrongOrigin], isPage: true
    ) { call in
        try call.platform.requireLawKeeper(call.caller)
        let parts = MultipartFiles.read(
            call.upload, contentType: call.request.headers["content-type"] ?? "",
            fields: ["file"])
        guard let file = parts?["file"], !file.isEmpty else {
            return .page(call.checkPage(nil, fault: call.say(CaseWords.noFile)), status: 422)
        }
        let trial = call.platform.trying(file)
        return .page(call.checkPage(trial, fault: nil), status: trial.isRight ? 200 : 422)
    }
}

extension Call where Caller == SignedInOfficial {
    fileprivate func checkPage(_ trial: PackageTrial?, fault: String?) -> Page {
        page(
            LawOfficePageWords.check, at: "/law-office/check", width: .wide,
            isFaulty: fault != nil || trial?.isRight == false
        ) {
            BackLink(say(LawOfficePageWords.title), to: "/law-office")
            Heading(1, say(LawOfficePageWords.check))
            Paragraph(say(LawOfficePageWords.checkLead), style: .lead)
            Form(language, action: "/law-office/check", hasFiles: true) {
                FileField(
                    language, name: "file", label: say(LawOfficePageWords.file),
                    hint: say(LawOfficePageWords.fileHint), fault: fault, accept: .anything)
                Button(submit: say(LawOfficePageWords.tryIt))
            }
            if let trial { result(of: trial) }
        }
    }

    @HTMLBuilder private func result(of trial: PackageTrial) -> HTML {
        if let place = trial.unreadable {
            Notice(.bad, title: say(LawOfficePageWords.unreadable), isAnnounced: true) {
                Paragraph(place)
            }
        } else if !trial.faults.isEmpty {
            Notice(.bad, title: say(LawOfficePageWords.faulty), isAnnounced: true) {
                for fault in trial.faults.prefix(50) { Paragraph(say(fault.words)) }
                if trial.faults.count > 50 { Paragraph("… (\(trial.faults.count))") }
            }
        } else {
            Notice(.good, title: say(LawOfficePageWords.right), isAnnounced: true) {
                Paragraph(say(LawOfficePageWords.loadedAtStart))
                if trial.replacesLoaded { Paragraph(say(LawOfficePageWords.replaces)) }
            }
            Table(
                caption: say(LawOfficePageWords.sideBySide) + " (\(trial.changes.count))",
                columns: [
                    Table.Column(say(LawWords.clause)), Table.Column(say(LawWords.firstDay)),
                    Table.Column(say(LawOfficePageWords.stands)),
                    Table.Column(say(LawOfficePageWords.wouldStand)),
                ], rows: trial.changes.prefix(500).map(row))
        }
    }

    private func row(_ change: PackageTrial.Change) -> [HTML] {
        var day =
            change.after.begins.day.map { MomentFormat.day($0, language) }
            ?? say(DutyWords.notEntered)
        if change.after.begins.assumedDay != nil { day += ", " + say(DutyWords.assumed) }
        return [
            .text(change.clause.tag + " · " + change.address.words[language]), .text(day),
            .text(
                change.before.map { $0.state.wording?[language] ?? say(LawWords.notHeld) }
                    ?? say(LawWords.nothing)),
            .text(change.after.state.wording?[language] ?? say(LawWords.notHeld)),
        ]
    }
}
