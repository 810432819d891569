"""The main job on the sandbox's own pages, then every other page that people can open, looked at."""

from browser import LOOKS, NARROW, Visitor

OPEN = (
    "/", "/services", "/law", "/law/deadline", "/open-questions", "/signature-check", "/style",
    "/activities", "/activities/register", "/privacy", "/accessibility",
    "/sandbox/people-list", "/sandbox/inbox", "/sandbox/police", "/sandbox/till", "/sandbox/time",
    "/sandbox/trouble", "/sandbox/nca", "/sandbox/ncalayer", "/sandbox/phone", "/sandbox/park",
)
OWN = (
    "/", "/documents", "/document-consents", "/consents", "/access-log", "/view-marks", "/wallet",
    "/wallet-history", "/wallet-complaints", "/verify", "/sessions",
)
OFFICIALS = (
    ("authorisedBody", ("/supervision",)),
    ("akimat", (
        "/voucher-office", "/voucher-office/shops", "/voucher-office/complaints",
        "/voucher-office/publication", "/voucher-office/incidents")),
)


class PagesJourney:
    """A bank's clerk and a citizen with a phone; then whoever a page is for, on a phone's screen."""

    def __init__(self, sandbox, words, journal, looks, browsers, folder):
        self.sandbox, self.words = sandbox, words
        self.citizen = sandbox.person(0)
        # One look at each page: these are many.
        looks = LOOKS["narrow"] if looks == LOOKS["every"] else looks
        self.holder = Visitor(browsers[0], sandbox.url, words, journal, looks, "citizen")
        self.viewer = Visitor(browsers[1], sandbox.url, words, journal, looks, "clerk")

    def play(self):
        """All of it; raises at the first thing that cannot be gone on from."""
        for step in (self.ask, self.answer, self.present, self.open_pages, self.own_pages,
                     self.officials_pages):
            step()
            print(f"  ok pages {step.__doc__.splitlines()[0]}", flush=True)

    def ask(self):
        """the bank's clerk asks a citizen for the driving licence, on a phone's screen"""
        visitor, page = self.viewer, self.viewer.page
        page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
        visitor.choose_language()
        page.goto("/sandbox/bank")
        visitor.look("bank")
        self.known = len(self.sandbox.inbox(self.citizen))
        page.locator("form[action='/sandbox/bank'] button").first.click()
        page.wait_for_url("**/sandbox/bank/*")
        visitor.look("errand")
        self.errand = page.url

    def answer(self):
        """the citizen's phone names who asks; the citizen consents by SMS"""
        visitor, page = self.holder, self.holder.page
        message = self.sandbox.next_message(self.citizen, self.known)
        visitor.choose_language()
        page.goto(f"/sandbox/inbox/{self.citizen['phone'].replace('+', '%2B')}")
        page.locator("#latest").get_by_text(message["text"][:20]).first.wait_for()
        visitor.look("phone")
        page.locator("#field-text").fill(message["answers"]["grant"])
        page.locator("form:has(#field-text) button").click()
        page.wait_for_url("**/sandbox/inbox/**")
        visitor.look("phone-answered")

    def present(self):
        """the clerk's page shows the answer by itself; the token brings the licence"""
        visitor, page = self.viewer, self.viewer.page
        page.locator("form[action$='/present'] button").click(timeout=15_000)
        checks = page.locator("#received ul.checks").first.locator("li")
        checks.first.wait_for()
        if [one for one in checks.all() if one.get_attribute("class") != "good"]:
            raise AssertionError("the bank does not believe what it received")
        visitor.look("received")

    def open_pages(self):
        """every page that anyone may open"""
        self._visit(self.viewer, OPEN)

    def own_pages(self):
        """every page of a person's own"""
        self.holder.sign_in(self.sandbox, self.citizen)
        self._visit(self.holder, OWN)

    def officials_pages(self):
        """the pages of officials, each signed in by EDS"""
        for role, paths in OFFICIALS:
            official = self.sandbox.official(role)
            self.viewer.sign_in_by_eds(official["iin"], official["bin"], paths[0])
            self._visit(self.viewer, paths)

    def _visit(self, visitor, paths):
        for path in paths:
            answer = visitor.page.goto(path)
            if not answer.ok:
                raise AssertionError(f"{path} is answered with {answer.status}")
            visitor.look(path.strip("/").replace("/", "-") or "home")
        visitor.follow_links()
