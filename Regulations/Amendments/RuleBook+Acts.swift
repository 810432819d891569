import Kernel

extension RuleBook {
    /// The rule sets in the form in which every act is read: clauses with dated versions.
    package var acts: [Act] { ruleSets.map(act) }

    /// One of them; nil where the tag is of no rule set.
    package func act(_ tag: String) -> Act? { ruleSet(tag).map(act) }

    private func act(_ rules: RuleSet) -> Act {
        Act(
            tag: rules.act, title: rules.title, number: rules.order.number,
            registration: rules.order.registration,
            clauses: provisions(of: rules.act).map { clause($0, since: rules.order.date) })
    }

    /// The versions of a provision that applied at some time, without those never in force.
    private func clause(_ history: ProvisionHistory, since: Day) -> ActClause {
        let dated = history.versions.filter { $0.begins != .notEntered }
        let applied = dated.enumerated().filter { index, version in
            index + 1 == dated.count || dated[index + 1].begins != version.begins
        }.map(\.element)
        let versions = applied.enumerated().map { index, version in
            let next = index + 1 < applied.count ? applied[index + 1].begins : nil
            return ClauseVersion(
                from: version.begins.entered,
                // What stood there before is known to have stood since the order, no more.
                assumedFrom: version.begins == .before ? since : version.begins.assumedDay,
                until: next?.entered, assumedUntil: next?.assumedDay,
                text: version.state.wording)
        }
        return ActClause(clause: history.clause, versions: versions)
    }
}

extension Commencement {
    /// The day, if somebody entered it or the act names it.
    package var entered: Day? { if case .on(let day) = self { day } else { nil } }
    /// The day, if it is only assumed.
    package var assumedDay: Day? { if case .assumed(let day) = self { day } else { nil } }
}

extension ProvisionVersion.State {
    /// What a reader is shown; nil where the wording is not held.
    package var wording: LocalizedText? {
        switch self {
        case .text(let text): text
        case .notHeld: nil
        case .deleted:
            LocalizedText(
                kk: "Алып тасталды. Көрші тармақшалардың нөмірлері өзгерген жоқ.",
                ru: "Исключено. Нумерация соседних подпунктов не изменилась.",
                en: "Excluded. The numbers of its neighbours did not change.")
        case .replaced:
            LocalizedText(
                kk: "Жаңа редакцияда жоқ.", ru: "В новой редакции отсутствует.",
                en: "Not in the new wording.")
        }
    }

    /// The name in answers.
    package var name: String {
        switch self {
        case .text: "text"
        case .notHeld: "notHeld"
        case .deleted: "deleted"
        case .replaced: "replaced"
        }
    }
}
