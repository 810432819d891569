import Kernel

/// The lives of the orders whose rules are amended: signed, registered, amended (IS-O.1).
///
/// One order may have approved several rule sets, and an amendment may take effect on several days.
func baseOrders(_ ruleSets: [RuleSet], amendedBy packages: [AmendmentPackage]) -> [ActLife] {
    var lives: [ActLife] = []
    for rules in ruleSets where !lives.contains(where: { $0.rules.contains(rules.act) }) {
        let own = ruleSets.filter { $0.order == rules.order }.map(\.act)
        let amendments = packages.flatMap { $0.amendments(of: own) }
        guard !amendments.isEmpty else { continue }
        let events = [
            ActEvent(
                kind: .signed, day: rules.order.date, assumedDay: nil, number: rules.order.number),
            // The day of the registration is not held, the number is.
            ActEvent(
                kind: .registered, day: nil, assumedDay: nil, number: rules.order.registration),
        ]
        lives.append(
            ActLife(
                act: rules.act, rules: own, order: rules.order.number,
                events: events + amendments))
    }
    return lives
}

extension AmendmentPackage {
    /// The days on which the package changes the rule sets, each once, in their order.
    fileprivate func amendments(of acts: [String]) -> [ActEvent] {
        var days: [Commencement] = []
        for operation in operations where acts.contains(operation.act) {
            let paragraphs =
                operation.parts.isEmpty ? [operation.command] : operation.parts.map(\.paragraph)
            for paragraph in paragraphs {
                let begins = commencement(
                    item: operation.item, paragraph: paragraph, assumes: true)
                if !days.contains(begins) { days.append(begins) }
            }
        }
        return days.sorted { ($0.day?.daysSince1970 ?? .max) < ($1.day?.daysSince1970 ?? .max) }
            .map { begins in
                ActEvent(
                    kind: .amended, day: begins.entered, assumedDay: begins.assumedDay,
                    number: order.number, assumedPublication: assumedPublicationDay)
            }
    }
}
