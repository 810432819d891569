import Casework
import Kernel
import Store

/// A territorial department that can be asked for a conclusion.
package struct AskedDepartment: Sendable, Hashable {
    /// The department.
    package let bin: BIN
    /// Its name.
    package let name: LocalizedText
    /// Whether the place of activity leads to it.
    package let isOfPlace: Bool
}

/// Which territorial department is asked for a conclusion (use case 93).
extension Platform {
    /// The departments between which whoever ends the stage can choose, that of the place first;
    /// empty where the stage asks for no conclusion.
    package func departments(for stored: StoredCase) throws(Refusal) -> [AskedDepartment] {
        let stage = stored.state.stage.flatMap(stored.definition.stage)
        let asks = stage?.outcomes.contains { outcome in
            stored.definition.stage(outcome.next)?.isConclusion == true
        }
        guard asks == true else { return [] }
        return try departments(of: stored)
    }

    /// The departments to which one that was asked by mistake can point; empty in other stages.
    package func otherDepartments(
        for stored: StoredCase, than body: BIN
    ) throws(Refusal) -> [AskedDepartment] {
        let stage = stored.state.stage.flatMap(stored.definition.stage)
        guard stage?.isConclusion == true else { return [] }
        return try departments(of: stored).filter { $0.bin != body }
    }

    private func departments(of stored: StoredCase) throws(Refusal) -> [AskedDepartment] {
        let ofPlace = try departmentOfPlace(of: stored)
        let (authorities, today) = (
            try configuration.settings[OpenPoints.caseworkAuthorities], clock.today
        )
        // Who has a successor is asked no more.
        let entered = authorities.filter {
            $0.kind == .territorialDepartment
                && authorities.acting(for: $0.bin, on: today) == $0.bin
        }
        let all = entered.enumerated().filter { index, one in
            !entered.prefix(index).contains { $0.bin == one.bin }
        }.map { _, one in
            AskedDepartment(bin: one.bin, name: one.name, isOfPlace: one.bin == ofPlace)
        }
        return all.filter(\.isOfPlace) + all.filter { !$0.isOfPlace }
    }

    /// The department that is responsible for the place of activity (IS-3.9-v1).
    func departmentOfPlace(of stored: StoredCase) throws(Refusal) -> BIN? {
        try configuration.settings[OpenPoints.caseworkAuthorities]
            .body(.territorialDepartment, territory: territory(of: stored), on: clock.today)
    }

    /// The department that is asked: the one that was named, or else that of the place.
    func department(of stored: StoredCase) throws(Refusal) -> BIN? {
        if let named = stored.state.department {
            return try configuration.settings[OpenPoints.caseworkAuthorities]
                .acting(for: BIN(stored: named), on: clock.today)
        }
        return try departmentOfPlace(of: stored)
    }

    /// Names the department, once the stage that asks has ended.
    ///
    /// That of the place is asked without a word; after a return nobody is asked unsaid, so that the
    /// request does not go back to where it came from.
    /// - Throws: `invalidField` for what is no department, or where none is named and has to be;
    ///   `refusalIncomplete` without reasons.
    func nameDepartment(
        _ answer: TaskAnswer, askingAnew: Bool, of stored: inout StoredCase,
        by official: SignedInOfficial, at now: Instant, in transaction: any Transaction
    ) throws {
        let stage = stored.state.stage.flatMap(stored.definition.stage)
        // What does not ask says nothing of whom.
        guard let stage, stage.isConclusion else { return }
        guard let chosen = answer.department else {
            guard !askingAnew else {
                throw Refusal(.invalidField, DepartmentWording.toName, clause: stage.clause)
            }
            return
        }
        guard try departments(of: stored).contains(where: { $0.bin == chosen }) else {
            throw Refusal(.invalidField, DepartmentWording.unknown, clause: stage.clause)
        }
        let usual = try departmentOfPlace(of: stored)
        guard askingAnew || chosen != usual else { return }
        let named = CaseEvent.DepartmentNamed(
            stage: stage.code, from: usual?.digits, to: chosen.digits,
            by: officialName(official.person.iin), reasons: answer.departmentReasons.trimmed,
            on: clock.today)
        try add(
            .departmentNamed(named), to: &stored, by: CaseAuthor(official: official), at: now,
            in: transaction)
    }

    /// Hands a request back that is not for the official's department, before its conclusion.
    ///
    /// - Parameter other: the department that should be asked; nil where the official names none.
    /// - Throws: `caseNotInState` for work that is no request, `taskTaken`, `taskClosed`,
    ///   `refusalIncomplete` without reasons, `invalidField` for what is no other department,
    ///   `roleNotAllowed` for one's own case.
    package func handBackRequest(
        _ id: Identifier<CaseTask>, to other: BIN?, reasons: String, by official: SignedInOfficial,
        once: Once
    ) async throws -> TaskInHand {
        let now = clock.now()
        return try await onTask(id, by: official, once: once) { [self] task, stored, transaction in
            guard task.work == .register || task.work == .stage,
                let stage = task.stage.flatMap(stored.definition.stage), stage.isConclusion
            else { throw Refusal(.caseNotInState, ConclusionWords.none) }
            let isMine = task.takenBy == official.person.iin
            guard isMine || task.work == .register && task.takenBy == nil else {
                throw Refusal(.taskTaken)
            }
            try requireNotOwn(official, stored, in: transaction)
            if let other {
                let known = try departments(of: stored).map(\.bin)
                guard other != official.body, known.contains(other) else {
                    throw Refusal(.invalidField, DepartmentWording.unknown, clause: stage.clause)
                }
            }
            let returned = CaseEvent.RequestReturn(
                stage: stage.code, from: official.body.digits, to: other?.digits,
                by: officialName(official.person.iin), reasons: reasons.trimmed, on: clock.today)
            try add(
                .requestReturned(returned), to: &stored, by: CaseAuthor(official: official),
                at: now, in: transaction)
            try finish(task, of: stored, outcome: "handedBack", at: now, in: transaction)
        }
    }
}

enum DepartmentWording {
    static let unknown = LocalizedText(
        kk: "Мұндай басқа аумақтық департамент енгізілмеген",
        ru: "Такой другой территориальный департамент не введён",
        en: "No such other territorial department is entered")
    static let toName = LocalizedText(
        kk: "Сұрау қайтарылды: енді қай департаменттен сұралатынын және неге екенін көрсетіңіз",
        ru: "Запрос вернули: назовите департамент, которому он направляется теперь, и причину",
        en: "The request was handed back: name the department that is asked now, and why")
}
