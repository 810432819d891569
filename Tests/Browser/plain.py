"""The same journey without scripts, and with nothing but a keyboard."""

from browser import Visitor

# What can be reached with the keyboard; of a group of radio buttons only one is a stop.
CONTROLS = """() => [...document.querySelectorAll(
  "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
  .filter((control) => control.checkVisibility() && !control.disabled)
  .map((control) => control.outerHTML.slice(0, 120))"""

FOCUSED = """() => {
  const control = document.activeElement;
  const style = getComputedStyle(control);
  const shown = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0
    || style.boxShadow !== "none";
  const box = control.getBoundingClientRect();
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return { html: control.outerHTML.slice(0, 120), tag: control.localName, shown, inside };
}"""


class PlainJourney:
    """A citizen and a policeman whose browsers run no scripts."""

    def __init__(self, sandbox, words, journal, looks, browsers, folder):
        self.sandbox, self.words, self.journal, self.folder = sandbox, words, journal, folder
        self.citizen, self.policeman = sandbox.person(0), sandbox.person(4)
        url = sandbox.url
        self.holder = Visitor(browsers[0], url, words, journal, looks, "plain-citizen", False)
        self.viewer = Visitor(browsers[1], url, words, journal, looks, "plain-policeman", False)

    def play(self):
        """All of it; raises at the first thing that cannot be gone on from."""
        for step in (
            self.keyboard_before, self.sign_in, self.keyboard_after, self.typed, self.pictured,
            self.withdrawn,
        ):
            step()
            print(f"  ok plain {step.__doc__.splitlines()[0]}", flush=True)

    def keyboard_before(self):
        """Tab reaches the skip link first, then every control of the sign-in page"""
        self.viewer.choose_language()
        self.viewer.page.goto("/sign-in")
        self._tab_through(self.viewer.page, "sign-in")

    def keyboard_after(self):
        """Tab reaches every control of the verify and the document page"""
        self.viewer.page.goto("/verify")
        self._tab_through(self.viewer.page, "verify")
        self._open_card()
        self._tab_through(self.holder.page, "document")

    def _tab_through(self, page, name):
        wanted, reached = page.evaluate(CONTROLS), []
        page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
        for _ in range(len(wanted) + 2):
            page.keyboard.press("Tab")
            focus = page.evaluate(FOCUSED)
            if focus["tag"] == "body" or focus["html"] in reached[:1]:
                break
            reached.append(focus["html"])
            if not focus["shown"]:
                self.journal.fault(f"{name}: no focus to be seen on {focus['html']}")
            if not focus["inside"]:
                self.journal.fault(f"{name}: the focus is out of sight on {focus['html']}")
        if not reached or 'class="skip"' not in reached[0]:
            self.journal.fault(f"{name}: the first stop is {reached[:1]}")
        for control in wanted:
            if control not in reached and 'type="radio"' not in control:
                self.journal.fault(f"{name}: Tab does not reach {control}")

    def sign_in(self):
        """both sign in without scripts"""
        self.holder.sign_in(self.sandbox, self.citizen)
        self.viewer.sign_in(self.sandbox, self.policeman)

    def _open_card(self):
        self.holder.page.goto("/documents")
        self.holder.page.get_by_role("link", name=self.words.identityCard).first.click()
        self.holder.says(self.words.signatureVerified)

    def _share(self):
        self._open_card()
        page = self.holder.page
        page.get_by_role("button", name=self.words.openAccess).click()
        page.wait_for_url("**/shares/*")
        return "".join(page.locator(".share .code-large").inner_text().split())

    def typed(self):
        """the typed code opens the card"""
        code = self._share()
        self.holder.look("share")
        page = self.viewer.page
        page.goto("/verify")
        self.viewer.look("verify")
        for button in ("[data-scan-start]", "[data-scan-stop]"):
            if page.locator(button).is_visible():
                raise AssertionError(f"{button} is offered, but nothing would happen")
        page.locator("#field-code").fill(code)
        # Enter in the field sends it.
        page.keyboard.press("Enter")
        self._shown()
        self.holder.page.reload()
        self.holder.says(self.words.allUsed)

    def pictured(self):
        """a picture of the screen opens the card; a picture of nothing is refused at its field"""
        self._share()
        picture = self.folder / "screen.png"
        self.holder.page.screenshot(path=picture)
        page = self.viewer.page
        page.goto("/verify")
        bare = self.folder / "bare.png"
        page.screenshot(path=bare)
        self._upload(bare)
        page.locator("#field-picture-fault").wait_for()
        self.viewer.look("picture-refused")
        self._upload(picture)
        self._shown()

    def _upload(self, picture):
        page = self.viewer.page
        page.locator("input[type=file]").set_input_files(picture)
        page.locator("form[enctype='multipart/form-data'] button").click()

    def _shown(self):
        self.viewer.says(self.words.genuine)
        if self.citizen["iin"] not in self.viewer.page.locator("main").inner_text():
            raise AssertionError("it is not the citizen's card")

    def withdrawn(self):
        """a request is answered on the page and the consent withdrawn there"""
        bank, page = self.sandbox.system("dala-bank"), self.holder.page
        terms = {**bank.client["example"], "subjectIin": self.citizen["iin"]}
        asked = bank.call("POST", "/api/kdp/access-requests", terms)["id"]
        page.goto(f"/access-requests/{asked}")
        page.locator("button[name=answer][value=consent]").click()
        self.holder.says(self.words.consented)
        page.locator("a[href$='/withdraw']").first.click()
        page.locator("main form button[type=submit]").click()
        self.holder.says(self.words.withdrawn)
        status = bank.call("GET", f"/api/kdp/access-requests/{asked}")["status"]
        if status != "withdrawn":
            raise AssertionError(f"the bank reads {status}")
