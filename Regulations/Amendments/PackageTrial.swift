import Kernel

/// What the linter says of a package's file, and what the package would change; nothing is loaded.
package struct PackageTrial: Sendable {
    /// A provision that the package touches.
    package struct Change: Sendable {
        /// The rules.
        package let act: String
        /// Where it stands.
        package let address: ProvisionAddress
        /// The clause.
        package let clause: Clause
        /// What stands there without the package; nil for nothing.
        package let before: ProvisionVersion?
        /// What would stand there.
        package let after: ProvisionVersion
    }

    /// The package; nil where the file cannot be read.
    package let package: AmendmentPackage?
    /// The first place in the file that cannot be read.
    package let unreadable: String?
    /// Everything that the linter refuses, and the services that would be closed.
    package let faults: [RuleBook.Fault]
    /// Whether a package of this name is loaded, which this one would replace.
    package let replacesLoaded: Bool
    /// What would change, in the order of the rules; empty where there are faults.
    package let changes: [Change]

    /// Whether the package would be taken at the next start.
    package var isRight: Bool { package != nil && faults.isEmpty }

    /// The most operations that a file may have to be tried.
    package static let operationsMax = 1000
}

extension RuleBook {
    /// Tries a package's file beside the rules that are loaded.
    ///
    /// - Parameter check: what else is wrong with the rules with the package, beside those without.
    package func trying(
        _ file: [UInt8],
        _ check: (_ with: RuleBook, _ without: RuleBook, AmendmentPackage) -> [Fault]
    ) -> PackageTrial {
        let package: AmendmentPackage
        do throws(Regulations.Fault) {
            package = try AmendmentPackage(file: file)
            guard package.operations.count <= PackageTrial.operationsMax else {
                throw Regulations.Fault(place: "operations > \(PackageTrial.operationsMax)")
            }
        } catch {
            return PackageTrial(
                package: nil, unreadable: error.place, faults: [], replacesLoaded: false,
                changes: [])
        }
        let others = packages.filter { $0.id != package.id }
        let without = RuleBook(ruleSets: ruleSets, packages: others, assumes: assumes)
        let with = RuleBook(ruleSets: ruleSets, packages: others + [package], assumes: assumes)
        var faults = with.lint()
        if faults.isEmpty { faults = check(with, without, package) }
        return PackageTrial(
            package: package, unreadable: nil, faults: faults,
            replacesLoaded: others.count < packages.count,
            changes: faults.isEmpty ? with.changes(by: package.id, over: without) : [])
    }

    private func changes(by package: String, over without: RuleBook) -> [PackageTrial.Change] {
        ruleSets.flatMap { rules in
            provisions(of: rules.act).compactMap { history -> PackageTrial.Change? in
                guard let after = history.versions.last(where: { $0.package == package }) else {
                    return nil
                }
                let before = without.provisions(of: rules.act)
                    .first { $0.address == history.address }?.versions.last
                return PackageTrial.Change(
                    act: rules.act, address: history.address, clause: history.clause,
                    before: before, after: after)
            }
        }
    }
}

extension RuleBook.Fault {
    /// The fault for whoever writes the package.
    package var words: LocalizedText {
        switch self {
        case .unknownRules(let clause, let act):
            LocalizedText(
                kk: "\(clause): «\(act)» қағидалары жоқ", ru: "\(clause): правил «\(act)» нет",
                en: "\(clause): there are no rules “\(act)”")
        case .missingProvision(let clause, let address):
            LocalizedText(
                kk: "\(clause): \(address) мекенжайында ештеңе жоқ",
                ru: "\(clause): по адресу \(address) ничего нет",
                en: "\(clause): nothing stands at \(address)")
        case .overlap(let clause, let other):
            LocalizedText(
                kk: "\(clause) операциясы \(other) өзгертетінді өзгертеді және оны айтпайды",
                ru: "\(clause) меняет то же, что и \(other), и не говорит об этом",
                en: "\(clause) touches what \(other) touches, and does not say so")
        case .falseOverlap(let clause, let other):
            LocalizedText(
                kk: "\(clause) операциясы \(other) операциясын қайталамайды",
                ru: "\(clause) не повторяет \(other)", en: "\(clause) does not repeat \(other)")
        case .wrongShape(let clause):
            LocalizedText(
                kk: "\(clause): түрі, мекенжайы мен бөліктері сәйкес емес",
                ru: "\(clause): вид, адрес и части не подходят друг к другу",
                en: "\(clause): kind, address and parts do not fit each other")
        case .doubled(let what):
            LocalizedText(
                kk: "«\(what)» екі рет тұр", ru: "«\(what)» стоит дважды",
                en: "“\(what)” stands twice")
        case .idleException(let item):
            LocalizedText(
                kk: "\(item)-тармақ: жеке күні бар абзацтар ешбір операцияда жоқ",
                ru: "пункт \(item): абзацев с отдельным днём нет ни в одной операции",
                en: "item \(item): paragraphs with a day of their own are in no operation")
        case .closesService(let title, let day):
            LocalizedText(
                kk: "\(day) бастап «\(title.kk)» қызметі жабылады: ол сүйенетін тармақтың мәтіні "
                    + "жоқ",
                ru: "С \(day) закрывается услуга «\(title.ru)»: положения, на котором она стоит, "
                    + "больше нет",
                en: "From \(day) “\(title.en)” is closed: a provision on which it rests has no "
                    + "wording any more")
        }
    }
}
