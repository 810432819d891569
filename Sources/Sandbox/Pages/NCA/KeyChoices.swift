import Kernel
import UseCases

/// The keys from which a person of the sandbox chooses; the value is `kind:iin:bin:validity`.
extension SyntheticWorld {
    /// Citizens, officials, and a citizen's keys with which something is wrong.
    func keyChoices(in language: Language) -> [(value: String, text: String)] {
        var keys = [NamedPerson.citizen, .policeman, .bankClerk].map { named in
            let person = person(named)
            return (
                value: "individual:\(person.iin.digits)::valid",
                text: person.name.full + " · " + NCAHolderKind.individual.name[language]
            )
        }
        let firm = applicant
        keys.append(
            (
                value: "\(NCAHolderKind.firstHead.rawValue):\(firm.head.iin.digits):"
                    + "\(firm.body.bin.digits):valid",
                text: firm.head.name.full + " · " + firm.body.name[language]
            ))
        keys += officials.map { official in
            (
                value: "\(official.certificate.rawValue):\(official.person.iin.digits):"
                    + "\(official.body.bin.digits):valid",
                text: official.person.name.full + " · " + official.body.name[language]
            )
        }
        let citizen = person(.citizen)
        keys += [NCAValidity.expired, .revoked, .notYetValid].map { validity in
            (
                value: "individual:\(citizen.iin.digits)::\(validity.rawValue)",
                text: citizen.name.full + " · " + validity.name[language]
            )
        }
        return keys
    }
}

extension SyntheticWorld {
    /// The firm that applies for permits, with its head.
    var applicant: (head: SyntheticPerson, body: LegalEntity) {
        (person(.graduate), LegalEntities.miningFirm)
    }
}

extension JSON {
    /// A choice as the members of an order for a certificate.
    init(keyChoice choice: String) {
        let values = choice.split(separator: ":", omittingEmptySubsequences: false)
        self = .object(
            zip(["kind", "iin", "bin", "validity"], values).map { name, value in
                JSON.Member(name, .string(String(value)))
            })
    }
}
