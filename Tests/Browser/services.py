"""Every other service of industrial safety, granted and refused by EDS on the pages."""

import json

from browser import INBOX, Visitor
from cases import CasesJourney

COMMITTEE, DEPARTMENT, AKIMAT = "661140002127", "671240002142", "770240004345"
POSTS = [
    ("registrar", COMMITTEE), ("executor", COMMITTEE), ("territorialExecutor", DEPARTMENT),
    ("territorialExecutor", AKIMAT), ("territorialHead", AKIMAT), ("territorialHead", DEPARTMENT),
    ("head", COMMITTEE),
]
ASTANA = "710000000"
REASONS = "Представленные материалы не отвечают требованиям."
# Stands for a fee to be paid at the gateway first.
RECEIPT = object()
# Each case: service, kind, values of the fields in their order, what officials choose stage by stage,
# whether it is granted. A language plays its share.
CASES = {
    "kk": [
        ("attestation", "attestation", [ASTANA, "expertise"], ["sent", "compliant", "granted"], True),
        ("attestation", "attestation", [ASTANA, "training"], ["sent", "nonCompliant", "refuse"], False),
        ("technology-permit", "permit", ["technology"], ["complete", "granted"], True),
        ("technology-permit", "permit", ["device"], ["incomplete"], False),
    ],
    "ru": [
        ("explosives-licence", "licence", [ASTANA, "budget", "", "no", "no", "yes", "no", "no"], ["accurate", "compliant", "granted"], True),
        ("explosives-licence", "licence", [ASTANA, "gateway", RECEIPT, "no", "no", "no", "no", "yes"], ["furtherRefused"], False),
        ("design-approval", "construction", [ASTANA, "no", "no", "yes"], ["granted"], True),
        ("design-approval", "liquidation", [ASTANA, "no", "yes", "no"], ["refuse"], False),
    ],
    "en": [
        ("facility-registration", "register", [ASTANA, "facility", "industrial"], ["granted"], True),
        ("facility-registration", "register", [ASTANA, "device", "social"], ["refuse"], False),
        ("permanent-use-permit", "permit", ["ТОО Эксперт", "2026-01-15"], ["granted"], True),
        ("permanent-use-permit", "permit", ["ТОО Эксперт", "2026-01-15"], ["refuse"], False),
        ("safety-examination", "examination", [ASTANA], ["refuse"], False),
    ],
}


class ServicesJourney(CasesJourney):
    """The firm applies; whichever official a task waits for opens it and ends it."""

    def __init__(self, sandbox, words, journal, looks, browsers, folder):
        super().__init__(sandbox, words, journal, looks, browsers, folder)
        self.open_visitor = lambda name: Visitor(
            browsers[1], sandbox.url, words, journal, looks, name)
        self.officials, self.looked = {}, set()

    def play(self):
        """Each case of this language's share."""
        self._sign_in()
        for case in CASES[self.words.language]:
            self._play(*case)
            print(f"  ok {case[0]} {case[1]} {' '.join(case[3])}", flush=True)

    def _sign_in(self):
        firm = next(one for one in self.sandbox.call("GET", "/sandbox/organisations")["items"]
                    if one["kind"] == "enterprise")
        self.firm, self.head = firm["bin"], self.sandbox.person(18)["iin"]
        self.holder.sign_in_by_eds(self.head, self.firm, "/services")

    def _official(self, post):
        """The official of the post, signed in when first needed."""
        if post not in self.officials:
            role, body = post
            official, visitor = self.sandbox.official(role, body), self.open_visitor(f"{role}-{body}")
            visitor.sign_in_by_eds(official["iin"], official["bin"], "/tasks")
            self.officials[post] = visitor
        return self.officials[post]

    def _play(self, service, kind, values, outcomes, is_granted):
        page = self.holder.page
        self._begin(service, kind)
        self._fill([self._receipt() if value is RECEIPT else value for value in values])
        if page.locator("#people").count():
            self._list(self.sandbox.person(0))
        self._attach()
        page.locator(f"form[action='/sandbox/cases/{self.case}/submit'] button").click()
        page.wait_for_url(f"**/cases/{self.case}")
        left = list(outcomes)
        while self._state()["phase"] != "ended":
            # Who is signed in is asked first.
            posts = sorted(POSTS, key=lambda post: post not in self.officials)
            if not any(self._work(self._official(post), service, left) for post in posts):
                raise AssertionError(f"{service}: nobody has anything to do, {self._state()}")
        if left:
            raise AssertionError(f"{service}: ended before {left}")
        page.reload()
        page.locator("main .notice.good" if is_granted else "main .notice.bad").first.wait_for()
        self.holder.look(f"{service}-{'granted' if is_granted else 'refused'}")
        self._paper(f"{service}-{kind}-{is_granted}")

    def _list(self, person, iin=None):
        """Adds a person to the list of the draft; another number than their own if given."""
        page = self.holder.page
        form = page.locator("form:has(button[value=add])")
        # Surname and given name are typed; the register gives the whole.
        name = " ".join(person["name"].split()[:2])
        self._person(form, iin or person["iin"], name)
        form.locator("button").click()
        page.locator("#people h3").get_by_text(name).wait_for()
        return name

    def _person(self, form, iin, name):
        row = form.locator("[name=row]").get_attribute("value")
        for part, value in (("iin", iin), ("name", name), ("position", "Директор"),
                            ("education", "Жоғары")):
            form.locator(f"[name={part}{row}]").fill(value)
        form.locator(f"[name=capacity{row}]").select_option("head")

    def _receipt(self):
        """The number of a fee that the firm has paid at the payment gateway just now."""
        paid = {"payer": self.firm, "amountTiyn": 3_932_000}
        return self.sandbox.call("POST", "/sandbox/payments", paid)["receipt"]

    def _work(self, visitor, service, left):
        """Does what the case waits for, if it waits for this official; false when it does not."""
        answer = json.loads(visitor.context.request.get("/api/tasks?limit=50").body())
        waiting = [one["id"] for one in answer["items"] if one["case"] == self.case]
        if not waiting:
            return False
        visitor.page.goto("/tasks")
        visitor.page.locator(f"main a[href^='/tasks/{waiting[0]}']").first.click()
        visitor.page.wait_for_url("**/tasks/*")
        self._end(visitor, service, left)
        return True

    def _end(self, visitor, service, left):
        page = visitor.page
        if page.locator("form[action$='/take'] button").count():
            page.locator("form[action$='/take'] button").click()
            page.locator("input[name=outcome]").first.wait_for(state="attached")
        stage = page.locator("input[type=radio][name=outcome]").count() > 0
        signing = page.locator("form[action^='/sandbox/tasks/'] button")
        name = f"{service}-{'stage-' + left[0] if stage else 'sign' if signing.count() else 'step'}"
        if name not in self.looked:
            self.looked.add(name)
            visitor.look(name)
        if signing.count():
            signing.click()
        else:
            concluding = page.locator("form[action$='/conclusion'] button")
            if stage:
                visitor.choose("outcome", left.pop(0))
                self._give_reasons(page, left)
            if concluding.count():
                self._conclude(visitor, service)
            else:
                page.locator("form[action$='/complete'] button").click()
        page.wait_for_url(INBOX)

    def _conclude(self, visitor, service):
        """The department writes its conclusion, reads the paper and signs it."""
        page = visitor.page
        page.locator("form[action$='/conclusion'] [name=reasons]").fill(REASONS)
        page.locator("form[action$='/conclusion'] button").first.click()
        page.locator("form[action^='/sandbox/tasks/']").wait_for()
        visitor.look(f"{service}-conclusion")
        link = page.locator("main a[href$='/conclusion.pdf']").get_attribute("href")
        if not visitor.context.request.get(link).body().startswith(b"%PDF-"):
            raise AssertionError("there is no conclusion to read before signing")
        page.locator("form[action^='/sandbox/tasks/'] button").click()

    def _give_reasons(self, page, left):
        """The first ground and reasons, for whoever refuses."""
        chosen = page.locator("input[name=outcome]:checked").get_attribute("value")
        if chosen in ("refuse", "furtherRefused", "incomplete", "nonCompliant"):
            for label in page.locator("label[for^=ground]").all()[:1]:
                label.click()
            if page.locator("[name=reasons]").count():
                page.locator("[name=reasons]").fill(REASONS)

    def close(self):
        """Ends all sessions."""
        super().close()
        for visitor in self.officials.values():
            visitor.close()
