import AccessControl
import DigitalDocuments
import Journal
import Kernel
import Signatures
import WorkingTime

/// How changes are written in the files that an administrator hands in (`docs/administration.md`).
extension AdministrativeChange {
    /// A member of the file that is missing or wrong.
    package struct FileFault: Error, Sendable, CustomStringConvertible {
        /// The member and what it must be.
        package let description: String
    }

    /// Reads a proposal back.
    init(kind: String, proposal: JSON) throws {
        switch JournalKind(rawValue: kind) {
        case .clientAdded: self = .addClient(try ClientDraft(administration: proposal))
        case .clientChanged where proposal["jwks"] != nil: try self.init(clientKeys: proposal)
        case .clientChanged:
            self = .setCallback(
                client: try text("client", in: proposal), url: proposal["callbackUrl"]?.string)
        case .clientIntegrated: try self.init(integration: proposal)
        case .exemptionRecorded: try self.init(exemption: proposal)
        case .officialAdded: self = .addOfficial(try OfficialDraft(administration: proposal))
        case .registerAdded: self = .addRegister(try RegisterDraft(administration: proposal))
        case .issuerAdded: try self.init(issuer: proposal)
        case .rootAdded: try self.init(root: proposal)
        case .voucherPilotVersionRecorded:
            self = .recordPilotVersion(try PilotFile(administration: proposal))
        case .actPublicationEntered:
            self = .enterPublication(try ActPublication(proposal: proposal))
        case .workingCalendarChanged:
            guard let decision = CalendarDecision(json: proposal) else {
                throw FileFault(description: "must be {base, changes, reason, act}")
            }
            self = .changeCalendar(decision)
        case .keyRotated: self = .rotateKey(kid: try text("kid", in: proposal))
        case .keyRetired: self = .retireKey(kid: try text("kid", in: proposal))
        default: throw FileFault(description: "no such kind of proposal")
        }
    }

    /// Reads `{client, jwks}`: the public keys by which the system is known from then on.
    package init(clientKeys json: JSON) throws {
        let client = try text("client", in: json)
        guard let keys = json["jwks"] else { throw fault("jwks", "a JWK set of public keys") }
        do {
            _ = try KeySet(jwks: keys)
        } catch {
            throw FileFault(description: "jwks: \(error)")
        }
        self = .setClientKeys(client: client, keys: keys)
    }

    /// Reads `{client, evidence}`.
    package init(integration json: JSON) throws {
        self = .recordIntegration(
            client: try text("client", in: json), evidence: try evidence(in: json))
    }

    /// Reads `{client, ground, evidence}`; the ground is one of the four of KDP-3.
    package init(exemption json: JSON) throws {
        guard let ground = ExemptionGround(rawValue: try text("ground", in: json)) else {
            throw fault(
                "ground", ExemptionGround.allCases.map(\.rawValue).joined(separator: ", "))
        }
        self = .recordExemption(
            client: try text("client", in: json), ground: ground, evidence: try evidence(in: json))
    }

    /// Reads `{rootPem}`: a certification authority's certificate.
    package init(root json: JSON) throws {
        let root = try Certificate(pem: try text("rootPem", in: json))
        guard root.isAuthority else { throw fault("rootPem", "an authority's certificate") }
        self = .addRoot(root)
    }

    /// Reads `{bin, documentType, rootPem?}`.
    package init(issuer json: JSON) throws {
        guard let type = DocumentType(rawValue: try text("documentType", in: json)) else {
            throw FileFault(description: "documentType: no such kind")
        }
        let root = try json["rootPem"]?.string.map { try Certificate(pem: $0) }
        self = .addIssuer(bin: try bin(in: json), documentType: type, root: root)
    }
}

extension ClientDraft {
    /// Reads `{id, name:{kk,ru,en}, bin, role, operatorKind, scopes, dataSets?, jwks, decision?,
    /// integration?, callbackUrl?}`.
    package init(administration json: JSON) throws {
        guard let role = ClientSystem.Role(rawValue: try text("role", in: json)) else {
            throw fault("role", "user, owner or authorisedBody")
        }
        guard let kind = ClientSystem.OperatorKind(rawValue: try text("operatorKind", in: json))
        else { throw fault("operatorKind", "stateBody, individual or legalEntity") }
        let scopes = try (json["scopes"]?.array ?? []).map { word in
            guard let scope = word.string.flatMap(Scope.init(rawValue:)) else {
                throw fault("scopes", Scope.allCases.map(\.rawValue).joined(separator: ", "))
            }
            return scope
        }
        guard let keys = json["jwks"] else { throw fault("jwks", "a JWK set of public keys") }
        _ = try KeySet(jwks: keys)
        self.init(
            id: try text("id", in: json), name: try localizedName(in: json),
            bin: try UseCases.bin(in: json),
            role: role, operatorKind: kind, scopes: Set(scopes),
            dataSets: Set((json["dataSets"]?.array ?? []).compactMap(\.string)), keys: keys,
            decision: json["decision"]?.string, integration: json["integration"]?.string,
            callbackURL: json["callbackUrl"]?.string)
    }
}

/// Makes sure that notices go over https; in the sandbox to this machine alone.
func checkCallback(_ url: String?, isSandbox: Bool) throws {
    guard let url else { return }
    let isRight =
        isSandbox ? url.hasPrefix("http://127.0.0.1:") : url.hasPrefix("https://")
    guard isRight, url.utf8.count <= 500 else {
        throw fault(
            "callbackUrl", isSandbox ? "an address at http://127.0.0.1:PORT" : "an https address")
    }
}

extension OfficialDraft {
    /// Reads `{iin, name, bin, role}`; several roles stand with a blank between them.
    package init(administration json: JSON) throws {
        let digits = try text("iin", in: json)
        guard let iin = try? IIN(digits, rules: .sandbox) else { throw fault("iin", "an IIN") }
        let role = try text("role", in: json)
        guard role.split(separator: " ").allSatisfy({ OfficialRole(rawValue: String($0)) != nil })
        else {
            throw fault(
                "role", "of " + OfficialRole.allCases.map(\.rawValue).joined(separator: ", "))
        }
        self.init(
            iin: iin, name: try text("name", in: json), body: try bin(in: json), role: role)
    }
}

extension RegisterDraft {
    /// Reads `{id, kind, url, secret, documentTypes?}`.
    package init(administration json: JSON) throws {
        guard let kind = Kind(rawValue: try text("kind", in: json)) else {
            throw fault("kind", "persons, phones, documents or organisations")
        }
        let types = try (json["documentTypes"]?.array ?? []).map { word in
            guard let type = word.string.flatMap(DocumentType.init(rawValue:)) else {
                throw fault("documentTypes", "kinds of documents")
            }
            return type
        }
        self.init(
            id: try text("id", in: json), kind: kind, url: try text("url", in: json),
            secret: try text("secret", in: json), documentTypes: Set(types))
    }
}

private func fault(_ name: String, _ expectation: String) -> AdministrativeChange.FileFault {
    AdministrativeChange.FileFault(description: "\(name): must be \(expectation)")
}

private func text(_ name: String, in json: JSON) throws -> String {
    guard let value = json[name]?.string, !value.isEmpty else { throw fault(name, "a text") }
    return value
}

private func evidence(in json: JSON) throws -> String {
    let text = try text("evidence", in: json)
    guard text.count <= 500 else { throw fault("evidence", "at most 500 characters") }
    return text
}

private func bin(in json: JSON) throws -> BIN {
    guard let bin = try? BIN(try text("bin", in: json), rules: .sandbox) else {
        throw fault("bin", "a BIN")
    }
    return bin
}

private func localizedName(in json: JSON) throws -> LocalizedText {
    guard let name = LocalizedText(json: json["name"]) else { throw fault("name", "{kk, ru, en}") }
    return name
}
