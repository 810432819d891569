import Casework
import Kernel
import Signatures
import Store
import WorkingTime

/// A signature over a statement of a case, with the certificate that made it.
struct CaseSignature: Sendable {
    let statement: [UInt8]
    let cms: [UInt8]
    let serial: String
    /// The organisation, or the person where there is none, as the certificate names them.
    let holder: String
    /// The roles that the certificate names.
    let roles: [CertificateRole]

    /// As what a person signs for an organisation: its applications and a body's results
    /// (IS-EDS-1; open point Q-IS-51).
    static let rolesToSign: Set<CertificateRole> = [.firstHead, .rightToSign]
}

extension Platform {
    /// Submits an application with the recipient's EDS over its statement (use case 42, 4 and 5).
    ///
    /// The day of acceptance, the day of the law and the version of the calendar are decided now
    /// and kept. What the registers hold is looked up before.
    /// - Throws: `formOutdated` for a draft of an earlier form; `signatureRefused` for a signature of something else or by another;
    ///   `applicationIncomplete` with the places; `caseNotInState` for a second submission.
    package func submitApplication(
        _ id: Identifier<StoredCase>, channel: String, cms: [UInt8], by person: SignedInPerson,
        once: Once
    ) async throws -> StoredCase {
        let draft = try await store.read { [self] transaction in
            let stored = try storedCase(id, in: transaction)
            try stored.requireOwner(person)
            guard stored.state.phase == .draft else { throw CaseFault.alreadySubmitted.refusal }
            try checkOffer(stored.definition)
            try requireCurrentForm(of: stored, in: transaction)
            return stored
        }
        if isDepartmentMissing(for: draft) { try requireDepartment(of: draft) }
        let fee = try await submittedFee(of: draft)
        let signature = try await caseSignature(
            cms, over: draft.statement, by: person,
            roles: person.bin == nil ? nil : CaseSignature.rolesToSign)
        let now = clock.now()
        let submission = try submission(at: now, of: draft.definition, channel: channel)
        // The registers of others are asked before; ours are read again in the transaction.
        let known = try await stateHoldings(of: draft, on: submission.lawOf)
        return try await store.write { [self] transaction in
            var stored = try lockedCase(id, in: transaction)
            try requireCurrentForm(of: stored, in: transaction)
            guard stored.statement == signature.statement else {
                throw Refusal(.signatureRefused, CaseworkWords.changedSince, clause: "IS-EDS-1")
            }
            let author = CaseAuthor(applicant: person.iin)
            let own = try heldByRegisters(stored, on: submission.lawOf, in: transaction)
            let held = Set(own.map(\.code)).union(known.elsewhere)
            let content = stored.state.content
            if held != content.holdings || known.documents != content.heldByState {
                try add(
                    .lookedUp(documents: known.documents, holdings: held), to: &stored,
                    by: author, at: now, in: transaction)
            }
            let event: CaseEvent
            do throws(CaseFault) {
                event = try stored.state.submitting(
                    submission, of: stored.definition, by: valueRules)
            } catch { throw refusal(error, of: stored) }
            let entry = try add(event, to: &stored, by: author, at: now, in: transaction)
            stored.submittedAt = now
            let holder = signature.holder.prefix(scalars: StoredCase.applicantNameLengthMax)
            stored.applicantName = holder.isEmpty ? nil : holder
            stored.body = try provider(of: stored)
            try requireDepartment(of: stored)
            try save(stored, in: transaction)
            try bind(&stored, in: transaction)
            try transaction.execute(
                """
                INSERT INTO casework_signature (case_id, purpose, round, statement, cms, serial,
                    signer, at, entry_id)
                VALUES (\(id), 'application', 1, \(signature.statement), \(cms),
                    \(signature.serial), \(person.iin), \(now), \(entry))
                """)
            if let fee { try use(fee, for: stored, at: now, in: transaction) }
            try openNextTask(of: stored, at: now, in: transaction)
            try once.record(entity: id.text, status: 200, at: now, in: transaction)
            return stored
        }
    }

    private func submission(
        at now: Instant, of definition: ServiceDefinition, channel: String
    ) throws -> CaseEvent.Submission {
        let calendar = calendars.calendar(adoptedBy: clock.today)
        let acceptance: Acceptance
        let (hours, rule) = (try workingHours(), try countingRule())
        do throws(WorkingCalendar.Uncovered) {
            acceptance = try Acceptance(
                of: now, hours: hours,
                movesToNextWorkingDay: definition.movesToNextWorkingDay.value,
                calendar: calendar)
        } catch { throw Refusal(.invalidField, CaseworkWords.calendarEnds) }
        return CaseEvent.Submission(
            at: now, acceptedOn: acceptance.day, channel: channel, isSigned: true,
            lawOf: acceptance.day, calendar: calendar.version, rule: rule,
            definition: casework.file(of: definition.code)?.digest)
    }

    /// The provider that the fields name; nil where a person has to decide.
    ///
    /// - Throws: `applicationIncomplete` where a field that decides is empty, `invalidField` where
    ///   no body is entered.
    private func provider(of stored: StoredCase) throws -> BIN? {
        switch stored.definition.route(
            stored.state.content.fields, territoryOf: casework.territory)
        {
        case .manual: return nil
        case .undetermined(let fields):
            throw CaseFault.incomplete(fields).refusal(of: stored.definition)
        case .authority(let kind, let territory, let clause):
            let authorities = try configuration.settings[OpenPoints.caseworkAuthorities]
            guard let body = authorities.body(kind, territory: territory, on: clock.today) else {
                throw Refusal(.invalidField, CaseworkWords.noBody, clause: clause)
            }
            return body
        }
    }

    // MARK: - Signatures

    /// Judges a detached signature over a statement and makes sure whose it is.
    ///
    /// It is judged now, whatever its time-stamp says: what was revoked before it is handed in hands
    /// nothing in.
    ///
    /// - Parameter roles: what the certificate must say that the signer acts as; nil for anything.
    /// - Throws: `signatureRefused` with what was found, `revocationUnknown`.
    func caseSignature(
        _ cms: [UInt8], over statement: [UInt8], by person: SignedInPerson,
        roles: Set<CertificateRole>? = nil
    ) async throws -> CaseSignature {
        var policy = SignaturePolicy.signedNow(.document, at: clock.now())
        policy.roles = roles
        let report = await signatureService.verify(cms, content: statement, policy: policy)
        let refusals = report.findings.filter { $0.severity == .refusal }
        guard refusals.isEmpty, report.signatures.count == 1,
            let signer = report.signatures.first?.signer
        else {
            let isUnknown = refusals.map(\.code) == [.revocationUnknown]
            throw Refusal(
                isUnknown ? .revocationUnknown : .signatureRefused,
                refusals.isEmpty ? nil : LocalizedText(refusals: refusals), clause: "IS-EDS-1",
                retryAfterSeconds: isUnknown ? 60 : nil)
        }
        guard signer.subject.iin == person.iin.digits,
            signer.subject.bin == person.bin?.digits
        else { throw Refusal(.signatureRefused, CaseworkWords.otherSigner, clause: "IS-EDS-1") }
        return CaseSignature(
            statement: statement, cms: cms, serial: signer.serial,
            holder: signer.subject.organization ?? signer.subject.commonName,
            roles: signer.roles)
    }
}
