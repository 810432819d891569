import FoodVouchers
import Foundation
import HSM
import Kernel
import Signatures
import UseCases

/// What the operator decides, read once from the environment and the configuration file.
///
/// Every problem is reported at once; `qyzmet check` prints all of it with secrets hidden.
package struct Configuration: Sendable {
    /// The mode (`QYZMET_MODE`: `sandbox` or `production`; default `sandbox`).
    package var mode: PlatformConfiguration.Mode = .sandbox
    /// The address to listen on (`QYZMET_ADDRESS`, `host:port`; default `127.0.0.1:8080`).
    package var host = "127.0.0.1"
    /// The port to listen on; 0 takes a free one.
    package var port: UInt16 = 8080
    /// The store (`QYZMET_DATABASE_URL`; default `sqlite:var/qyzmet.db`).
    package var databaseURL = "sqlite:var/qyzmet.db"
    /// The address under which people reach us (`QYZMET_PUBLIC_URL`; default `http://` + address).
    package var publicURL: String?
    /// Keys, the root secret and the file of heads (`QYZMET_DATA`; default the store's folder,
    /// or `var` with PostgreSQL).
    package var dataFolder = "var"
    /// The sandbox's first moment (`QYZMET_SANDBOX_START`, RFC 3339; default the machine's time).
    package var sandboxStart: Instant?
    /// Whether the sandbox may listen beyond loopback (`QYZMET_SANDBOX_EXPOSE=1`).
    package var isSandboxExposed = false
    /// How many synthetic people the sandbox has (`QYZMET_SANDBOX_PEOPLE`, 20 to 1,000,000).
    package var sandboxPeople = 500
    /// Whether this is a further server of a sandbox that runs already (`QYZMET_SANDBOX_JOIN=1`):
    /// it uses that one's store, data folder and registers, and starts none of its own.
    package var joinsSandbox = false
    /// Addresses of proxies whose `X-Forwarded-For` is believed (`trustedProxies`).
    package var trustedProxies: Set<String> = []
    /// The shared secret of the message gateway (`gatewaySecret`); a secret.
    package var gatewaySecret: String?
    /// Where Kannel takes messages (`kannel.url`); nil without Kannel.
    package var kannelURL: String?
    /// The file of settings (`QYZMET_CONFIG`); nil without.
    package var file: String?
    /// The hosts at which certification authorities answer about certificates of people
    /// (`authorityHosts`): OCSP, lists of revoked certificates, time-stamps.
    package var authorityHosts: [String] = []
    /// Where time-stamps are made (`timeStampURL`); nil without.
    package var timeStampURL: String?
    /// The keys in a hardware module that sign tokens, receipts and heads (`hsm`), the oldest
    /// first; none where they lie in files.
    package var hardwareKeys: [HSMKey.Place] = []
    /// Who asks people for signatures on the phone (`signingOrganisation`); nil where nobody does.
    package var signingOrganisation: SigningOrganisation?
    /// Certificates that messages may name without carrying them (`peerCertificates`).
    package var peerCertificates: [Certificate] = []
    /// Where e-Otinish takes appeals (`eOtinish.url`); nil while complaints have to wait.
    package var eOtinishURL: String?
    /// What it asks of its callers (`eOtinish.secret`); a secret.
    package var eOtinishSecret = ""
    /// Kannel's user (`kannel.user`).
    package var kannelUser = ""
    /// Kannel's password (`kannel.password`); a secret.
    package var kannelPassword = ""

    /// What the operator has decided of the points that the acts leave open (`settings`).
    package var settings = Settings(OpenPoints.all, isSandbox: true)

    /// Pilots of food vouchers that the operator has entered (`voucherPilots`).
    package var pilots: [PilotFile] = []

    /// The documented defaults.
    package init() {}

    /// Something that the operator must mend before anything starts.
    package struct Problem: Error, Sendable, Hashable, CustomStringConvertible {
        /// Which setting.
        package let setting: String
        /// What it must be.
        package let explanation: String

        /// The setting and what is wrong with it.
        package var description: String { "\(setting): \(explanation)" }
    }

    /// Reads the environment and the file that `QYZMET_CONFIG` names.
    ///
    /// - Throws: ``Problems`` with every problem.
    package init(environment: [String: String]) throws(Problems) {
        var reader = Reader(environment: environment)
        self.init()
        reader.read(into: &self)
        if !reader.problems.isEmpty { throw Problems(all: reader.problems) }
    }

    /// Every problem of a configuration.
    package struct Problems: Error, Sendable, CustomStringConvertible {
        /// One or more.
        package let all: [Problem]

        /// A line for each.
        package var description: String { all.map(\.description).joined(separator: "\n") }
    }

    /// The settings as lines of name and value, secrets hidden.
    package var lines: [(name: String, value: String)] {
        [
            ("QYZMET_MODE", mode.rawValue), ("QYZMET_ADDRESS", "\(host):\(port)"),
            ("QYZMET_DATABASE_URL", Self.hidingPassword(databaseURL)),
            ("QYZMET_PUBLIC_URL", publicURL ?? "http://\(host):\(port)"),
            ("QYZMET_DATA", dataFolder), ("QYZMET_CONFIG", file ?? "not set"),
            ("QYZMET_SANDBOX_START", sandboxStart?.description ?? "the machine's time"),
            ("QYZMET_SANDBOX_EXPOSE", isSandboxExposed ? "1" : "0"),
            ("QYZMET_SANDBOX_PEOPLE", "\(sandboxPeople)"),
            ("QYZMET_SANDBOX_JOIN", joinsSandbox ? "1" : "0"),
            ("trustedProxies", trustedProxies.sorted().joined(separator: " ")),
            ("authorityHosts", authorityHosts.sorted().joined(separator: " ")),
            ("timeStampURL", timeStampURL ?? "not set"),
            ("gatewaySecret", gatewaySecret == nil ? "not set" : "hidden"),
            ("voucherPilots", pilots.map(\.pilot.id).joined(separator: " ")),
            ("hsm", hardwareText),
            ("signingOrganisation", signingOrganisation?.bin.digits ?? "not set"),
            ("peerCertificates", "\(peerCertificates.count)"),
            ("eOtinish.url", eOtinishURL ?? "not set"),
            ("eOtinish.secret", eOtinishSecret.isEmpty ? "not set" : "hidden"),
            ("kannel.url", kannelURL ?? "not set"),
            ("kannel.user", kannelUser.isEmpty ? "not set" : kannelUser),
            ("kannel.password", kannelPassword.isEmpty ? "not set" : "hidden"),
        ]
            + settings.declared.map { declaration in
                let value = settings.json(of: declaration)?.text ?? "not set"
                return (declaration.key, "\(value) (\(settings.origin(of: declaration).rawValue))")
            }
    }

    /// What production must have before its services open, each as a problem.
    package var missingSettings: [Problem] {
        settings.missing.map { declaration in
            Problem(
                setting: declaration.key,
                explanation: "must be set in the section settings of QYZMET_CONFIG: "
                    + "\(declaration.meaning.en), \(declaration.expectation) "
                    + "(\(declaration.question)); until then \(declaration.service.rawValue) "
                    + "stays closed")
        }
    }

    /// The file outside the store to which every head of the journal goes.
    package var headsFile: String {
        let path = settings.entered(OpenPoints.headsFile) ?? "heads.jsonl"
        return path.hasPrefix("/") ? path : dataFolder + "/" + path
    }

    /// The address without the password before the host, or that of the parameter `password`.
    private static func hidingPassword(_ url: String) -> String {
        guard let query = url.range(of: "?") else { return hidingUserPassword(url) }
        let parameters = url[query.upperBound...].split(separator: "&").map { parameter in
            parameter.hasPrefix("password=") ? "password=hidden" : String(parameter)
        }
        return hidingUserPassword(String(url[..<query.lowerBound])) + "?"
            + parameters.joined(separator: "&")
    }

    private static func hidingUserPassword(_ url: String) -> String {
        guard let scheme = url.range(of: "://"), let at = url.range(of: "@"),
            let colon = url.range(of: ":", range: scheme.upperBound..<at.lowerBound)
        else { return url }
        return url[..<colon.upperBound] + "hidden" + url[at.lowerBound...]
    }
}

/// Reads settings one by one and collects what is wrong.
private struct Reader {
    let environment: [String: String]
    var problems: [Configuration.Problem] = []

    init(environment: [String: String]) { self.environment = environment }

    mutating func read(into configuration: inout Configuration) {
        if let text = environment["QYZMET_MODE"] {
            if let mode = PlatformConfiguration.Mode(rawValue: text) {
                configuration.mode = mode
            } else {
                fault("QYZMET_MODE", "must be sandbox or production")
            }
        }
        if let text = environment["QYZMET_ADDRESS"] { address(text, into: &configuration) }
        if let text = environment["QYZMET_DATABASE_URL"] {
            if text.hasPrefix("sqlite:") || text.hasPrefix("postgresql://") {
                configuration.databaseURL = text
            } else {
                fault("QYZMET_DATABASE_URL", "must be sqlite:PATH or postgresql://…")
            }
        }
        configuration.dataFolder = environment["QYZMET_DATA"] ?? folder(of: configuration)
        publicURL(into: &configuration)
        sandbox(into: &configuration)
        configuration.settings = Settings(
            OpenPoints.all, isSandbox: configuration.mode == .sandbox)
        configuration.file = environment["QYZMET_CONFIG"]
        if let path = configuration.file { file(path, into: &configuration) }
        checkExposure(of: configuration)
    }

    mutating func fault(_ setting: String, _ explanation: String) {
        problems.append(Configuration.Problem(setting: setting, explanation: explanation))
    }

    private mutating func address(_ text: String, into configuration: inout Configuration) {
        guard let colon = text.lastIndex(of: ":"),
            let port = UInt16(text[text.index(after: colon)...]), colon != text.startIndex
        else {
            fault("QYZMET_ADDRESS", "must be host:port, for example 127.0.0.1:8080")
            return
        }
        configuration.host = String(text[..<colon])
        configuration.port = port
    }

    private func folder(of configuration: Configuration) -> String {
        guard configuration.databaseURL.hasPrefix("sqlite:") else { return "var" }
        let path = String(configuration.databaseURL.dropFirst("sqlite:".count))
        let folder = (path as NSString).deletingLastPathComponent
        return folder.isEmpty ? "." : folder
    }

    private mutating func publicURL(into configuration: inout Configuration) {
        guard let text = environment["QYZMET_PUBLIC_URL"] else {
            if configuration.mode == .production {
                fault("QYZMET_PUBLIC_URL", "must be set in production, for example https://…")
            }
            return
        }
        guard text.hasPrefix("https://") || text.hasPrefix("http://"), !text.hasSuffix("/") else {
            fault("QYZMET_PUBLIC_URL", "must be http(s)://name without a slash at the end")
            return
        }
        if configuration.mode == .production, !text.hasPrefix("https://") {
            fault("QYZMET_PUBLIC_URL", "must begin with https:// in production")
        }
        configuration.publicURL = text
    }

    private mutating func sandbox(into configuration: inout Configuration) {
        if let text = environment["QYZMET_SANDBOX_START"] {
            if let start = Instant(rfc3339: text) {
                configuration.sandboxStart = start
            } else {
                fault("QYZMET_SANDBOX_START", "must be an RFC 3339 time")
            }
        }
        configuration.isSandboxExposed = environment["QYZMET_SANDBOX_EXPOSE"] == "1"
        configuration.joinsSandbox = environment["QYZMET_SANDBOX_JOIN"] == "1"
        if let text = environment["QYZMET_SANDBOX_PEOPLE"] {
            if let count = Int(text), (20...1_000_000).contains(count) {
                configuration.sandboxPeople = count
            } else {
                fault("QYZMET_SANDBOX_PEOPLE", "must be a number from 20 to 1000000")
            }
        }
    }

    private mutating func file(_ path: String, into configuration: inout Configuration) {
        guard let data = FileManager.default.contents(atPath: path) else {
            fault("QYZMET_CONFIG", "names a file that cannot be read")
            return
        }
        do {
            let json = try JSON.parse(Array(data))
            let known: Set = [
                "trustedProxies", "gatewaySecret", "kannel", "authorityHosts", "timeStampURL",
                "hsm", "signingOrganisation", "settings", "voucherPilots", "peerCertificates",
                "eOtinish",
            ]
            for member in json.members ?? [] where !known.contains(member.name) {
                fault(member.name, "is no setting of the configuration file")
            }
            for problem in configuration.settings.enter(json["settings"] ?? [:]) {
                fault(problem.key, problem.explanation)
            }
            configuration.enterPilots(json["voucherPilots"]) { fault($0, $1) }
            configuration.trustedProxies = Set(
                (json["trustedProxies"]?.array ?? []).compactMap(\.string))
            configuration.authorityHosts = (json["authorityHosts"]?.array ?? []).compactMap(
                \.string)
            configuration.timeStampURL = json["timeStampURL"]?.string
            configuration.gatewaySecret = json["gatewaySecret"]?.string
            configuration.enterHardware(json["hsm"]) { fault($0, $1) }
            configuration.enterSigningOrganisation(json["signingOrganisation"]) { fault($0, $1) }
            configuration.enterPeers(json["peerCertificates"]) { fault($0, $1) }
            configuration.enterEOtinish(json["eOtinish"]) { fault($0, $1) }
            configuration.kannelURL = json["kannel"]?["url"]?.string
            configuration.kannelUser = json["kannel"]?["user"]?.string ?? ""
            configuration.kannelPassword = json["kannel"]?["password"]?.string ?? ""
        } catch {
            fault("QYZMET_CONFIG", "is no JSON at byte \(error.offset)")
        }
    }

    /// The sandbox holds no real data and checks no real person: it stays on this machine.
    private mutating func checkExposure(of configuration: Configuration) {
        let isLoopback = ["127.0.0.1", "::1", "localhost"].contains(configuration.host)
        if configuration.mode == .sandbox, !isLoopback, !configuration.isSandboxExposed {
            fault(
                "QYZMET_ADDRESS",
                "must be loopback in the sandbox, unless QYZMET_SANDBOX_EXPOSE=1")
        }
        if configuration.mode == .production, configuration.kannelURL == nil {
            fault("kannel.url", "must be set in production: without it no SMS can leave")
        }
        if configuration.kannelURL != nil, configuration.gatewaySecret == nil {
            fault("gatewaySecret", "must be set with kannel: the gateway shows it with each SMS")
        }
    }
}
