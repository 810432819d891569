"""A phone or tablet as a shop's till: a key of its own, one sale after another, nothing paid twice."""

import base64
import hashlib
import json
import re

from browser import NARROW
from camera import film
from sandbox import Answer
from shop import ShopJourney

NAME = "bereke-till-3"
GOODS = {
    "bread": ("Нан", "Хлеб", "Bread"), "milk": ("Сүт", "Молоко", "Milk"),
    "beef": ("Сиыр еті", "Говядина", "Beef"),
}


def thumbprint(jwk):
    """RFC 7638, computed by another hand than the page's."""
    text = json.dumps({name: jwk[name] for name in ("crv", "kty", "x", "y")}, separators=(",", ":"))
    digest = hashlib.sha256(text.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


class TillJourney(ShopJourney):
    """The cashier makes a till of a tablet, sells, is refused, loses the connection, takes back."""

    def play(self):
        """All of it; raises at the first thing that cannot be gone on from."""
        for step in (
            self.consent, self.activate, self.make_key, self.register, self.scan_code,
            self.sell_basket, self.present_again, self.sell_half, self.lose_answer, self.go_offline,
            self.split, self.take_back, self.second_window,
        ):
            step()
            print(f"  ok {self.words.language} {step.__doc__.splitlines()[0]}", flush=True)
        self.viewer.follow_links()

    def _view(self, name):
        self.viewer.page.locator(f"#till [data-view={name}]").wait_for()

    def _do(self, name):
        self.viewer.page.locator(f"#till [data-do={name}]:visible").first.click()

    def _fault(self, pattern):
        text = self.viewer.page.locator("#till-fault:visible").inner_text()
        if not re.search(pattern, text):
            raise AssertionError(f"{pattern!r} is not in {text!r}")

    def _name(self, good):
        return GOODS[good][("kk", "ru", "en").index(self.words.language)]

    def _line(self, good):
        return self.viewer.page.locator(".till-line", has_text=self._name(good))

    def make_key(self):
        """The page makes a key that no script can take out, and shows its public half"""
        page = self.viewer.page
        self.viewer.choose_language()
        page.goto("/till")
        self._view("key")
        jwk = json.loads(page.locator("#till-jwk").inner_text())
        kid = page.locator("#till-kid").inner_text()
        if kid != thumbprint(jwk) or "d" in jwk:
            raise AssertionError(f"{kid} does not name {jwk}")
        leaks = page.evaluate("""() => new Promise(done => {
            const request = indexedDB.open("qyzmet-till");
            request.onsuccess = () => {
                const key = request.result.transaction("kept").objectStore("kept").get("key");
                key.onsuccess = () => crypto.subtle.exportKey("jwk", key.result.privateKey)
                    .then(() => done(true), () => done(false));
            };
        })""")
        if leaks:
            raise AssertionError("the private key can be taken out")
        page.reload()
        self._view("key")
        if page.locator("#till-kid").inner_text() != kid:
            raise AssertionError("the key is another one after a reload")
        page.locator("[data-view=key] [data-copy]").click()
        self.viewer.look("till-key")
        page.locator("#field-client").fill("nobody-knows-me")
        page.locator("form[data-form=name] button[type=submit]").click()
        page.locator("#till-fault:visible").wait_for()
        self.viewer.look("till-unknown")
        self.jwk = jwk

    def register(self):
        """Operator and provider register the key, and the page is the till"""
        page = self.viewer.page
        page.locator("#field-client").fill(NAME)
        self._do("sandbox")
        self._view("scan")
        if NAME not in page.locator("#till-shop").inner_text():
            raise AssertionError("the page does not name the till")
        # Nobody else's name, and no private half.
        for name, jwk in (("bereke-till-1", self.jwk), ("bereke-till-4", {**self.jwk, "d": "AA"})):
            try:
                self.sandbox.call("POST", "/sandbox/tills", {"clientId": name, "publicJwk": jwk})
                raise AssertionError(f"{name} was registered")
            except Answer as answer:
                if answer.status != 422:
                    raise
        self.viewer.look("till-scan")

    def _show_code(self):
        """A fresh code on the citizen's phone, before the till's camera."""
        phone = self.holder.page
        phone.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
        phone.reload()
        self.shown = phone.locator(".share svg").screenshot()
        film(self.film, self.shown)

    def scan_code(self):
        """The till's camera reads the code from the citizen's phone"""
        self._show_code()
        self.viewer.page.locator("[data-scan-start]").click()
        self._view("basket")

    def _add(self, good):
        field = self.viewer.page.locator("#field-search")
        field.fill(self._name(good))
        field.press("Enter")
        self._line(good).wait_for()

    def sell_basket(self):
        """Bread by the keyboard, milk by a touch, the sum against what is left; paid"""
        page = self.viewer.page
        self._add("bread")
        self._line("bread").locator("button").nth(1).click()
        page.locator(".till-good", has_text=self._name("milk")).click()
        self.viewer.look("till-basket")
        self._do("pay")
        self._view("done")
        if "2 × " not in page.locator("#till-bought").inner_text():
            raise AssertionError("the receipt does not say two pieces of bread")
        self.viewer.look("till-done")
        self._do("next")

    def present_again(self):
        """The same code again is refused with time and till"""
        film(self.film, self.shown)
        self.viewer.page.locator("[data-scan-start]").click()
        self.viewer.page.locator("#till-fault:visible").wait_for()
        self._fault(rf"\d\d:\d\d[\s\S]*{NAME}")
        self.viewer.look("till-used")

    def sell_half(self):
        """Half a bread is refused at its line, with the clause, and the basket stays"""
        page = self.viewer.page
        self.scan_code()
        self._add("milk")
        self._add("bread")
        self._line("bread").locator(".till-count input").fill("0,5")
        self._do("pay")
        page.locator("#till-fault:visible").wait_for()
        self._fault(r"FV-2\.17")
        wrong = page.locator(".till-line.wrong")
        if wrong.count() != 1 or self._name("bread") not in wrong.inner_text():
            raise AssertionError("the line of bread is not marked alone")
        self.viewer.look("till-line")
        self._line("bread").locator(".till-count input").fill("x")
        self._do("pay")
        page.locator(".till-line.wrong").wait_for()
        self._line("bread").locator(".till-count input").fill("1")

    def _receipts(self):
        system = self.sandbox.system("bereke-till-1")
        return [item for item in system.call("GET", "/api/pos/redemptions")["items"]
                if item["till"] == NAME and item["receipt"]["paymentStatus"] == "paid"]

    def lose_answer(self):
        """The answer is lost and the page closed: opened again, it shows the one payment"""
        page, before = self.viewer.page, len(self._receipts())
        page.route("**/api/pos/redemptions", self._swallow)
        self._do("pay")
        self._view("waiting")
        page.wait_for_function("() => document.querySelector('.till-told').textContent.length > 20")
        self.viewer.look("till-waiting")
        if len(self._receipts()) != before + 1:
            raise AssertionError("the purchase did not reach the platform")
        page.unroute("**/api/pos/redemptions")
        page.reload()
        self._view("done")
        shown = page.locator("#till-bought").inner_text()
        receipts = self._receipts()
        if len(receipts) != before + 1 or receipts[0]["receipt"]["id"] not in shown:
            raise AssertionError(f"paid {len(receipts) - before} times")
        self._do("next")

    @staticmethod
    def _swallow(route):
        """Lets the platform answer, and the till never hear it."""
        route.fetch()
        route.abort()

    def go_offline(self):
        """Without a connection the page says so, and works when it is back"""
        page = self.viewer.page
        self.viewer.context.set_offline(True)
        page.locator("#field-qr").fill("QZV1.nothing")
        page.locator("#field-qr").press("Enter")
        page.locator("#till-fault:visible").wait_for()
        self.viewer.look("till-offline")
        self.viewer.context.set_offline(False)
        page.locator("#field-qr").press("Enter")
        page.wait_for_function(
            "() => document.getElementById('till-fault').innerText.includes('FV-25')")
        self.scan_code()

    def split(self):
        """More than is left: reserved, the rest is not paid, then it is"""
        page = self.viewer.page
        self._add("beef")
        self._line("beef").locator(".till-count input").fill("19.5")
        self.viewer.look("till-short")
        self._do("pay")
        self._view("rest")
        self.viewer.look("till-rest")
        self._do("fail")
        self._view("basket")
        self._do("pay")
        self._view("rest")
        page.reload()
        self._view("rest")
        self._do("sell")
        self._view("done")
        last = self._receipts()[0]["receipt"]
        if last["remainingTiyn"] != 0 or last["otherPaymentTiyn"] <= 0:
            raise AssertionError(f"not split: {last}")
        self._do("next")

    def take_back(self):
        """Bread comes back once by its line of the receipt; more than was bought does not"""
        page = self.viewer.page
        self._do("receipts")
        self._view("receipts")
        self.viewer.look("till-receipts")
        card = page.locator("#till-receipts .card", has_text=self._name("bread")).first
        card.locator("button").click()
        self._view("return")
        bread = page.locator("[data-view=return] .till-line", has_text=self._name("bread"))
        bread.locator("input").fill("5")
        self._do("back")
        page.locator("[data-view=return] .till-line.wrong").wait_for()
        self._fault(r"FV-27")
        self.viewer.look("till-too-much")
        bread.locator("input").fill("1")
        self._do("back")
        self._view("returned")
        self.viewer.look("till-returned")
        back = [item for receipt in self._receipts() for item in receipt["items"]
                if item["returned"] != "0"]
        if [item["returned"] for item in back] != ["1"]:
            raise AssertionError(f"came back: {back}")
        self._do("next")
        self._view("scan")

    def second_window(self):
        """A second window of the till waits, and goes on when the first is closed"""
        first = self.viewer.page
        second = self.viewer.context.new_page()
        second.goto("/till")
        second.locator("#till [data-view=elsewhere]").wait_for()
        first.close()
        second.locator("#till [data-view=scan]").wait_for()
        self.viewer.page = second
