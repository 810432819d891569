"""The technology park: a representative declares, officials by EDS keep registers and check."""

import json
import pathlib
import subprocess
import sys

from browser import Visitor

GRADUATE = 18
ROOT = pathlib.Path(__file__).resolve().parents[2]


class ParkJourney:
    """A firm's representative in one browser, one official after another in the other."""

    def __init__(self, sandbox, words, journal, looks, browsers, folder):
        self.sandbox, self.words, self.folder = sandbox, words, folder
        self.representative = sandbox.person(GRADUATE)
        self.holder = Visitor(browsers[0], sandbox.url, words, journal, looks, "representative")
        self.viewer = Visitor(browsers[1], sandbox.url, words, journal, looks, "official")

    def play(self):
        """All of it; raises at the first thing that cannot be gone on from."""
        for step in (self.park, self.workplace, self.declare, self.administration, self.simulation,
                     self.taxes, self.register):
            step()
            print(f"  ok {self.words.language} park {step.__doc__.splitlines()[0]}", flush=True)
        self.holder.follow_links()

    def park(self):
        """The sandbox shows its firms, each with a story"""
        visitor = self.viewer
        visitor.choose_language()
        visitor.page.goto("/sandbox/park")
        visitor.page.locator("a[href^='/activities/register?bin=']").nth(5).wait_for()
        visitor.look("park")

    def workplace(self):
        """The representative reads that an extract runs out soon"""
        visitor = self.holder
        visitor.sign_in(self.sandbox, self.representative)
        visitor.page.goto("/activities/workplace")
        visitor.page.locator("main .notice.warn").first.wait_for()
        visitor.look("workplace")

    def declare(self):
        """An activity is declared, read with its verdict, and declared anew"""
        visitor, page = self.holder, self.holder.page
        page.locator("select[name=item]").first.select_option("13")
        page.locator("form[action='/activities/declare'] button").first.click()
        page.locator("#field-title").wait_for()
        visitor.look("declare")
        visitor.choose("subject", "artificialIntelligence")
        visitor.choose("operation", "developmentStage")
        visitor.choose("stage", "testing")
        self._send(page)
        page.locator("#error-summary").wait_for()
        visitor.look("declare-refused")
        page.locator("#field-title").fill("Чат-бот")
        page.locator("#field-source").fill("Договор № 19")
        self._send(page)
        page.locator("main .notice.bad").first.wait_for()
        visitor.look("declared")
        page.locator("main .actions a[href^='/activities/declare']").click()
        visitor.choose("stage", "technicalTrials")
        self._send(page)
        page.wait_for_url("**/activities/declared/*")
        page.locator("main .notice.good").nth(1).wait_for()
        self.activity = page.url.split("?")[0].rsplit("/", 1)[-1]

    def _send(self, page):
        page.locator("main form[method=post] button[type=submit]").last.click()

    def _official(self, role, path):
        """Signs in by EDS with the sandbox's key of the role."""
        official = self.sandbox.official(role)
        self.viewer.sign_in_by_eds(official["iin"], official["bin"], path)

    def administration(self):
        """The park's official records an extract for another firm"""
        self._official("hubAdministration", "/activities/workplace")
        visitor, page = self.viewer, self.viewer.page
        visitor.look("official-workplace")
        page.locator("a[href='/activities/administration']").click()
        visitor.look("administration")
        firms = [one for one in self.sandbox.call("GET", "/sandbox/organisations")["items"]
                 if one["kind"] == "technologyFirm"]
        self.firms = [one["bin"] for one in firms]
        page.locator("select[name=register]").select_option("producerExtracts")
        for name, value in (("bin", self.firms[2]), ("number", "KZ-77"), ("name", "Базар Онлайн"),
                            ("validFrom", "2026-01-01")):
            page.locator(f"form[action$=evidence] [name={name}]").fill(value)
        page.locator("form[action$=evidence] button").click()
        page.locator("main .notice.good").wait_for()
        visitor.look("recorded")

    def simulation(self):
        """A draft without item 13 shows who would lose"""
        visitor, page = self.viewer, self.viewer.page
        page.goto("/activities/simulation")
        visitor.look("simulation")
        rules = self.sandbox.call("GET", "/api/activity-rules/file")
        draft = self.folder / "draft.json"
        rules["from"] = "2027-01-01"
        text = json.dumps(rules, ensure_ascii=False)
        draft.write_text(text.replace("artificialIntelligence", "robotics"), encoding="utf-8")
        page.locator("input[type=file]").set_input_files(draft)
        page.locator("form[action='/activities/simulation'] button").click()
        page.locator("main .notice.warn").wait_for()
        visitor.look("simulated")

    def taxes(self):
        """A tax officer checks all firms, and reads the representative's page"""
        self._official("taxOfficer", "/activities/list")
        visitor, page = self.viewer, self.viewer.page
        visitor.look("list")
        page.locator("#field-bins").fill("\n".join(self.firms))
        self._send(page)
        page.locator("table a[href^='/activities/declared/']").nth(5).wait_for()
        visitor.look("listed")
        page.goto(f"/activities/declared/{self.activity}")
        page.locator("main .notice.good").first.wait_for()
        visitor.look("same-page")

    def register(self):
        """Anyone reads the public register, with the proof of a row"""
        visitor, page = self.holder, self.holder.page
        page.goto(f"/activities/register?bin={self.firms[1]}")
        page.locator("table").nth(1).wait_for()
        visitor.look("public-register")
        link = page.locator("a[href*='/proofs/']").first.get_attribute("href")
        pack = self.sandbox.call("GET", link)
        if pack["kind"] != "activityEvidenceRecorded" or "fields" in pack:
            raise AssertionError(f"the proof is {pack}")
        file, keys = self.folder / "evidence.json", self.folder / "jwks.json"
        file.write_text(json.dumps(pack), encoding="utf-8")
        keys.write_text(json.dumps(self.sandbox.call("GET", "/.well-known/jwks.json")))
        subprocess.run(
            [sys.executable, ROOT / "docs/verify/verify_evidence.py", file, "--keys", keys],
            check=True, capture_output=True)

    def close(self):
        """Ends both sessions."""
        self.holder.close()
        self.viewer.close()
