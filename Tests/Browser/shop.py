"""A month in Akkol on three screens: a citizen's phone, a shop's till, the akimat's desk."""

import base64
import pathlib
import re
import sys
import time

from browser import NARROW, Visitor
from camera import film

sys.path.append(str(pathlib.Path(__file__).resolve().parents[2] / "docs" / "examples"))
from voucher_till import Refused, Till  # noqa: E402 (the example is not a package)


class ShopJourney:
    """The citizen activates and shows the code, the cashier scans it from that screen and sells."""

    def __init__(self, sandbox, words, journal, looks, browsers, folder):
        self.sandbox, self.words, self.journal = sandbox, words, journal
        self.holder = Visitor(browsers[0], sandbox.url, words, journal, looks, "citizen")
        self.viewer = Visitor(browsers[1], sandbox.url, words, journal, looks, "cashier")
        self.official = Visitor(browsers[0], sandbox.url, words, journal, looks, "akimat")
        self.film = folder / "camera.y4m"

    def play(self):
        """All of it; raises at the first thing that cannot be gone on from."""
        for step in (
            self.consent, self.activate, self.scan, self.sell, self.refuse, self.feed, self.history,
            self.complain, self.office, self.answer, self.give_back,
        ):
            step()
            print(f"  ok {self.words.language} {step.__doc__.splitlines()[0]}", flush=True)
        self.holder.follow_links()
        self.official.follow_links()

    def consent(self):
        """A family that was asked by SMS answers 21*1 and gets its personal link"""
        people = self.sandbox.call("GET", "/sandbox/people?limit=200")["items"]
        asked = [person for person in people if person.get("phone") and self._request(person)]
        if not asked:
            raise AssertionError("nobody was asked by SMS")
        self.citizen = asked[0]
        if self.sandbox.text(self.citizen, "21*1") != "granted":
            raise AssertionError("21*1 was not taken")
        self.link = self._link("/wallet/")

    def _link(self, part):
        """The address with the part in it, from the newest SMS that has one."""
        end = time.monotonic() + 20
        while time.monotonic() < end:
            for message in self.sandbox.inbox(self.citizen):
                for word in message["text"].split():
                    if part in word:
                        return word.rstrip(".,")
            time.sleep(0.1)
        raise AssertionError(f"no SMS with {part} within 20 seconds")

    def _request(self, person):
        answers = (message.get("answers") or {} for message in self.sandbox.inbox(person))
        return any(answer.get("grant") == "21*1" for answer in answers)

    def activate(self):
        """The citizen follows the link, activates and shows the code on a phone's screen"""
        page = self.holder.page
        self.holder.sign_in(self.sandbox, self.citizen)
        page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
        page.goto(self.link)
        self.holder.look("wallet")
        page.locator("form[action$='/activate'] button").click()
        page.locator("a[href$='/qr']").first.wait_for()
        self.holder.look("wallet-active")
        page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
        page.locator("a[href$='/qr']").first.click()
        page.locator(".share svg").wait_for()
        self.holder.look("code")

    def scan(self):
        """The till's camera reads the code from the citizen's phone"""
        phone, page = self.holder.page, self.viewer.page
        film(self.film)
        self.viewer.choose_language()
        page.goto("/sandbox/till")
        self.viewer.look("till")
        # A fresh code: the one that was looked at so long has moved on.
        phone.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
        phone.reload()
        self.shown = phone.locator(".share svg").screenshot()
        film(self.film, self.shown)
        page.locator("[data-scan-start]").click()
        page.wait_for_url(lambda url: "/sandbox/till/" in url)
        self.viewer.look("basket")

    def sell(self):
        """Bread and milk are sold for the voucher"""
        page = self.viewer.page
        self.bread, self.milk = self._field("bread"), self._field("milk")
        page.locator(self.bread).fill("2")
        page.locator(self.milk).fill("1")
        page.locator("main form button[type=submit]").last.click()
        page.locator("main .notice.good").wait_for()
        self.viewer.look("sold")

    def _field(self, good):
        """The field of a kind of food, by its name in the page's language."""
        names = {"bread": ("Нан", "Хлеб", "Bread"), "milk": ("Сүт", "Молоко", "Milk")}[good]
        name = names[("kk", "ru", "en").index(self.words.language)]
        label = self.viewer.page.locator("label", has_text=name).first
        return "#" + label.get_attribute("for")

    def refuse(self):
        """No code, the same code again, and half a piece of bread are refused in words"""
        page = self.viewer.page
        page.goto("/sandbox/till")
        page.locator("#field-qr").fill("nothing of the kind")
        page.locator("form[action='/sandbox/till'] button").click()
        page.locator(".error-summary").wait_for()
        self.viewer.look("no-code")
        # The camera sees the code that has paid already: when, and at which till.
        film(self.film, self.shown)
        page.goto("/sandbox/till")
        page.locator("[data-scan-start]").click()
        refusal = page.locator(".scan-words.refusal")
        refusal.wait_for()
        if not re.search(r"\d\d:\d\d[\s\S]*bereke-till-1", refusal.inner_text()):
            raise AssertionError(f"the used code is refused with {refusal.inner_text()!r}")
        self.viewer.look("used-code")
        phone = self.holder.page
        phone.reload()
        film(self.film, phone.locator(".share svg").screenshot())
        page.goto("/sandbox/till")
        page.locator("[data-scan-start]").click()
        page.wait_for_url(lambda url: "/sandbox/till/" in url)
        page.locator(self.bread).fill("0.5")
        page.locator("main form button[type=submit]").last.click()
        page.locator(".error-summary", has_text="FV-2.17").wait_for()
        self.viewer.look("line-refused")

    def feed(self):
        """A list of families is tried on the sandbox's page, and its wrong row is named"""
        page = self.viewer.page
        page.goto("/sandbox/feed")
        self.viewer.look("feed")
        page.locator("main form button[type=submit]").last.click()
        page.locator("main table").wait_for()
        if "FV-14" not in page.locator("main table").inner_text():
            raise AssertionError("the wrong row has no clause")
        self.viewer.look("feed-faults")

    def history(self):
        """The citizen reads the receipt and rates the shop"""
        page = self.holder.page
        page.goto("/wallet-history")
        page.locator("section.card").first.wait_for()
        page.locator("details.more summary").first.click()
        self.holder.look("history")
        page.locator("form[action$='/rating'] button[value='5']").first.click()
        page.wait_for_url("**/wallet-history?*")

    def complain(self):
        """A complaint begins at the line of the receipt and shows its last day"""
        page = self.holder.page
        page.locator("a[href*='/complaint?line=1']").first.click()
        page.locator("#field-text").wait_for()
        page.locator("main form button[type=submit]").click()
        page.locator(".error-summary").wait_for()
        self.holder.look("complaint-empty")
        page.locator("#field-text").fill("Стикер жоқ")
        page.locator("main form button[type=submit]").click()
        page.wait_for_url("**/wallet-complaints")
        self.holder.look("complaints")

    def office(self):
        """The akimat's official goes from the chart to the line of the receipt"""
        page = self.official.page
        self._sign_in_official("akimat")
        self.official.choose_language()
        page.goto("/voucher-office")
        page.locator(".bars li").first.wait_for()
        page.locator(".chart svg[role=img]").wait_for()
        self.official.look("office")
        page.locator("table a[href*='/voucher-office/receipts']").first.click()
        page.wait_for_url("**/voucher-office/receipts?*")
        if "0200" not in page.locator("main table").first.inner_text():
            raise AssertionError("the receipt's line has no catalogue number")
        self.official.look("receipts")
        with page.expect_download() as download:
            page.goto("/voucher-office")
            page.locator("a[href*='export.csv']").click()
        table = pathlib.Path(download.value.path()).read_text()
        if not table.startswith("kind,name,") or "shop,bereke-1," not in table:
            raise AssertionError(f"the export is {table[:200]!r}")

    def answer(self):
        """The official records a check, and answers the complaint; the citizen reads it"""
        page = self.official.page
        page.goto("/voucher-office/shops")
        self.official.look("shops")
        page.locator("a[href*='/voucher-office/shops/bereke-1']").first.click()
        page.locator("input[name=missing]").first.wait_for()
        self.official.look("shop")
        page.locator("input[name=missing]").first.check(force=True)
        page.locator("form[action$='/check'] button").click()
        page.locator("form[action$='/loan']").wait_for()
        page.locator("form[action$='/loan'] button").click()
        page.locator(".error-summary").wait_for()
        self.official.look("loan-empty")
        page.goto("/voucher-office/complaints")
        self.official.look("inbox")
        page.locator("a[href*='/voucher-office/complaints/']").first.click()
        page.locator("input[value=upheld]").check(force=True)
        page.locator("#field-text").fill("Стикерлер қойылды")
        self.official.look("answering")
        page.locator("main form button[type=submit]").click()
        page.locator("main .notice.good").wait_for()
        self.official.look("answered")
        self.holder.page.goto(self._link("wallet-complaints"))
        self.holder.page.locator(".notice", has_text="Стикерлер қойылды").wait_for()
        self.holder.look("complaint-answered")

    def _sign_in_official(self, role):
        """The challenge, signed as the official's own program would sign it."""
        call = self.sandbox.call
        official = self.sandbox.official(role)
        issued = call("POST", "/sandbox/nca/certificates", official["certificate"])
        challenge = call("POST", "/auth/eds", {})
        data = base64.b64encode(challenge["challenge"].encode()).decode()
        cms = call("POST", "/sandbox/nca/signatures", {
            "serial": issued["serial"], "data": data})["cms"]
        page = self.official.page
        page.goto("/")
        answer = page.request.post(
            f"{self.sandbox.url}/auth/eds/{challenge['challengeId']}", data={"cms": cms},
            headers={"Origin": self.sandbox.url})
        if not answer.ok:
            raise AssertionError(f"signing in by EDS: {answer.status} {answer.text()}")

    def give_back(self):
        """The example till takes the bread back, once, and is refused what was not bought"""
        clients = self.sandbox.call("GET", "/sandbox/clients")["items"]
        till = Till(self.sandbox.url, next(
            client for client in clients if client["clientId"] == "bereke-till-1"))
        page = self.holder.page
        page.goto("/wallet-history")
        link = page.locator("a[href*='/complaint?line=1']").first.get_attribute("href")
        purchase = link.split("/")[2]
        first = till.take_back(purchase, [(1, "1")], name="back-1")
        if till.take_back(purchase, [(1, "1")], name="back-1")["entry"] != first["entry"]:
            raise AssertionError("the same return was taken twice")
        for lines in ([(1, "2")], [(9, "1")]):
            try:
                till.take_back(purchase, lines)
                raise AssertionError(f"{lines} came back though nobody had bought it")
            except Refused as refused:
                if refused.status not in (404, 422):
                    raise
        page.reload()
        self.holder.look("returned")
