import Kernel
import Rendering
import UseCases

extension Endpoint {
    /// `POST /sign-out`: ends this session, or all of the person's.
    static let postSignOutPage = Endpoint(
        .post, "/sign-out", summary: "Sign out here or everywhere",
        access: .person(on: "the caller's own sessions"),
        body: .form([FormField(name: "everywhere", lengthMax: 8)]), answers: [.goOn], isPage: true
    ) { call in
        try await call.platform.signOut(
            call.caller, everywhere: call.form["everywhere"] == "yes")
        return Reply.seeOther("/")
            .with("Set-Cookie", SessionCookie.header(secret: nil, for: call.platform))
    }

    /// `GET /sessions`: where the person is signed in.
    static let getSessionsPage = Endpoint(
        .get, "/sessions", summary: "The caller's open sessions",
        access: .person(on: "the caller's own sessions"), answers: [.page], isPage: true
    ) { call in
        let sessions = try await call.platform.sessions(of: call.caller)
        return .page(
            call.page(Words.title, at: "/sessions") {
                BackLink(call.say(Words.home), to: "/")
                Heading(1, call.say(Words.title))
                Paragraph(call.say(Words.lead), style: .lead)
                Heading(2, call.say(Words.devices))
                for session in sessions { call.card(session) }
                Form(call.language, action: "/sign-out", hidden: [("everywhere", "yes")]) {
                    Button(submit: call.say(Words.everywhere), style: .danger)
                }
            })
    }
}

extension Call where Caller == SignedInPerson {
    fileprivate func card(_ session: Session) -> Card {
        Card(
            title: deviceName(session.device) ?? say(Words.unknownDevice),
            badge: session.id == caller.session ? Badge(.good, say(Words.thisOne)) : nil
        ) {
            SummaryList([
                SummaryList.Row(
                    say(Words.signedIn), MomentFormat.dayAndTime(session.createdAt, language)),
                SummaryList.Row(
                    say(Words.lastSeen), MomentFormat.dayAndTime(session.seenAt, language)),
            ])
        }
    }
}

/// The browser and the system that a `User-Agent` names; nil when it names neither.
func deviceName(_ userAgent: String) -> String? {
    // The first that fits: others name these too, for compatibility.
    let browser = [
        ("Edg", "Edge"), ("OPR", "Opera"), ("YaBrowser", "Yandex Browser"),
        ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"),
        ("Chrome", "Chrome"), ("CriOS", "Chrome"), ("Safari", "Safari"), ("curl", "curl"),
    ].first { userAgent.contains($0.0) }?.1
    let system = [
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
        ("Mac OS", "macOS"), ("Linux", "Linux"),
    ].first { userAgent.contains($0.0) }?.1
    let names = [browser, system].compactMap(\.self)
    return names.isEmpty ? nil : names.joined(separator: ", ")
}

private enum Words {
    static let title = LocalizedText(
        kk: "Ашық сеанстар", ru: "Открытые сеансы", en: "Open sessions")
    static let lead = LocalizedText(
        kk: "Таныс емес құрылғыны көрсеңіз, барлық жерде шығыңыз.",
        ru: "Если видите незнакомое устройство, выйдите везде.",
        en: "If you see a device that you do not know, sign out everywhere.")
    static let devices = LocalizedText(kk: "Құрылғылар", ru: "Устройства", en: "Devices")
    static let home = LocalizedText(kk: "Басты бет", ru: "Главная", en: "Home")
    static let thisOne = LocalizedText(kk: "Осы құрылғы", ru: "Это устройство", en: "This device")
    static let unknownDevice = LocalizedText(
        kk: "Белгісіз құрылғы", ru: "Неизвестное устройство", en: "Unknown device")
    static let signedIn = LocalizedText(kk: "Кірген уақыты", ru: "Вход", en: "Signed in")
    static let lastSeen = LocalizedText(
        kk: "Соңғы әрекет", ru: "Последнее действие", en: "Last used")
    static let everywhere = LocalizedText(
        kk: "Барлық жерде шығу", ru: "Выйти везде", en: "Sign out everywhere")
}
