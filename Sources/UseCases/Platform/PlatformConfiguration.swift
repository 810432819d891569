import AccessControl
import DigitalDocuments
import FoodVouchers
import Kernel
import Regulations

/// What an installation decides; validated as a whole before anything starts.
package struct PlatformConfiguration: Sendable {
    /// Whether this is the synthetic world of a laptop or the real one.
    package enum Mode: String, Sendable { case sandbox, production }

    /// The mode.
    package var mode: Mode
    /// The address under which people and systems reach us, without a slash at the end.
    package var publicURL: String
    /// The host names (with port) that requests may carry.
    package var hosts: Set<String>
    /// What the operator, and since then officials, have decided of the points that the acts leave
    /// open.
    package var settings: Settings {
        get { decisions.settings }
        set { decisions = DecisionsInForce(newValue) }
    }
    /// What holds of it now.
    private(set) var decisions: DecisionsInForce
    /// The purposes of access with their limits.
    package var purposes: [Purpose]
    /// The pilots of food vouchers that run here; none in production until they are entered.
    package var pilots: [Pilot] = []
    /// The recorded versions of the pilots by name, each with its day; none where nothing was recorded.
    package var pilotVersions: [String: [PilotVersion]] = [:]
    /// Whether complaints can leave for e-Otinish; until an operator enters where it is, they wait.
    package var isEOtinishConnected = false
    /// The duties of public bodies that are tracked.
    package var duties: DutyBook = Regulations.duties
    /// How often wrong short codes may be typed.
    package var guessing: GuessingLimits
    /// One-time passwords a person may be sent in ten minutes.
    package var oneTimePasswordsPerTenMinutes = 3
    /// One-time passwords a person may be sent in a day.
    package var oneTimePasswordsPerDay = 10
    /// Hours that a second official has to confirm a look at a person's rows.
    package var personReadConfirmHours: Int64 = 24
    /// Hours for which the rows may be read after that.
    package var personReadHours: Int64 = 24
    /// Wrong codes by SMS in ten minutes after which a number is not listened to.
    package var wrongRepliesMax = 5
    /// Seconds that a challenge for signing in by EDS lives.
    package var edsChallengeSeconds: Int64 = 300
    /// Where NCALayer listens on the machine of whoever looks at a page.
    package var ncaLayerAddress = "wss://127.0.0.1:13579"
    /// The page that stands for NCALayer's window; nil where the real program has one of its own.
    package var ncaLayerWindow: String?
    /// Who asks for signatures on the phone; nil where that is not offered.
    package var signingOrganisation: SigningOrganisation?
    /// Seconds without a request that end a session.
    package var sessionIdleSeconds: Int64 = 900
    /// Seconds that end a session in any case.
    package var sessionSecondsMax: Int64 = 8 * 3600
    /// Seconds that an access token of a system lives.
    package var accessTokenSeconds: Int64 = 600
    /// The longest life of a client assertion, in seconds.
    package var assertionSecondsMax: Int64 = 300
    /// Requests of one person.
    package var personLimit = RequestLimit(perSecond: 20, burst: 200)
    /// Requests of one system.
    package var systemLimit = RequestLimit(perSecond: 2000, burst: 4000)
    /// Requests without a caller's name, from one address.
    package var addressLimit = RequestLimit(perSecond: 100, burst: 1000)
    /// Addresses of proxies whose `X-Forwarded-For` names the caller.
    package var trustedProxies: Set<String> = []

    /// A configuration with the documented defaults.
    ///
    /// - Parameter settings: what the operator has entered; nothing when nil.
    package init(
        mode: Mode, publicURL: String, hosts: Set<String>, purposes: [Purpose],
        settings: Settings? = nil
    ) {
        let settings = settings ?? Settings(OpenPoints.all, isSandbox: mode == .sandbox)
        self.decisions = DecisionsInForce(settings)
        self.guessing = GuessingLimits()
        guessing.overallHour = Int(settings.shipped(OpenPoints.wrongCodesOverall))
        guessing.triesTimesLiveMax = settings.shipped(OpenPoints.wrongCodesTimesLive)
        self.mode = mode
        self.publicURL = publicURL
        self.hosts = hosts
        self.purposes = purposes
    }

    /// Seconds that a one-time password lives (DD-2.2 leaves it open).
    package var oneTimePasswordSeconds: Int64 {
        settings.shipped(OpenPoints.oneTimePasswordLifetime)
    }
    /// Clauses under which a duty may outlive a withdrawal, as the operator lists them.
    package var dutyClauses: Set<String> {
        Set((try? settings[OpenPoints.withdrawalDutyClauses]) ?? [])
    }
    /// Wrong passwords that end an attempt.
    package var oneTimePasswordTries: Int64 { settings.shipped(OpenPoints.oneTimePasswordTries) }

    /// Whether this is the synthetic world.
    package var isSandbox: Bool { mode == .sandbox }
    /// Whether people reach us under https.
    package var isHTTPS: Bool { publicURL.hasPrefix("https://") }
    /// Which identification numbers are taken as possible.
    package var identityRules: IIN.Rules { isSandbox ? .sandbox : .production }
    /// The `Origin` values of our own pages.
    package var origins: Set<String> {
        Set([publicURL]).union(hosts.map { (isHTTPS ? "https://" : "http://") + $0 })
    }

    /// The purpose with this code.
    package func purpose(_ code: String) -> Purpose? {
        purposes.first { $0.code == code }
    }
}
