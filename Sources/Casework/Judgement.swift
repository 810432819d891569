import Kernel

extension CaseEvent {
    /// What an official found of one field or document of an application (use case 68).
    package struct Verdict: Hashable, Sendable {
        /// Field or document.
        package let subject: Completeness.Subject
        /// The code.
        package let code: String
        /// The digest of the document that was judged; nil for a field.
        package let digest: String?
        /// Why it is not accepted; nil where it is.
        package let reason: String?

        /// Whether it is accepted.
        package var isAccepted: Bool { reason == nil }

        /// A verdict.
        package init(
            _ subject: Completeness.Subject, _ code: String, digest: String? = nil,
            reason: String? = nil
        ) {
            self.subject = subject
            self.code = code
            self.digest = digest
            self.reason = reason
        }
    }

    /// Verdicts that were given at once.
    package struct Judgement: Hashable, Sendable {
        /// The most verdicts of one event.
        package static let verdictsMax = 10
        /// The most characters of a reason.
        package static let reasonLengthMax = 500

        /// The stage in which it was judged.
        package let stage: String
        /// The verdicts.
        package let verdicts: [Verdict]
        /// Who judged; the name says nothing about the person.
        package let by: String
        /// The day.
        package let on: Day

        /// Verdicts.
        package init(stage: String, verdicts: [Verdict], by: String, on: Day) {
            self.stage = stage
            self.verdicts = verdicts
            self.by = by
            self.on = on
        }
    }
}

extension Case {
    /// The verdict on a field or document; nil where it is not judged.
    package func verdict(
        on subject: Completeness.Subject, _ code: String
    ) -> CaseEvent.Verdict? { verdicts.first { $0.subject == subject && $0.code == code } }

    /// What is not accepted, in the order in which it was judged.
    package var notAccepted: [CaseEvent.Verdict] { verdicts.filter { !$0.isAccepted } }

    /// Whether there is such a field or document in the application that can be judged.
    package func canJudge(_ subject: Completeness.Subject, _ code: String) -> Bool {
        switch subject {
        case .document: digests[code] != nil
        case .field: content.fields[code] != nil || content.people[code] != nil
        case .variant, .holding, .rights: false
        }
    }

    mutating func judge(_ judgement: CaseEvent.Judgement) throws(CaseFault) {
        guard let stage else { throw phase == .draft ? .notSubmitted : .ended }
        guard stage == judgement.stage else { throw .otherStage(stage) }
        guard !isSuspended else { throw .suspended }
        for verdict in judgement.verdicts {
            guard canJudge(verdict.subject, verdict.code) else { throw .unknown(verdict.code) }
            // What was sent since is another document than the one that was judged.
            if verdict.subject == .document, verdict.digest != digests[verdict.code] {
                throw .unknown(verdict.code)
            }
            if let reason = verdict.reason {
                guard reason.trimmed.count >= CaseFault.reasonsLengthMin else {
                    throw .reasonsMissing
                }
            }
        }
        for verdict in judgement.verdicts {
            drop(verdict.subject, verdict.code)
            verdicts.append(verdict)
        }
    }

    /// The verdict on what is no longer there falls away.
    mutating func drop(_ subject: Completeness.Subject, _ code: String) {
        verdicts.removeAll { $0.subject == subject && $0.code == code }
    }

    /// A stage that could refuse does not end otherwise while something is not accepted.
    func checkVerdicts(
        for outcome: ServiceDefinition.Outcome, of stage: ServiceDefinition.Stage
    ) throws(CaseFault) {
        guard outcome.grounds.isEmpty, stage.outcomes.contains(where: { !$0.grounds.isEmpty })
        else { return }
        let codes = notAccepted.map(\.code)
        guard codes.isEmpty else { throw .notAccepted(codes) }
    }
}

extension ServiceDefinition {
    /// What a verdict is about, by its name.
    ///
    /// - Parameter kind: the kind of application, which may have a clause of its own.
    package func item(
        _ verdict: CaseEvent.Verdict, in kind: String = ""
    ) -> RefusalStatement.Item {
        let (title, clause): (LocalizedText?, Clause?) =
            switch verdict.subject {
            case .document:
                (document(verdict.code)?.title, document(verdict.code)?.clause(in: kind))
            case .field: (field(verdict.code)?.title, field(verdict.code)?.clause(in: kind))
            case .variant, .holding, .rights: (nil, nil)
            }
        let code = LocalizedText(kk: verdict.code, ru: verdict.code, en: verdict.code)
        return RefusalStatement.Item(verdict: verdict, title: title ?? code, clause: clause)
    }
}

extension CaseEvent.Judgement {
    var json: JSON {
        [
            "event": "judged", "stage": .string(stage),
            "verdicts": .array(verdicts.map(\.json)), "by": .string(by), "on": JSON(on),
        ]
    }

    init?(json: JSON, on day: Day) {
        guard let stage = json["stage"]?.string, let by = json["by"]?.string,
            let list = json["verdicts"]?.array
        else { return nil }
        let verdicts = list.compactMap(CaseEvent.Verdict.init(json:))
        guard verdicts.count == list.count else { return nil }
        self.init(stage: stage, verdicts: verdicts, by: by, on: day)
    }
}

extension CaseEvent.Verdict {
    /// As it stands in the event.
    package var json: JSON {
        [
            "subject": .string(subject.rawValue), "code": .string(code), "digest": JSON(digest),
            "accepted": .bool(isAccepted), "reason": JSON(reason),
        ]
    }

    fileprivate init?(json: JSON) {
        guard let subject = json["subject"]?.string.flatMap(Completeness.Subject.init(rawValue:)),
            let code = json["code"]?.string
        else { return nil }
        self.init(
            subject, code, digest: json["digest"]?.string, reason: json["reason"]?.string)
    }
}
