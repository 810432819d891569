"""Signing in by EDS: a citizen and an official, and everything that can go wrong on the way."""

import json

from browser import Visitor

# Before the real connection to NCALayer's likeness, a program that knows `commonUtils` alone.
OLD_NCALAYER = """
const Real = WebSocket;
window.WebSocket = class extends Real {
  constructor(address) {
    super(address);
    this.addEventListener("message", (event) => ncalayerSaid(event.data));
  }
  send(text) {
    const request = JSON.parse(text);
    const module = request.module.split(".").pop();
    const keyUse = module === "commonUtils" && request.args[1] ? " " + request.args[1] : "";
    ncalayerSaid(JSON.stringify(module + "." + request.method + keyUse));
    const answer = module === "basics" ? { code: "404" } : window.plugged?.[request.method];
    if (!answer) return super.send(text);
    setTimeout(() => this.dispatchEvent(
      new MessageEvent("message", { data: JSON.stringify(answer) })));
  }
};
"""

# Two tokens are plugged in.
TWO_TOKENS = """
window.plugged = { getActiveTokens: {
  code: "200", responseObject: ["AKKaztokenStore", "AKJaCartaStore", "unknown"] } };
"""


class EDSJourney:
    """NCALayer's likeness signs with the sandbox's keys; the server judges what it signed."""

    def __init__(self, sandbox, words, journal, looks, browsers, folder):
        self.sandbox, self.words, self.journal = sandbox, words, journal
        self.holder = Visitor(browsers[0], sandbox.url, words, journal, looks, "signer")
        self.viewer = Visitor(browsers[1], sandbox.url, words, journal, looks, "no-scripts", False)

    def play(self):
        """All of it; raises at the first thing that cannot be gone on from."""
        for step in (
            self.refused_by_ncalayer, self.refused_by_the_server, self.citizen, self.official,
            self.by_phone, self.old_protocol, self.without_ncalayer, self.without_scripts,
            self.by_phone_without_scripts, self.signed_file,
        ):
            step()
            print(f"  ok {self.words.language} {step.__doc__.splitlines()[0]}", flush=True)

    def _begin(self, visitor, next_path="/documents"):
        """To the page of a fresh challenge."""
        visitor.page.goto(f"/sign-in?next={next_path}")
        visitor.page.locator("form[action='/sign-in/eds'] button").click()
        visitor.page.wait_for_url("**/sign-in/eds/*")

    def _window(self):
        """Presses the button; gives NCALayer's window, where a request already waits."""
        with self.holder.context.expect_page() as opened:
            self.holder.page.locator("[data-ncalayer] button").click()
        window = opened.value
        window.locator("#field-key").wait_for()
        return window

    def _answer(self, window, action, key=None, password=None):
        if key is not None:
            window.locator("#field-key").select_option(key)
        if password is not None:
            window.locator("#field-password").fill(password)
        window.locator(f"button[value={action}]").click()
        window.locator("main .notice").first.wait_for()
        window.close()

    def _key(self, window, part):
        """The first key in the window whose value holds the part."""
        for option in window.locator("#field-key option").all():
            value = option.get_attribute("value")
            if part in value:
                return value
        raise AssertionError(f"NCALayer's window has no key {part}")

    def _explained(self, window_answer, text, name):
        """The page says what went wrong, the button works again, nobody is signed in."""
        page = self.holder.page
        window_answer()
        page.locator("[data-ncalayer] [role=status]").get_by_text(text).wait_for()
        page.locator("[data-ncalayer] button:enabled").wait_for()
        self.holder.look(name)
        if any(cookie["name"] == "qyzmet" for cookie in self.holder.context.cookies()):
            raise AssertionError(f"{name}: a session was opened")

    def refused_by_ncalayer(self):
        """cancelled, wrong password, no token, expired: each is explained on the page"""
        words, visitor = self.words, self.holder
        visitor.choose_language()
        self._begin(visitor)
        visitor.look("challenge")
        window = self._window()
        main, visitor.page = visitor.page, window
        visitor.look("window")
        visitor.page = main
        self._explained(lambda: self._answer(window, "cancel"), words.edsCancelled, "cancelled")
        self._explained(
            lambda: self._answer(self._window(), "sign", password="qwerty"),
            words.edsPassword, "wrong-password")
        self._explained(
            lambda: self._answer(self._window(), "noToken"), words.edsToken, "no-token")

        def expired():
            window = self._window()
            self._answer(window, "sign", self._key(window, ":expired"))

        self._explained(expired, words.edsExpired, "expired")

    def refused_by_the_server(self):
        """a revoked certificate signs and is refused; so is an expired one that signed elsewhere"""
        visitor, page = self.holder, self.holder.page
        window = self._window()
        self._answer(window, "sign", self._key(window, ":revoked"))
        page.locator("#field-cms-fault").get_by_text(self.words.edsRevoked).wait_for()
        visitor.look("revoked")
        page.locator("a[href^='/sandbox/signer']").click()
        page.locator("form:has(input[value=expired]) button").wait_for()
        visitor.look("sandbox-signer")
        page.locator("form:has(input[value=expired]) button").click()
        page.locator("main .notice.bad").get_by_text(self.words.edsServerExpired).wait_for()
        visitor.look("expired-at-server")

    def citizen(self):
        """a citizen signs in through NCALayer and is at the documents"""
        visitor = self.holder
        self._begin(visitor)
        window = self._window()
        self._answer(window, "sign", self._key(window, "individual:"))
        visitor.page.wait_for_url("**/documents")
        visitor.look("documents")
        visitor.page.get_by_role("button", name=self.words.signOut).first.click()
        visitor.page.wait_for_url("**/")

    def official(self):
        """an official signs in with the certificate that names the body"""
        visitor = self.holder
        self._begin(visitor, "/sessions")
        window = self._window()
        value = self._key(window, "employee:")
        name = window.locator(f"#field-key option[value='{value}']").inner_text().split(" · ")[0]
        self._answer(window, "sign", value)
        visitor.page.wait_for_url("**/sessions")
        visitor.page.locator("header .account").get_by_text(name).wait_for()
        visitor.look("official")
        visitor.page.get_by_role("button", name=self.words.signOut).first.click()
        visitor.page.wait_for_url("**/")

    def _phone_signs(self, visitor, part, look=None):
        """Scans the code with the sandbox's phone; true when it is taken."""
        refusal = self.words.edsRevoked if look == "phone-revoked" else None
        return visitor.sign_on_phone(part, look, refusal)

    def by_phone(self):
        """the phone signs by QR code: a revoked key is refused, a good one opens the page"""
        visitor, page = self.holder, self.holder.page
        self._begin(visitor)
        page.locator("#phone svg").wait_for()
        if self._phone_signs(visitor, ":revoked", "phone-revoked"):
            raise AssertionError("a revoked certificate was taken from the phone")
        if not self._phone_signs(visitor, "individual:", "phone-signed"):
            raise AssertionError("the phone's signature was not taken")
        page.locator("#phone form button").wait_for()
        visitor.look("signed-on-phone")
        page.locator("#phone form button").click()
        page.wait_for_url("**/documents")
        page.get_by_role("button", name=self.words.signOut).first.click()
        page.wait_for_url("**/")

    def by_phone_without_scripts(self):
        """without scripts the page is asked for again by hand, and the phone's signature is there"""
        visitor, page = self.viewer, self.viewer.page
        page.get_by_role("button", name=self.words.signOut).first.click()
        page.wait_for_url("**/")
        self._begin(visitor)
        if not self._phone_signs(visitor, "individual:"):
            raise AssertionError("the phone's signature was not taken")
        page.locator("#phone a[href^='/sign-in/eds/']").click()
        page.locator("#phone form button").wait_for()
        visitor.look("signed-on-phone")
        page.locator("#phone form button").click()
        page.wait_for_url("**/documents")

    def _choose_place(self, said):
        """Names of the tokens and a file; what is no token is not offered."""
        page = self.holder.page
        page.locator("[data-place]").first.wait_for()
        self.holder.look("old-choose")
        places = page.locator("[data-place]").evaluate_all("all => all.map(one => one.dataset.place)")
        if places != ["AKKaztokenStore", "AKJaCartaStore", "PKCS12"]:
            raise AssertionError(f"other places than are plugged in: {places}")
        if any(str(one).startswith("commonUtils.createCAdES") for one in said):
            raise AssertionError("signed before the person said where the key is")
        page.locator("[data-place=PKCS12]").click()

    def _late_window(self, then=lambda: None):
        """NCALayer's window, which opens before the request in the old protocol is there."""
        with self.holder.context.expect_page() as opened:
            self.holder.page.locator("[data-ncalayer] button").first.click()
        window = opened.value
        then()
        for _ in range(40):
            window.wait_for_load_state()
            if window.locator("#field-key").count():
                return window
            window.wait_for_timeout(250)
            window.reload()
        raise AssertionError("the request in the old protocol never came to NCALayer's window")

    def old_protocol(self):
        """an NCALayer of before 2022: cancelled by code 500, then signed in"""
        visitor, words, said = self.holder, self.words, []
        both = ["basics.sign", {"code": "404"}, "commonUtils.getActiveTokens",
                {"code": "200", "responseObject": []},
                "commonUtils.createCAdESFromBase64 AUTHENTICATION"]
        main, visitor.page = visitor.page, visitor.context.new_page()
        visitor.page.expose_function("ncalayerSaid", lambda text: said.append(json.loads(text)))
        visitor.page.add_init_script(OLD_NCALAYER)
        self._begin(visitor)
        window = self._late_window()
        self._explained(
            lambda: self._answer(window, "cancel"), words.edsCancelled, "old-cancelled")
        if said[1:] != both + [{"code": "500", "message": "action.canceled"}]:
            raise AssertionError(f"not the old protocol's cancelling: {said}")
        # The codes of the old protocol have the same words.
        said.clear()
        window = self._late_window()
        self._explained(
            lambda: self._answer(window, "sign", password="qwerty"), words.edsPassword,
            "old-wrong-password")
        # With two tokens the person says where the key is; here it is in a file after all.
        said.clear()
        page = visitor.page
        page.evaluate(TWO_TOKENS)
        window = self._late_window(lambda: self._choose_place(said))
        self._explained(lambda: self._answer(window, "cancel"), words.edsCancelled, "old-tokens")
        page.evaluate("delete window.plugged")
        said.clear()
        window = self._late_window()
        self._answer(window, "sign", self._key(window, "individual:"))
        visitor.page.wait_for_url("**/documents")
        if said[1:6] != both or said[6]["code"] != "200" or len(said) != 7:
            raise AssertionError(f"not signed in the old protocol: {said}")
        visitor.page.get_by_role("button", name=words.signOut).first.click()
        visitor.page.wait_for_url("**/")
        visitor.page.close()
        visitor.page = main

    def signed_file(self):
        """anyone uploads a signed file: the verdict is good, and bad over another document"""
        visitor, page = self.holder, self.holder.page
        document = "Құжат".encode()
        signature = self.sandbox.sign(self.sandbox.person(0), document)
        for original, verdict, kind in (
            (document, self.words.edsGood, "good"), (document + b"!", self.words.edsBad, "bad"),
        ):
            page.goto("/signature-check")
            for field, name, content in (
                ("signature", "s.cms", signature), ("original", "d.txt", original),
            ):
                page.locator(f"input[type=file][name={field}]").set_input_files(
                    {"name": name, "mimeType": "application/octet-stream", "buffer": content})
            page.locator("form[action='/signature-check'] button").click()
            page.locator(f"main .notice.{kind}").get_by_text(verdict).wait_for()
            visitor.look(f"verdict-{kind}")

    def without_ncalayer(self):
        """NCALayer that does not answer is said so, and the page may connect to nothing else"""
        visitor = self.holder
        address = self.sandbox.call("GET", "/sandbox/ncalayer/requests")["address"]
        policy = visitor.context.request.get("/sign-in").headers["content-security-policy"]
        if "connect-src 'self';" not in policy:
            raise AssertionError(f"the sign-in page may connect elsewhere: {policy}")
        visitor.page.route_web_socket(address + "/", lambda socket: socket.close())
        self._begin(visitor)
        policy = visitor.context.request.get(visitor.page.url).headers["content-security-policy"]
        if f"connect-src 'self' {address};" not in policy:
            raise AssertionError(f"not exactly NCALayer's address: {policy}")
        visitor.page.locator("[data-ncalayer] button").click()
        visitor.page.get_by_text(self.words.edsMissing).wait_for()
        visitor.look("missing")

    def without_scripts(self):
        """without scripts NCALayer is not offered, and a file signs in as well"""
        visitor, page = self.viewer, self.viewer.page
        visitor.choose_language()
        self._begin(visitor)
        if page.locator("[data-ncalayer]").is_visible():
            raise AssertionError("NCALayer is offered, but nothing would happen")
        visitor.look("challenge")
        challenge = visitor.context.request.get(
            page.url.partition("?")[0] + "/challenge.txt").body()
        page.locator("input[type=file]").set_input_files(
            {"name": "s.cms", "mimeType": "application/pkcs7-signature",
             "buffer": self.sandbox.sign(self.sandbox.person(0), challenge)})
        page.locator("form[enctype='multipart/form-data'] button").click()
        page.wait_for_url("**/documents")
