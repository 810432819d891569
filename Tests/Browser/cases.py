"""A blasting permit from the application to the signed result, and a refusal, by EDS on the pages."""

import json

from browser import INBOX, Visitor

DEPARTMENT = "671240002142"
UNREADABLE = "Подпись под расчётами не читается."
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n" \
      b"trailer<</Root 1 0 R>>\n%%EOF\n"


class CasesJourney:
    """A mining firm's head in one browser, the department's officials in the other."""

    def __init__(self, sandbox, words, journal, looks, browsers, folder):
        self.sandbox, self.words, self.folder = sandbox, words, folder
        self.holder = Visitor(browsers[0], sandbox.url, words, journal, looks, "applicant")
        self.viewer = Visitor(browsers[1], sandbox.url, words, journal, looks, "official")
        self.file = folder / "plan.pdf"
        self.file.write_bytes(PDF)

    def play(self):
        """All of it; raises at the first thing that cannot be gone on from."""
        for step in (self.sign_in, self.incomplete, self.submitted, self.granted, self.register,
                     self.refused):
            step()
            print(f"  ok cases {step.__doc__.splitlines()[0]}", flush=True)
        self.holder.follow_links()

    def sign_in(self):
        """the firm's head signs in by EDS and begins an application"""
        firm = next(one for one in self.sandbox.call("GET", "/sandbox/organisations")["items"]
                    if one["kind"] == "enterprise")
        self.firm = firm["bin"]
        head = self.sandbox.person(18)
        self.head = head["iin"]
        self.holder.sign_in_by_eds(head["iin"], self.firm, "/services/blasting-permit")
        self.holder.look("service")
        self._begin()

    def _begin(self, service="blasting-permit", kind=None):
        page = self.holder.page
        page.goto(f"/services/{service}")
        form = page.locator("form[action='/cases']")
        if kind:
            form.locator("[name=kind]").select_option(kind)
        # The first variant, where a service has any.
        for label in form.locator(".choice label").all()[:1]:
            label.click()
        form.locator("button").click()
        page.wait_for_url("**/cases/*")
        self.case = page.url.split("?")[0].rsplit("/", 1)[-1]

    def incomplete(self):
        """the draft says what is missing, field by field and document by document"""
        page = self.holder.page
        page.locator("main .notice.warn li").nth(2).wait_for()
        self.holder.look("draft")
        if page.locator(f"form[action='/cases/{self.case}/submit']").count():
            raise AssertionError("an incomplete application is offered for submission")
        self._fill()
        self._attach()
        page.locator("main .notice.good").first.wait_for()
        self.holder.look("complete")

    def _fill(self, values=("710000000", "other")):
        page = self.holder.page
        form = page.locator("form[action$='/fields']")
        for index, value in enumerate(values):
            field = form.locator(f"[name=field{index}]")
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        form.locator("button").click()
        page.wait_for_load_state()

    def _attach(self):
        page = self.holder.page
        forms = page.locator("form[action*='/documents/']")
        actions = [form.get_attribute("action") for form in forms.all()]
        for action in actions:
            form = page.locator(f"form[action='{action}']")
            for label in form.locator(".choice label").all():
                label.click()
            form.locator("input[type=file]").set_input_files(self.file)
            form.locator("button").click()
            page.wait_for_load_state()

    def submitted(self):
        """it is signed and submitted; the page says when it is due, and counts the days"""
        page = self.holder.page
        self._through_ncalayer({"action": "cancel"})
        page.locator("[data-ncalayer] [role=status]").get_by_text(self.words.edsCancelled).wait_for()
        page.locator("[data-ncalayer] button:enabled").wait_for()
        self.holder.look("ncalayer-cancelled")
        # Another person's key signs as well, and is refused on the page, from which it goes on.
        stranger = self.sandbox.person(19)["iin"]
        self._through_ncalayer({"action": "sign", "kind": "individual", "iin": stranger})
        page.locator("main .notice.bad").first.wait_for()
        page.locator("[data-ncalayer] button:enabled").wait_for()
        self._through_ncalayer({"action": "sign", "kind": "firstHead", "iin": self.head, "bin": self.firm})
        page.wait_for_url(f"**/cases/{self.case}")
        page.locator(".timeline").first.wait_for()
        self.holder.look("submitted")
        state = self._state()
        if state["phase"] == "draft":
            raise AssertionError(f"the case is {state}")

    def _through_ncalayer(self, answer):
        """Presses NCALayer's button; its window is answered over the interface."""
        with self.holder.context.expect_page() as opened:
            self.holder.page.locator("[data-ncalayer] button").click()
        for _ in range(40):
            waiting = self.sandbox.call("GET", "/sandbox/ncalayer/requests")["items"]
            if waiting:
                break
            opened.value.wait_for_timeout(250)
        else:
            raise AssertionError("the request never came to NCALayer's window")
        self.sandbox.call("POST", f"/sandbox/ncalayer/requests/{waiting[0]['id']}",
                          {"password": "Qwerty12", **answer})
        opened.value.close()

    def _by_phone(self):
        """Shows the code, signs on the phone and submits; another's key is refused there."""
        page = self.holder.page
        page.locator(f"form[action='/cases/{self.case}/phone'] button").click()
        page.locator("#phone svg").wait_for()
        self.holder.look("phone-code")
        if self.holder.sign_on_phone("individual:"):
            raise AssertionError("another's signature was taken from the phone")
        if not self.holder.sign_on_phone(f"firstHead:{self.head}:{self.firm}"):
            raise AssertionError("the phone's signature was not taken")
        page.locator("#phone form button").wait_for()
        self.holder.look("phone-signed")
        page.locator("#phone form button").click()
        page.wait_for_url(f"**/cases/{self.case}")

    def _state(self):
        """The applicant's own view over the interface, with the page's session."""
        answer = self.holder.context.request.get(f"/api/applications/{self.case}")
        return json.loads(answer.body())

    def _official(self, role):
        official = self.sandbox.official(role, DEPARTMENT)
        self.viewer.sign_in_by_eds(official["iin"], official["bin"], "/tasks")

    def _open_task(self, name):
        """Opens the case's task from the inbox."""
        page = self.viewer.page
        page.goto("/tasks")
        self.viewer.look("inbox-" + name)
        page.locator("main a[href^='/tasks/']").first.click()
        page.wait_for_url("**/tasks/*")

    def granted(self):
        """the department takes it in, reviews it beside the law, and its head signs"""
        visitor, page = self.viewer, self.viewer.page
        self._official("territorialExecutor")
        self._open_task("accept")
        visitor.look("accept")
        page.locator("form[action$='/complete'] button").click()
        self._open_task("review")
        page.locator("form[action$='/take'] button").click()
        page.locator("input[name=outcome]").first.wait_for(state="attached")
        visitor.look("review")
        visitor.choose("outcome", "granted")
        page.locator("form[action$='/complete'] button").click()
        page.wait_for_url(INBOX)
        self._sign("sign")
        self.holder.page.reload()
        self.holder.page.locator("main .notice.good").first.wait_for()
        self.holder.look("granted")
        self._paper("granted")

    def _paper(self, name):
        """The recipient's signed PDF, which the system's own page for signed files accepts."""
        link = self.holder.page.locator("main a[href$='/result.pdf']").get_attribute("href")
        file = self.folder / f"{name}.pdf"
        file.write_bytes(self.holder.context.request.get(link).body())
        page = self.viewer.page
        page.goto("/signature-check")
        page.locator("input[type=file]").first.set_input_files(file)
        page.locator("main form button").first.click()
        # A warning may stand there; a refusal may not.
        page.locator("main .notice.good, main .notice.warn").first.wait_for()

    def _sign(self, name):
        page = self.viewer.page
        self._official("territorialHead")
        self._open_task(name)
        self.viewer.look(name)
        # What is signed is what can be read before.
        link = page.locator("main a[href*='/draft.pdf']").get_attribute("href")
        draft = self.viewer.context.request.get(link).body()
        if not draft.startswith(b"%PDF-"):
            raise AssertionError("there is no paper to read before signing")
        page.locator("form[action^='/sandbox/tasks/'] button").click()
        page.wait_for_url(INBOX)

    def register(self):
        """anyone finds the permit in the public register on its day"""
        number = self._state()["number"]
        page = self.viewer.page
        page.goto("/registers/blasting-permits")
        page.get_by_text(number).first.wait_for()
        self.viewer.look("register")
        page.locator(f"main a[href$='/{DEPARTMENT}/{number}']").first.click()
        page.locator("main .badge").first.wait_for()
        self.viewer.look("register-entry")

    def refused(self):
        """without a ground nothing is refused; with one the applicant reads it, and how to appeal"""
        visitor, page = self.viewer, self.viewer.page
        self._begin()
        self._fill()
        self._attach()
        self._by_phone()
        self._official("territorialExecutor")
        self._open_task("accept-second")
        page.locator("form[action$='/complete'] button").click()
        self._open_task("review-second")
        page.locator("form[action$='/take'] button").click()
        self._judge(visitor)
        visitor.choose("outcome", "refuse")
        page.locator("form[action$='/complete'] button").click()
        page.locator("main .notice.bad").first.wait_for()
        visitor.look("no-ground")
        page.locator("label[for=ground0]").click()
        page.locator("[name=reasons]").fill("Не указана граница опасной зоны.")
        page.locator("form[action$='/complete'] button").click()
        page.wait_for_url(INBOX)
        self._sign("sign-refusal")
        self.holder.page.reload()
        self.holder.page.locator("main .notice.bad").first.wait_for()
        self.holder.page.get_by_text("Не указана граница опасной зоны.").first.wait_for()
        self.holder.page.get_by_text(UNREADABLE).first.wait_for()
        self.holder.look("refused")
        self._paper("refused")

    def _judge(self, visitor):
        """One document is accepted, another not and why; the applicant reads it at once."""
        page = visitor.page
        form = page.locator("form[action$='/verdicts']")
        for value in ("yes:document:localityPlan", "no:document:calculations"):
            field = form.locator(f"input[value='{value}']")
            form.locator(f"label[for='{field.get_attribute('id')}']").click()
        place = form.locator("input[value='no:document:calculations']").get_attribute("name")
        form.locator(f"[name={place.replace('verdict', 'reason')}]").fill(UNREADABLE)
        form.locator("button").click()
        page.locator("main .badge.bad").first.wait_for()
        visitor.look("verdicts")
        self.holder.page.reload()
        self.holder.page.locator("main .notice.warn").get_by_text(UNREADABLE).wait_for()
        self.holder.look("remarks")

    def close(self):
        """Ends both sessions."""
        self.holder.close()
        self.viewer.close()
