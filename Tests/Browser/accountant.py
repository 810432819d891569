"""An accountant who has never read the order comes from plain words to a verdict."""

import time

from browser import Visitor

DESCRIPTIONS = {
    "kk": "Біз жасанды интеллект негізінде чат-бот әзірлейміз",
    "ru": "Мы разрабатываем чат-бот на искусственном интеллекте",
    "en": "We develop a chatbot with artificial intelligence",
}
SECONDS_MAX = 300


class AccountantJourney:
    """No signing in, no knowledge of the list; axe looks at every page on the way."""

    def __init__(self, sandbox, words, journal, looks, browsers, folder):
        self.sandbox, self.words, self.journal = sandbox, words, journal
        self.holder = Visitor(browsers[0], sandbox.url, words, journal, looks, "accountant")
        self.viewer = Visitor(browsers[1], sandbox.url, words, journal, looks, "inspector")

    def play(self):
        """All of it; raises at the first thing that cannot be gone on from."""
        self.start = time.monotonic()
        for step in (self.describe, self.answer, self.change, self.platform, self.look_up):
            step()
            print(f"  ok {self.words.language} {step.__doc__.splitlines()[0]}", flush=True)
        self.holder.follow_links()

    def describe(self):
        """Plain words suggest item 13 and quote what matched"""
        visitor, page = self.holder, self.holder.page
        visitor.choose_language()
        page.locator("a[href='/activities']").first.click()
        page.locator("#field-text").wait_for()
        visitor.look("activities")
        page.locator("#field-text").fill(DESCRIPTIONS[self.words.language])
        page.locator("form[action='/activities/help'] button").click()
        page.locator("section.card a[href='/activities/items/13']").wait_for()
        visitor.look("suggestions")
        page.locator("section.card a[href='/activities/items/13']").click()

    def answer(self):
        """The questions are answered, testing alone is no listed stage"""
        visitor, page = self.holder, self.holder.page
        page.locator("input[name=subject]").first.wait_for()
        visitor.look("questions")
        for name, value in (("subject", "artificialIntelligence"),
                            ("operation", "developmentStage"), ("stage", "testing")):
            visitor.choose(name, value)
        self._send()
        page.locator("main .notice.bad").wait_for()
        seconds = time.monotonic() - self.start
        print(f"  {self.words.language}: {seconds:.0f} s from the first page to the first verdict, "
              "looks included", flush=True)
        if seconds > SECONDS_MAX:
            self.journal.fault("from plain words to a verdict took more than five minutes")
        visitor.look("no")

    def change(self):
        """What would change the verdict is shown, and does change it"""
        visitor, page = self.holder, self.holder.page
        # The answers come back filled in; only the stage is another one.
        page.locator("main .actions form button").first.click()
        visitor.look("answers-again")
        visitor.choose("stage", "technicalTrials")
        self._send()
        page.locator("main .notice.good").wait_for()
        page.locator("details.more summary").first.click()
        visitor.look("yes")

    def platform(self):
        """A trading platform without answers cannot be told about"""
        visitor, page = self.holder, self.holder.page
        page.goto("/activities/items/14")
        page.locator("input[name=subject]").first.wait_for()
        visitor.look("platform")
        self._send()
        page.locator("main .notice.warn").first.wait_for()
        visitor.look("cannot-tell")

    def look_up(self):
        """An organisation is looked up by BIN, and a wrong BIN is said at its field"""
        visitor, page = self.viewer, self.viewer.page
        visitor.choose_language()
        page.goto("/activities/register?bin=1")
        page.locator("#error-summary").wait_for()
        visitor.look("wrong-bin")
        page.goto("/activities/register?bin=610640002024")
        page.locator("main .notice").first.wait_for()
        visitor.look("register-empty")
        firm = next(one for one in self.sandbox.call("GET", "/sandbox/organisations")["items"]
                    if one["kind"] == "technologyFirm")
        page.goto(f"/activities/register?bin={firm['bin']}")
        page.locator("table").nth(1).wait_for()
        visitor.look("register")

    def _send(self):
        self.holder.page.locator("main form.form button[type=submit]").last.click()
