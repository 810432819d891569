"""What a test asks the sandbox without a browser: people, phones and systems."""

import base64
import json
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

import jwt


class Answer(Exception):
    """An answer that is no success."""

    def __init__(self, status, body):
        super().__init__(f"{status} {body}")
        self.status = status


class Sandbox:
    """The sandbox's own routes of one installation."""

    def __init__(self, url):
        self.url = url

    def call(self, method, path, body=None, headers=None):
        """JSON to JSON; raises `Answer` for anything but success."""
        data, fields = None, {"Accept": "application/json", **(headers or {})}
        if isinstance(body, bytes):
            data = body
        elif body is not None:
            data, fields["Content-Type"] = json.dumps(body).encode(), "application/json"
        request = urllib.request.Request(self.url + path, data, fields, method=method)
        try:
            with urllib.request.urlopen(request, timeout=40) as answer:
                return json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as fault:
            raise Answer(fault.code, fault.read().decode()) from None

    def person(self, index):
        """The named people come first: 0 is a citizen, 4 a policeman."""
        return self.call("GET", "/sandbox/people?limit=20")["items"][index]

    def official(self, role, organisation=None):
        """The first official of the role, of the organisation where one is named."""
        return next(one for one in self.call("GET", "/sandbox/officials")["items"]
                    if one["role"] == role and organisation in (None, one["bin"]))

    def inbox(self, person):
        """The messages of the person's phone, the newest first."""
        number = urllib.parse.quote(person["phone"], safe="")
        return self.call("GET", f"/sandbox/phones/{number}/messages")["items"]

    def next_message(self, person, known):
        """The first message beyond the `known` number of them."""
        end = time.monotonic() + 20
        while time.monotonic() < end:
            messages = self.inbox(person)
            if len(messages) > known:
                return messages[0]
            time.sleep(0.1)
        raise AssertionError("no SMS within 20 seconds")

    def text(self, person, words):
        """The person's SMS to 1414; gives what it did."""
        number = urllib.parse.quote(person["phone"], safe="")
        path = f"/sandbox/phones/{number}/messages"
        return self.call("POST", path, {"text": words})["outcome"]

    def sign(self, person, data):
        """The detached CMS of the bytes, by the person's own key."""
        key = self.call("POST", "/sandbox/nca/certificates", {"iin": person["iin"]})
        task = {"serial": key["serial"], "data": base64.b64encode(data).decode()}
        return base64.b64decode(self.call("POST", "/sandbox/nca/signatures", task)["cms"])

    def system(self, identifier):
        """A ready-made system, as an OAuth client of its own."""
        for client in self.call("GET", "/sandbox/clients")["items"]:
            if client["clientId"] == identifier:
                return System(self, client)
        raise AssertionError(f"the sandbox has no system {identifier}")


class System:
    """A system that signs its own assertions (RFC 7523, private_key_jwt)."""

    def __init__(self, sandbox, client):
        self.sandbox = sandbox
        self.client = client
        self.token = self._sign_in()

    def _sign_in(self):
        identifier, key = self.client["clientId"], self.client["privateJwk"]
        now = int(time.time())
        assertion = jwt.encode(
            {
                "iss": identifier, "sub": identifier, "aud": self.sandbox.url + "/oauth/token",
                "iat": now, "exp": now + 60, "jti": str(uuid.uuid4()),
            },
            jwt.PyJWK(key).key, algorithm=key["alg"], headers={"kid": key["kid"]})
        form = urllib.parse.urlencode({
            "grant_type": "client_credentials", "client_assertion": assertion,
            "client_assertion_type":
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        })
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = self.sandbox.call("POST", "/oauth/token", form.encode(), headers)
        return answer["access_token"]

    def call(self, method, path, body=None):
        """Calls a route in the system's name."""
        headers = {"Authorization": "Bearer " + self.token}
        if method != "GET":
            headers["Idempotency-Key"] = str(uuid.uuid4())
        return self.sandbox.call(method, path, body, headers)
