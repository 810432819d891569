#!/usr/bin/env python3
"""A shop's till for food vouchers: the smallest client that is safe with money.

    voucher_till.py URL KEY.json balance QR
    voucher_till.py URL KEY.json sell QR CODE=QUANTITY:SHELF:PRICE... [--other TIYN] [--name NAME]
    voucher_till.py URL KEY.json return PURCHASE LINE=QUANTITY... [--name NAME]

KEY.json holds `clientId` and `privateJwk`; in the sandbox that is one item of GET /sandbox/clients.
Sums are whole tiyn. Needs PyJWT with cryptography, and nothing else.

What makes it safe: the till names a purchase or a return itself, before it is sent, and keeps the
name until it has an answer. No answer, or one that begins with 5, means "send the same again": the
same name with the same content gives the same receipt and moves nothing more. The name is printed
first; whoever has no answer runs the same line again with --name.
"""

import argparse
import http.client
import json
import pathlib
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

import jwt


class Refused(Exception):
    """The platform said no: `problem` tells what, why (`clause`) and what can be done."""

    def __init__(self, status, problem):
        super().__init__(f"{problem.get('title')}: {problem.get('detail', '')}")
        self.status, self.problem = status, problem


class NoAnswer(Exception):
    """Whether it was taken is not known: the same has to be sent again under the same name."""


class Till:
    """One till with a key of its own."""

    def __init__(self, url, client, language="ru", seconds=10, tries=8):
        self.url, self.client, self.language = url.rstrip("/"), client, language
        self.seconds, self.tries = seconds, tries
        self._token, self._ends = None, 0.0

    def balance(self, qr):
        """Scans a code: binds it to this till for 10 minutes and tells what is left."""
        return self._call("POST", "/api/pos/balance", {"qr": qr})

    def sell(self, basket, items, name=None, other=0, status="paid", qr=None):
        """Takes payment from a basket, or straight from a code that nobody scanned before.

        `name` is kept by the till until there is an answer.
        """
        presented = {"qr": qr} if qr else {"basketId": basket}
        return self._call("POST", "/api/pos/redemptions", {
            "redemptionId": name or str(uuid.uuid4()), **presented,
            "paymentStatus": status, "otherPaymentTiyn": other, "items": items})

    def take_back(self, purchase, lines, name=None):
        """Takes goods back onto the vouchers that paid; `lines` are (number, quantity)."""
        return self._call("POST", f"/api/pos/redemptions/{purchase}/returns", {
            "returnId": name or str(uuid.uuid4()),
            "items": [{"line": number, "quantity": quantity} for number, quantity in lines]})

    def _call(self, method, path, body):
        """Sends the same until there is an answer that is final."""
        for attempt in range(self.tries):
            try:
                return self._send(method, path, json.dumps(body).encode())
            except urllib.error.HTTPError as fault:
                problem = self._problem(fault)
                if fault.code == 401:
                    self._token = None
                elif fault.code != 429 and fault.code < 500:
                    raise Refused(fault.code, problem) from None
                last = Refused(fault.code, problem)
            except (OSError, http.client.HTTPException, ValueError) as fault:
                # Nothing came, or half an answer, or a proxy's own page in its place.
                last = fault
            time.sleep(min(5, 0.2 * 2 ** attempt))
        raise NoAnswer(f"no answer after {self.tries} tries: {last}") from last

    @staticmethod
    def _problem(fault):
        """The problem document of an answer; a proxy's own page has none."""
        try:
            problem = json.loads(fault.read() or b"{}")
        except (OSError, http.client.HTTPException, ValueError):
            problem = {}
        return problem if isinstance(problem, dict) else {}

    def _send(self, method, path, data):
        headers = {
            "Authorization": "Bearer " + self._access_token(),
            "Content-Type": "application/json", "Accept-Language": self.language}
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=self.seconds) as answer:
            return json.loads(answer.read())

    def _access_token(self):
        """Client credentials with a signed assertion (RFC 7523); kept until shortly before its end."""
        if self._token and time.monotonic() < self._ends:
            return self._token
        name, key, now = self.client["clientId"], self.client["privateJwk"], int(time.time())
        assertion = jwt.encode(
            {"iss": name, "sub": name, "aud": self.url + "/oauth/token", "iat": now,
             "exp": now + 60, "jti": str(uuid.uuid4())},
            jwt.PyJWK(key).key, algorithm=key["alg"], headers={"kid": key["kid"]})
        form = urllib.parse.urlencode({
            "grant_type": "client_credentials", "client_assertion": assertion,
            "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"})
        with urllib.request.urlopen(
                self.url + "/oauth/token", form.encode(), timeout=self.seconds) as answer:
            token = json.loads(answer.read())
        self._token = token["access_token"]
        self._ends = time.monotonic() + token["expires_in"] - 30
        return self._token


def item(text):
    """CODE=QUANTITY:SHELF:PRICE as a line of the receipt."""
    code, rest = text.split("=", 1)
    quantity, shelf, price = rest.split(":")
    return {"ntin" if code.startswith("0200") else "gtin": code, "name": code,
            "quantity": quantity, "shelfUnitPriceTiyn": int(shelf), "unitPriceTiyn": int(price)}


def main():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("url")
    parser.add_argument("key", type=pathlib.Path)
    parser.add_argument("action", choices=["balance", "sell", "return"])
    parser.add_argument("what")
    parser.add_argument("lines", nargs="*")
    parser.add_argument("--other", type=int, default=0)
    parser.add_argument("--name", help="of the try before that had no answer")
    options = parser.parse_args()
    name = options.name or str(uuid.uuid4())
    if options.action != "balance":
        print(f"--name {name}", file=sys.stderr, flush=True)
    till = Till(options.url, json.loads(options.key.read_text()))
    try:
        if options.action == "return":
            answer = till.take_back(
                options.what, [(int(n), q) for n, q in (line.split("=") for line in options.lines)],
                name=name)
        elif options.action == "sell":
            answer = till.sell(
                None, [item(line) for line in options.lines], name=name, other=options.other,
                qr=options.what)
        else:
            answer = till.balance(options.what)
    except NoAnswer as fault:
        print(f"{fault}; run the same again with --name {name}", file=sys.stderr)
        return 2
    except Refused as refused:
        print(f"{refused} ({refused.problem.get('clause', '')})", file=sys.stderr)
        return 1
    print(json.dumps(answer, ensure_ascii=False, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
