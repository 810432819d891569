import Kernel
import Rendering
import UseCases
import Web

extension PhoneNumber {
    /// The number as people write it: `+7 700 912 34 56`.
    var readable: String {
        let digits = Array(text)
        guard digits.count == 12 else { return text }
        return [0..<2, 2..<5, 5..<8, 8..<10, 10..<12].map { String(digits[$0]) }
            .joined(separator: "\u{A0}")
    }

    /// The page of this phone.
    var inbox: PageURL { "/sandbox/inbox/\(text)" }

    /// The newest messages on that page.
    var latest: PageURL { "/sandbox/inbox/\(text)#latest" }
}

extension Call where Caller == Void {
    /// The button that copies a person's number.
    func copyButton(_ iin: IIN) -> CopyButton {
        CopyButton(say(SandboxWords.copyIIN), copied: say(SandboxWords.copied), text: iin.digits)
    }

    /// A link to the person's phone, or the word that there is none.
    func phoneLink(_ phone: PhoneNumber?) -> HTML {
        guard let phone else { return .text(say(SandboxWords.noPhone)) }
        return Link(phone.readable, to: phone.latest).html
    }

    /// The button that begins to sign in as the person; the code then comes to the phone.
    func signInButton(_ iin: IIN, next: String = "/") -> Form {
        Form(language, action: "/sign-in", hidden: [("iin", iin.digits), ("next", next)]) {
            Button(submit: say(SandboxWords.signIn), style: .secondary, isSmall: true, icon: .key)
        }
    }
}
