"""The journey of a citizen and a policeman through the pages, with real scripts and a camera."""

import json
import pathlib
import subprocess
import sys

from browser import Visitor
from camera import film

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Journey:
    """Two people in two browsers, in one language."""

    def __init__(self, sandbox, words, journal, looks, browsers, folder):
        self.sandbox, self.words, self.folder = sandbox, words, folder
        self.citizen, self.policeman = sandbox.person(0), sandbox.person(4)
        url = sandbox.url
        self.holder = Visitor(browsers[0], url, words, journal, looks, "citizen")
        self.viewer = Visitor(browsers[1], url, words, journal, looks, "policeman")
        self.film = folder / "camera.y4m"

    def play(self):
        """All of it; raises at the first thing that cannot be gone on from."""
        for step in (
            self.sign_in, self.open_document, self.scan, self.both_see, self.scan_again,
            self.type_the_code, self.proof, self.consent, self.other_pages,
        ):
            step()
            print(f"  ok {self.words.language} {step.__doc__.splitlines()[0]}", flush=True)

    def sign_in(self):
        """both sign in with the password from the SMS"""
        self.holder.sign_in(self.sandbox, self.citizen)
        film(self.film)
        self.viewer.sign_in(self.sandbox, self.policeman)

    def open_document(self):
        """the citizen opens the identity card and opens access to it"""
        page, words = self.holder.page, self.words
        self.holder.look("documents")
        page.get_by_role("link", name=words.identityCard).first.click()
        self.holder.says(words.signatureVerified)
        summary = page.locator("main").inner_text()
        for line in (words.surname, self.citizen["iin"], words.birthDate):
            if line not in summary:
                raise AssertionError(f"the card does not show {line}: {summary}")
        self.holder.look("document")
        self._share(views=1)
        self.holder.look("share")

    def _share(self, views):
        page, words = self.holder.page, self.words
        for name, value in (("lifetime", 180), ("views", views)):
            page.locator(f".choice:has(input[name={name}][value='{value}']) label").click()
        page.get_by_role("button", name=words.openAccess).click()
        page.wait_for_url("**/shares/*")
        page.locator(".share svg").wait_for()
        self.code = "".join(page.locator(".share .code-large").inner_text().split())
        if len(self.code) != 6:
            raise AssertionError(f"the short code is {self.code!r}")

    def scan(self):
        """the policeman's camera reads the code from the citizen's screen"""
        page, words = self.viewer.page, self.words
        page.goto("/verify")
        self.viewer.look("verify")
        page.locator("[data-scan-start]").click()
        # A bare wall first: the scanner keeps looking.
        page.locator(".camera video").wait_for()
        with page.expect_response("**/verify/frame") as nothing:
            pass
        if nothing.value.status != 204:
            raise AssertionError(f"a wall was answered with {nothing.value.status}")
        self.viewer.journal.keep(page, f"{words.language}-policeman-camera")
        page.locator("[data-scan-stop]").click()
        film(self.film, self.holder.page.locator(".share svg").screenshot())
        page.locator("[data-scan-start]").click()
        page.wait_for_url(lambda url: "/verify/" in url)
        self.viewer.says(words.genuine)
        self._is_the_card()
        self.viewer.look("verified")

    def _is_the_card(self):
        shown = self.viewer.page.locator("main").inner_text()
        for line in (self.words.identityCard, self.citizen["iin"], self.words.surname):
            if line not in shown:
                raise AssertionError(f"the policeman is not shown {line!r}")

    def both_see(self):
        """the share says that it is used; the mark stands on both sides"""
        words = self.words
        # The citizen's page refreshes itself.
        self.holder.says(words.allUsed)
        self.holder.look("share-used")
        name = self.policeman["name"]
        for visitor, mark in ((self.holder, name), (self.viewer, words.sawTheirs)):
            visitor.page.goto("/view-marks")
            visitor.page.locator(".timeline", has_text=mark).wait_for()
            visitor.look("marks")
            visitor.page.goto("/access-log")
            visitor.look("log")

    def scan_again(self):
        """the same code again is refused in words"""
        page = self.viewer.page
        page.goto("/verify")
        page.locator("[data-scan-start]").click()
        page.locator(".scan-words", has_text=self.words.codeUsed).wait_for()
        page.locator("[data-scan-start]").wait_for()
        self.viewer.look("scan-refused")

    def type_the_code(self):
        """a second share is opened by its six characters; a wrong code is an error at its field"""
        self.holder.page.goto("/documents")
        self.holder.page.get_by_role("link", name=self.words.identityCard).first.click()
        self._share(views=3)
        page = self.viewer.page
        page.goto("/verify")
        wrong = "".join("2" if letter != "2" else "3" for letter in self.code)
        self._type(wrong)
        self._field_says(self.words.codeUnknown)
        self.viewer.look("wrong-code")
        # As people type what is shown in two groups.
        self._type(f"{self.code[:3]} {self.code[3:]}".lower())
        self.viewer.says(self.words.genuine)
        self._is_the_card()
        self._copies()

    def _copies(self):
        """The citizen's page has refreshed itself; its button still copies the code."""
        # The page may write to the clipboard, not read it; the button says that it has written.
        page = self.holder.page
        page.get_by_text("1 / 3").wait_for()
        page.locator("button[data-copy]").click()
        page.get_by_role("button", name=self.words.copied).wait_for()

    def _type(self, code):
        self.viewer.page.locator("#field-code").fill(code)
        self.viewer.page.get_by_role("button", name=self.words.show).click()

    def _field_says(self, text):
        page = self.viewer.page
        page.locator("#field-code-fault", has_text=text).wait_for()
        field = page.locator("#field-code")
        if field.get_attribute("aria-invalid") != "true":
            raise AssertionError("the field is not marked as wrong")
        if "field-code-fault" not in (field.get_attribute("aria-describedby") or ""):
            raise AssertionError("the error is not tied to its field")
        if not page.title().split(" · ")[0].count(":"):
            raise AssertionError("the title does not say that there is an error")
        focused = page.evaluate("() => document.activeElement.id")
        if focused != "error-summary":
            raise AssertionError(f"the focus is at {focused!r}, not at the summary of errors")

    def proof(self):
        """the proof of a row is downloaded and holds offline"""
        page, words = self.holder.page, self.words
        page.goto("/access-log")
        page.get_by_role("link", name=words.proof).nth(1).click()
        page.wait_for_url("**/access-log/*")
        self.holder.look("log-entry")
        button = page.get_by_role("link", name=words.download)
        with page.expect_download() as download:
            button.click()
        pack, keys = self.folder / "evidence.json", self.folder / "jwks.json"
        download.value.save_as(pack)
        keys.write_text(json.dumps(self.sandbox.call("GET", "/.well-known/jwks.json")))
        verifier = [sys.executable, ROOT / "docs/verify/verify_evidence.py", pack, "--keys", keys]
        subprocess.run(verifier, check=True, capture_output=True)
        entry = page.url.split("?")[0].rsplit("/", 1)[-1]
        if json.loads(pack.read_text())["id"] != entry:
            raise AssertionError("the proof is of another row")
        pack.write_text(pack.read_text().replace('"at":', '"at":1', 1))
        if subprocess.run(verifier, capture_output=True).returncode == 0:
            raise AssertionError("a changed proof is accepted")

    def consent(self):
        """a bank's request is read, granted by SMS, seen and withdrawn"""
        sandbox, page, words = self.sandbox, self.holder.page, self.words
        bank, owner = sandbox.system("dala-bank"), sandbox.system("owner-internal-affairs")
        terms = {**bank.client["example"], "subjectIin": self.citizen["iin"], "uses": 3}
        known = len(sandbox.inbox(self.citizen))
        asked = bank.call("POST", "/api/kdp/access-requests", terms)["id"]
        message = sandbox.next_message(self.citizen, known)
        page.goto("/")
        self.holder.look("home")
        page.goto(f"/access-requests/{asked}")
        self.holder.says(words.awaits)
        self.holder.look("request")
        sandbox.text(self.citizen, message["answers"]["grant"])
        state = bank.call("GET", f"/api/kdp/access-requests/{asked}?wait=10")
        question = {
            "token": state["token"], "subjectIin": self.citizen["iin"],
            "dataSet": terms["dataSets"][0]}
        verified = owner.call("POST", "/api/kdp/tokens/verify", question)
        if not verified["active"]:
            raise AssertionError(f"the granted token is not active: {verified}")
        page.goto("/consents")
        self.holder.says(words.consented)
        self.holder.look("consents")
        page.locator("a[href$='/withdraw']").first.click()
        self.holder.look("withdraw")
        page.locator("main form button[type=submit]").click()
        self.holder.says(words.withdrawn)
        self.holder.look("withdrawn")
        verified = owner.call("POST", "/api/kdp/tokens/verify", question)
        if verified["active"] or verified["reason"] != "withdrawn":
            raise AssertionError(f"after the withdrawal: {verified}")

    def other_pages(self):
        """the other pages, and the way out"""
        for name, path in (
            ("sessions", "/sessions"), ("privacy", "/privacy"),
            ("accessibility", "/accessibility"), ("sandbox", "/sandbox"),
        ):
            if not self.holder.page.goto(path).ok:
                raise AssertionError(f"{path} does not open")
            self.holder.look(name)
        self.holder.follow_links()
        self.viewer.follow_links()
        self.holder.page.goto("/documents/nothing-of-the-kind")
        self.holder.look("not-found")
        self.holder.page.goto("/")
        self.holder.page.get_by_role("button", name=self.words.signOut).first.click()
        self.holder.page.wait_for_url("**/")
        self.holder.look("welcome")
        self.holder.page.goto("/documents")
        if "/sign-in" not in self.holder.page.url:
            raise AssertionError("the documents are open after signing out")

    def close(self):
        """Ends both sessions."""
        self.holder.close()
        self.viewer.close()
