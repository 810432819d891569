"""A person at a browser, and what is looked at on every page the person comes to."""

import pathlib
import re

import axe_playwright_python

AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW, WIDE = (390, 844), (1200, 900)
LOOKS = {
    "every": [(scheme, size) for scheme in ("light", "dark") for size in (NARROW, WIDE)],
    "narrow": [("dark", NARROW)],
    "wide": [("light", WIDE)],
}
# The workplace, also right after something was ended.
INBOX = re.compile(r"/tasks(\?done=1)?$")
# Where a page leads, but for itself in other languages and its own parts.
LINKS = """() => [...document.links].filter(link => link.pathname !== location.pathname)
  .map(link => link.href)"""


class Journal:
    """What was seen wrong on the way; a journey goes on, the run fails at its end."""

    def __init__(self, screens=None):
        self.faults = []
        self.pages = 0
        self.screens = screens and pathlib.Path(screens)

    def fault(self, text):
        """Notes a fault, once."""
        if text not in self.faults:
            self.faults.append(text)
            print(f"  FAULT {text}", flush=True)

    def keep(self, page, name):
        """Saves the whole page as a picture, where pictures are wanted."""
        if self.screens:
            self.screens.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=self.screens / f"{name}.png", full_page=True)


class Visitor:
    """A browser session of its own: cookies, language, one page."""

    def __init__(self, browser, url, words, journal, looks, name, scripts=True):
        # The machine speaks another language than the person has chosen on the page.
        locale = "en-GB" if words.language != "en" else "ru-RU"
        self.context = browser.new_context(
            base_url=url, locale=locale, java_script_enabled=scripts, viewport={"width": WIDE[0], "height": WIDE[1]}, accept_downloads=True,
            permissions=["camera", "clipboard-write"])
        self.context.set_default_timeout(20_000)
        self.page = self.context.new_page()
        self.words, self.journal, self.looks, self.name = words, journal, looks, name
        self.scripts = scripts
        self.links = {}
        self.page.on("pageerror", lambda error: self._script_fault(str(error)))
        self.page.on("console", self._console)

    def _script_fault(self, text):
        self.journal.fault(f"{self.name}: script: {text}")

    def _console(self, message):
        # A refused form is answered with its own status, which Chromium also writes here.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self._script_fault(message.text)

    def choose_language(self):
        """Opens the first page and takes the language from its links."""
        page = self.page
        page.goto("/")
        chosen = page.locator(f"ul.languages a[lang={self.words.language}]")
        if chosen.count():
            chosen.click()

    def sign_in(self, sandbox, person):
        """IIN, password by SMS, and back to where the person wanted to go."""
        page, words = self.page, self.words
        self.choose_language()
        page.goto("/sign-in?next=/documents")
        self.look("sign-in")
        page.get_by_label("ИИН" if words.language == "ru" else
                          "ЖСН" if words.language == "kk" else "IIN").fill(person["iin"])
        known = len(sandbox.inbox(person))
        page.get_by_role("button", name=words.getCode).click()
        page.locator("#field-code").wait_for()
        self.look("password")
        code = sandbox.next_message(person, known)["answers"]["code"]
        page.locator("#field-code").fill(code)
        page.get_by_role("button", name=words.enter, exact=True).click()
        page.wait_for_url("**/documents")

    def sign_in_by_eds(self, iin, organisation, path):
        """Signs in with a key of the sandbox's certification authority, and comes to the page."""
        page = self.page
        page.context.clear_cookies()
        self.choose_language()
        page.goto(f"/sign-in?next={path}")
        page.locator("form[action='/sign-in/eds'] button").click()
        page.locator("a[href^='/sandbox/signer']").first.click()
        page.locator(f"form:has(input[name=iin][value='{iin}'])"
                     f":has(input[name=bin][value='{organisation}']) button").click()
        page.wait_for_url(f"**{path}")

    def choose(self, name, value):
        """Clicks a choice where a person does: on its words."""
        self.page.locator(f".choice:has(input[name={name}][value='{value}']) label").click()

    def look(self, name):
        """Looks at the page in both schemes and widths: axe, language, reflow, a picture."""
        page, title = self.page, f"{self.words.language}-{self.name}-{name}"
        self.journal.pages += 1
        if page.locator("html").get_attribute("lang") != self.words.language:
            self.journal.fault(f"{title}: the page is not in the chosen language")
        for link in page.evaluate(LINKS):
            # One link of each shape: where the names of things are left out, they are the same.
            self.links.setdefault(re.sub(r"\w{26}|\?.*|#.*", "*", link), link)
        for scheme, (width, height) in self.looks:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": height})
            # Where no scripts run, axe's promise is never kept.
            if self.scripts:
                self._axe(f"{title} {scheme} {width}")
            self._reflow(f"{title} {width}")
            self.journal.keep(page, f"{title}-{scheme}-{width}")
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})

    def _axe(self, where):
        # A colour that is still changing is nobody's choice; a change that was called off is over.
        self.page.evaluate(
            "() => Promise.all(document.getAnimations().map(a => a.finished.catch(() => {})))"
        )
        # Evaluated by the debugger, so that the page's own policy need not let it in.
        self.page.evaluate(AXE)
        options = {"runOnly": TAGS, "resultTypes": ["violations"]}
        found = self.page.evaluate("options => axe.run(document, options)", options)
        for violation in found["violations"]:
            nodes = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
            self.journal.fault(f"{where}: axe {violation['id']}: {nodes}")

    def sign_on_phone(self, part, look=None, refusal=None):
        """Scans the page's code with the sandbox's phone, in a tab of its own, with the first key
        whose value holds the part; true when the signature is taken."""
        phone = self.context.new_page()
        phone.goto(self.page.locator("#phone a[href^='/sandbox/phone']").get_attribute("href"))
        key = next(
            value for value in (
                option.get_attribute("value")
                for option in phone.locator("#field-key option").all())
            if part in value)
        phone.locator("#field-key").select_option(key)
        phone.locator("button[value=sign]").click()
        phone.locator("main .notice.good, main .notice.bad").first.wait_for()
        taken = phone.locator("main .notice.good").count() > 0
        if look:
            main, self.page = self.page, phone
            self.look(look)
            self.page = main
        if refusal and not taken:
            phone.locator("main .notice.bad").get_by_text(refusal).wait_for()
        phone.close()
        return taken

    def _reflow(self, where):
        """WCAG 2.2, 1.4.10: nothing is to be scrolled in two dimensions."""
        wide = self.page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            self.journal.fault(f"{where}: {wide} px too wide")

    def follow_links(self):
        """Every kind of link that was seen leads somewhere."""
        for link in self.links.values():
            answer = self.context.request.get(link)
            if not answer.ok:
                self.journal.fault(f"{self.name}: {answer.status} at {link}")

    def says(self, text):
        """Waits until the page shows the text."""
        self.page.get_by_text(text).first.wait_for()

    def close(self):
        """Ends the session's browser window."""
        self.context.close()
