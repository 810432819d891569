#!/usr/bin/env python3
"""Comes to an activity's verdict again from its signed receipt alone, offline.

    verify_activity_receipt.py RECEIPT.jws [--keys JWKS.json]

RECEIPT.jws holds the text of `signedReceipt`. Without --keys the signature is not checked, which is
said: then the answer is only that facts, rules and verdict belong together. Exit status 0 only when
everything holds.
"""

import argparse
import base64
import json
import sys


class Refused(Exception):
    """The receipt does not hold; the text says what of it."""


def base64url(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def canonical(value):
    return json.dumps(value, separators=(",", ":"), sort_keys=True, ensure_ascii=False).encode()


def open_receipt(token, jwks):
    """The receipt inside the token, its signature checked when there are keys (RFC 8037)."""
    parts = token.strip().split(".")
    if len(parts) != 3:
        raise Refused("no compact JWS")
    header = json.loads(base64url(parts[0]))
    if header.get("typ") != "qyzmet-activity-receipt+jwt" or "crit" in header:
        raise Refused("another kind of token")
    payload = base64url(parts[1])
    receipt = json.loads(payload)
    if canonical(receipt) != payload:
        raise Refused("the receipt is not in canonical form")
    if jwks is not None:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        keys = [key for key in jwks["keys"] if key.get("kid") == header.get("kid")]
        if len(keys) != 1 or (header.get("alg"), keys[0].get("crv")) != ("EdDSA", "Ed25519"):
            raise Refused("no Ed25519 key with the receipt's kid")
        try:
            Ed25519PublicKey.from_public_bytes(base64url(keys[0]["x"])).verify(
                base64url(parts[2]), (parts[0] + "." + parts[1]).encode())
        except InvalidSignature as error:
            raise Refused("the signature is wrong") from error
    return receipt


def evaluate(test, facts):
    """yes, no or cannotTell (Kleene): an absent fact is never a no."""
    if "all" in test or "anyOf" in test:
        answers = [evaluate(part, facts) for part in test.get("all") or test["anyOf"]]
        first, last = ("no", "yes") if "all" in test else ("yes", "no")
        if first in answers:
            return first
        return last if set(answers) == {last} else "cannotTell"
    stated = facts.get(test["fact"])
    if not stated:
        return "cannotTell"
    if "none" in test:
        return "no" if stated.intersection(test["none"]) else "yes"
    if stated.intersection(test["any"]):
        return "yes"
    left_open = set().union(*(point["values"] for point in test.get("open", [])))
    return "cannotTell" if stated & left_open else "no"


def state_of(fact, kind, on, known):
    if fact.get("recordedOn") is not None and fact["recordedOn"] > known:
        return "notKnownYet"
    if kind == "documented" or (kind == "evidence" and fact["values"] == ["yes"]):
        if "validFrom" in fact and on < fact["validFrom"]:
            return "notYetValid"
        if "validUntil" in fact and on > fact["validUntil"]:
            return "expired"
    return "stated"


def group(entry, facts):
    """An item or own production: every criterion, and all of them together."""
    answers = {one["code"]: evaluate(one["test"], facts) for one in entry["criteria"]}
    together = "no" if "no" in answers.values() else (
        "cannotTell" if "cannotTell" in answers.values() else "yes")
    result = {"clause": entry["clause"], "criteria": answers, "verdict": together}
    if "item" in entry:
        result["item"] = entry["item"]
    return result


def check_that_none_applies(basis, on):
    """A receipt without rules names the orders of its day, or that none was known."""
    if basis["kind"] == "listNotHeld":
        if not basis["orders"] or any(order["until"] <= on for order in basis["orders"]):
            raise Refused("the orders named did not stand on the day")
    elif basis["kind"] != "notKnownThen":
        raise Refused("the basis names rules that the receipt does not carry")


def recompute(receipt):
    """What the receipt must say by its own facts, rules and days."""
    rules, on, known = receipt["rules"], receipt["on"], receipt["knownOn"]
    if rules is None:
        check_that_none_applies(receipt["basis"], on)
        return {"outcome": "cannotTell", "items": [], "ownProduction": None}
    if not (rules["from"] <= on and (rules["until"] is None or on < rules["until"])
            and rules["knownFrom"] <= known):
        raise Refused("the rules do not apply to the day, or were not known then")
    states = {
        name: state_of(fact, rules["kinds"][name], on, known)
        for name, fact in receipt["facts"].items()
    }
    facts = {}
    for name, fact in receipt["facts"].items():
        if states[name] == "stated":
            facts[name] = set(fact["values"])
        elif states[name] in ("expired", "notYetValid") and rules["kinds"][name] == "evidence":
            facts[name] = {"no"}
    clashes = [one for one in rules["contradictions"] if evaluate(one["test"], facts) == "yes"]
    for clash in clashes:
        for name in clash["drops"]:
            if facts.pop(name, None):
                states[name] = "contradicted"
    items = [group(item, facts) for item in rules["items"]]
    verdicts = [item["verdict"] for item in items]
    return {
        "basis": {
            "kind": "rules", "order": rules["order"], "registration": rules["registration"],
            "from": rules["from"]},
        "states": states,
        "contradictions": [clash["code"] for clash in clashes],
        "items": items,
        "ownProduction": group(rules["ownProduction"], facts),
        "outcome": "yes" if "yes" in verdicts else (
            "cannotTell" if "cannotTell" in verdicts else "no"),
    }


def verify(token, jwks):
    receipt = open_receipt(token, jwks)
    if receipt.get("format") != "qyzmet-activity-receipt" or receipt.get("version") != 1:
        raise Refused("no activity receipt of version 1")
    for name, value in recompute(receipt).items():
        if receipt[name] != value:
            raise Refused(f"{name} does not follow from the facts and the rules")
    return receipt


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("receipt")
    parser.add_argument("--keys", help="the platform's /api/activity-receipt-keys, saved earlier")
    options = parser.parse_args()
    try:
        with open(options.receipt, encoding="utf-8") as file:
            token = file.read()
        jwks = None
        if options.keys:
            with open(options.keys, encoding="utf-8") as file:
                jwks = json.load(file)
        receipt = verify(token, jwks)
    except Refused as reason:
        print(f"NOT VALID: {reason}", file=sys.stderr)
        return 1
    except (KeyError, ValueError, TypeError, AttributeError, OSError) as reason:
        print(f"NOT VALID: no activity receipt ({type(reason).__name__})", file=sys.stderr)
        return 1
    basis = receipt["basis"]
    print(f"VALID: on {receipt['on']}, known on {receipt['knownOn']}: {receipt['outcome']}")
    print(f"basis: {basis['kind']} {basis.get('order', '')}".rstrip())
    print(f"items met: {[item['item'] for item in receipt['items'] if item['verdict'] == 'yes']}")
    print("signature: " + ("right" if jwks is not None else "not checked; give --keys"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
