#!/usr/bin/env python3
"""Checks an evidence pack of Qyzmet's journal offline (RFC 6962, RFC 7515, RFC 2104).

    verify_evidence.py PACK.json [--keys JWKS.json]

Without --keys the keys in the pack itself are used: that shows that the pack is whole, not that the
platform made it. Exit status 0 only when everything holds.
"""

import argparse
import base64
import hashlib
import hmac
import json
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils


class Refused(Exception):
    """The evidence does not hold; the text says what of it."""


def base64url(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def number(text):
    return int.from_bytes(base64url(text), "big")


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def canonical(value):
    """The bytes that the journal seals: compact, members sorted, only what must be escaped is."""
    return json.dumps(value, separators=(",", ":"), sort_keys=True, ensure_ascii=False).encode()


def check_signature(token, jwks):
    """Returns the payload of the signed head."""
    parts = token.split(".")
    if len(parts) != 3:
        raise Refused("the signed head is no compact JWS")
    header = json.loads(base64url(parts[0]))
    if header.get("typ") != "qyzmet-head+jwt" or "crit" in header:
        raise Refused("the signed head is another kind of token")
    keys = [key for key in jwks["keys"] if key.get("kid") == header.get("kid")]
    if len(keys) != 1:
        raise Refused("no key with the head's kid")
    key, signature = keys[0], base64url(parts[2])
    message = (parts[0] + "." + parts[1]).encode()
    try:
        if (header.get("alg"), key.get("kty"), key.get("crv")) == ("ES256", "EC", "P-256"):
            if len(signature) != 64:
                raise Refused("the head's signature has the wrong length")
            r, s = (int.from_bytes(half, "big") for half in (signature[:32], signature[32:]))
            public = ec.EllipticCurvePublicNumbers(
                number(key["x"]), number(key["y"]), ec.SECP256R1()
            ).public_key()
            public.verify(utils.encode_dss_signature(r, s), message, ec.ECDSA(hashes.SHA256()))
        elif (header.get("alg"), key.get("kty")) == ("RS256", "RSA"):
            public = rsa.RSAPublicNumbers(number(key["e"]), number(key["n"])).public_key()
            public.verify(signature, message, padding.PKCS1v15(), hashes.SHA256())
        else:
            raise Refused("the head's algorithm is not the key's")
    except (InvalidSignature, ValueError) as error:
        raise Refused("the head's signature is wrong") from error
    return json.loads(base64url(parts[1]))


def check_inclusion(leaf_hash, index, size, root, proof):
    """RFC 9162 section 2.1.3.2."""
    if not 0 <= index < size:
        raise Refused("the leaf number is not below the head's size")
    first, last, current = index, size - 1, leaf_hash
    for sibling in proof:
        if last == 0:
            raise Refused("the inclusion proof is too long")
        if first & 1 or first == last:
            current = sha256(b"\x01", sibling, current)
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            current = sha256(b"\x01", current, sibling)
        first, last = first >> 1, last >> 1
    if last != 0 or current != root:
        raise Refused("the inclusion proof does not lead to the head's root")


def check_leaf(pack, leaf):
    """The leaf says what the pack says."""
    for name in ("id", "kind", "at"):
        if leaf[name] != pack[name]:
            raise Refused(f"{name} is not the leaf's")
    sealed = leaf["personal"]
    if "fields" not in pack:
        return "erased" if "erasedBy" in pack else "not shown" if sealed else "none"
    if leaf["version"] != 2:
        raise Refused("fields can be shown of a leaf of version 2 alone")
    if not set(pack["fields"]) <= set(sealed) or set(pack["keys"]) != set(pack["fields"]):
        raise Refused("the personal fields are not those of the leaf")
    for name, value in pack["fields"].items():
        key = base64.b64decode(pack["keys"][name], validate=True)
        code = hmac.digest(key, canonical(value), "sha256")
        if not hmac.compare_digest(code, base64url(sealed[name])):
            raise Refused(f"personal field {name} is not the one in the leaf")
    hidden = len(sealed) - len(pack["fields"])
    return "shown and right" + (f"; {hidden} of another person, not shown" if hidden else "")


def check_erasure(pack):
    if "erasedBy" in pack:
        eraser = json.loads(base64.b64decode(pack["erasedBy"]["leaf"], validate=True))
        if eraser["kind"] != "entryErased" or eraser["facts"]["erasedEntry"] != pack["id"]:
            raise Refused("the entry that is said to record the erasure does not")


def verify(pack, jwks):
    if pack.get("format") != "qyzmet-evidence" or pack.get("version") != 2:
        raise Refused("no evidence pack of version 2")
    head = check_signature(pack["signedHead"], jwks)
    if head != pack["head"]:
        raise Refused("the head is not the one that was signed")
    bytes_of_leaf = base64.b64decode(pack["leaf"], validate=True)
    leaf = json.loads(bytes_of_leaf)
    fields = check_leaf(pack, leaf)
    check_erasure(pack)
    check_inclusion(
        sha256(b"\x00", bytes_of_leaf),
        pack["leafIndex"],
        head["size"],
        base64.b64decode(head["root"], validate=True),
        [base64.b64decode(hash, validate=True) for hash in pack["proof"]],
    )
    return leaf, head, fields


def main():
    parser = argparse.ArgumentParser(description="Checks an evidence pack offline.")
    parser.add_argument("pack")
    parser.add_argument("--keys", help="the platform's /.well-known/jwks.json, saved earlier")
    arguments = parser.parse_args()
    try:
        with open(arguments.pack, encoding="utf-8") as file:
            pack = json.load(file)
        jwks = pack["jwks"]
        if arguments.keys:
            with open(arguments.keys, encoding="utf-8") as file:
                jwks = json.load(file)
        leaf, head, fields = verify(pack, jwks)
    except Refused as reason:
        print(f"NOT VALID: {reason}", file=sys.stderr)
        return 1
    except (KeyError, ValueError, TypeError, AttributeError, OSError) as reason:
        print(f"NOT VALID: no evidence pack ({type(reason).__name__})", file=sys.stderr)
        return 1
    print(f"VALID: {leaf['kind']}, entry {leaf['id']}, leaf {pack['leafIndex']}")
    print(f"head: log {head['logId']}, size {head['size']}")
    print(f"personal fields: {fields}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
