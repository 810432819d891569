"""Four JWT libraries of others judge our tokens and mutations of them.

Reads a JSON file: {issuer, jwks, privateKeyPem, tokens: [{kind, type, algorithm, audience, token,
probe?, jwks?, seedHex?}]}; `audience` is null for a token without claims about an end (a signed tree
head), `probe` an address that answers 404 to whoever the token admits; `jwks` and `seedHex` (Ed25519)
stand where the token has a key of its own. Prints a table; ends with 1 when a library, or the
server itself, judges otherwise than expected, naming which and on what.
"""

import base64
import json
import sys
import time

import joserfc.jwk
import joserfc.jws
import joserfc.jwt
import jwcrypto.jwk
import jwcrypto.jwt
import jwcrypto.jws
import jwt as pyjwt
import requests
from authlib.jose import JsonWebKey, JsonWebSignature, JsonWebToken
from cryptography.hazmat.primitives import hashes, hmac, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


# The libraries, each as its documentation says: key by `kid` from the published set, one algorithm,
# issuer and audience pinned, `typ` compared.


def require(condition, reason):
    if not condition:
        raise ValueError(reason)


def by_pyjwt(token, expected):
    header = pyjwt.get_unverified_header(token)
    require(header.get("typ") == expected["type"], "typ")
    key = pyjwt.PyJWKSet.from_dict(expected["jwks"])[header["kid"]]
    if expected["audience"] is None:
        return pyjwt.api_jws.decode(token, key.key, algorithms=[expected["algorithm"]])
    return pyjwt.decode(
        token, key.key, algorithms=[expected["algorithm"]], issuer=expected["issuer"],
        audience=expected["audience"], options={"require": ["exp", "iss", "aud", "jti"]})


def by_joserfc(token, expected):
    keys = joserfc.jwk.KeySet.import_key_set(expected["jwks"])
    if expected["audience"] is None:
        result = joserfc.jws.deserialize_compact(token, keys, algorithms=[expected["algorithm"]])
        require(result.headers().get("typ") == expected["type"], "typ")
        return result.payload
    result = joserfc.jwt.decode(token, keys, algorithms=[expected["algorithm"]])
    require(result.header.get("typ") == expected["type"], "typ")
    joserfc.jwt.JWTClaimsRegistry(
        iss={"essential": True, "value": expected["issuer"]},
        aud={"essential": True, "value": expected["audience"]},
        exp={"essential": True}).validate(result.claims)
    return result.claims


def by_jwcrypto(token, expected):
    keys = jwcrypto.jwk.JWKSet.from_json(json.dumps(expected["jwks"]))
    if expected["audience"] is None:
        signed = jwcrypto.jws.JWS()
        signed.allowed_algs = [expected["algorithm"]]
        signed.deserialize(token)
        require(signed.jose_header.get("typ") == expected["type"], "typ")
        key = keys.get_key(signed.jose_header.get("kid"))
        require(key is not None, "kid")
        signed.verify(key)
        return signed.payload
    result = jwcrypto.jwt.JWT(
        check_claims={"iss": expected["issuer"], "aud": expected["audience"], "exp": None},
        algs=[expected["algorithm"]])
    result.leeway = 0
    result.deserialize(token)
    header = result.token.jose_header
    require(header.get("typ") == expected["type"], "typ")
    key = keys.get_key(header.get("kid"))
    require(key is not None, "kid")
    result.validate(key)
    return result.claims


def by_authlib(token, expected):
    keys = JsonWebKey.import_key_set(expected["jwks"])

    def key_of(header, payload):
        return keys.find_by_kid(header["kid"])

    if expected["audience"] is None:
        result = JsonWebSignature([expected["algorithm"]]).deserialize_compact(token.encode(), key_of)
        require(result.header.get("typ") == expected["type"], "typ")
        return result.payload
    claims = JsonWebToken([expected["algorithm"]]).decode(
        token, key_of, claims_options={
            "iss": {"essential": True, "value": expected["issuer"]},
            "aud": {"essential": True, "value": expected["audience"]},
            "exp": {"essential": True}})
    require(claims.header.get("typ") == expected["type"], "typ")
    claims.validate()
    return claims


# RFC 7515 section 2 leaves padding out. jwcrypto decodes the parts and verifies over its own encoding
# of them, so padding is lost before it could matter: the bytes that it accepts are the signed ones.
LENIENT = {("jwcrypto", "base64 padded")}

LIBRARIES = {
    "PyJWT": by_pyjwt, "joserfc": by_joserfc, "jwcrypto": by_jwcrypto, "authlib": by_authlib}


# Mutations. What is signed again is signed with the issuer's true key, so that only the one thing
# that was changed can be the reason of the refusal.


def signature(key, text):
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(text, padding.PKCS1v15(), hashes.SHA256())
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return key.sign(text)
    r, s = decode_dss_signature(key.sign(text, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def sign(key, header, payload):
    text = encode(json.dumps(header).encode()) + "." + encode(json.dumps(payload).encode())
    return text + "." + encode(signature(key, text.encode()))


def another(key):
    """A key of the same kind that nobody trusts, and its public half as a JWK."""
    if isinstance(key, rsa.RSAPrivateKey):
        made = rsa.generate_private_key(65537, 2048)
        numbers = made.public_key().public_numbers()
        return made, {
            "kty": "RSA", "e": "AQAB", "n": encode(numbers.n.to_bytes(256, "big"))}
    if isinstance(key, ed25519.Ed25519PrivateKey):
        made = ed25519.Ed25519PrivateKey.generate()
        return made, {
            "kty": "OKP", "crv": "Ed25519", "x": encode(made.public_key().public_bytes_raw())}
    made = ec.generate_private_key(ec.SECP256R1())
    numbers = made.public_key().public_numbers()
    return made, {
        "kty": "EC", "crv": "P-256", "x": encode(numbers.x.to_bytes(32, "big")),
        "y": encode(numbers.y.to_bytes(32, "big"))}


def flip(data, index):
    changed = bytearray(data)
    changed[index] ^= 1
    return bytes(changed)


def public_pem(key):
    return key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def mutations(token, key, has_claims):
    head, body, code = token.split(".")
    header, payload = json.loads(decode(head)), json.loads(decode(body))
    none = encode(json.dumps({**header, "alg": "none"}).encode())
    shared = encode(json.dumps({**header, "alg": "HS256"}).encode()) + "." + body
    mac = hmac.HMAC(public_pem(key), hashes.SHA256())
    mac.update(shared.encode())
    attacker, embedded = another(key)
    digit = next(i for i, byte in enumerate(decode(body)) if chr(byte).isalnum())
    padded = body + "=" * ((-len(body) % 4) or 4)
    changed = {
        "algorithm none": none + "." + body + ".",
        "HS256 with the public key": shared + "." + encode(mac.finalize()),
        "payload flipped": head + "." + encode(flip(decode(body), digit)) + "." + code,
        "signature flipped": head + "." + body + "." + encode(flip(decode(code), 40)),
        "truncated": token[:-20],
        "other kid": sign(key, {**header, "kid": "unknown"}, payload),
        "crit added": sign(key, {**header, "crit": ["urgent"], "urgent": True}, payload),
        "base64 padded": head + "." + padded + "." + code,
        "attacker's jwk embedded": sign(attacker, {**header, "jwk": embedded}, payload),
    }
    if has_claims:
        past = int(time.time()) - 3600
        changed |= {
            "expired": sign(key, header, {**payload, "iat": past - 600, "exp": past}),
            "other audience": sign(key, header, {**payload, "aud": "someone-else"}),
            "other issuer": sign(key, header, {**payload, "iss": "https://evil.example"}),
        }
    else:
        changed |= {
            "other type": sign(key, {**header, "typ": "at+jwt"}, payload),
            "signed by another": sign(attacker, header, payload),
            "signature of another text": head + "." + encode(b"{}") + "." + code,
        }
    return changed


def by_ourselves(probe, token):
    """What the server itself says to the token: 404 stands behind the check, 401 before it."""
    answer = requests.get(probe, headers={"Authorization": "Bearer " + token}, timeout=20)
    return {404: "accepts", 401: "refuses"}.get(answer.status_code, str(answer.status_code))


def verdict(library, token, expected):
    try:
        library(token, expected)
        return "accepts"
    except Exception as error:  # Whatever a library throws is its way of refusing.
        return "refuses " + type(error).__name__


def main(path):
    with open(path) as file:
        task = json.load(file)
    wrong = []
    for item in task["tokens"]:
        key = (
            ed25519.Ed25519PrivateKey.from_private_bytes(bytes.fromhex(item["seedHex"]))
            if item.get("seedHex")
            else serialization.load_pem_private_key(task["privateKeyPem"].encode(), None))
        expected = {
            "type": item["type"], "audience": item["audience"], "issuer": task["issuer"],
            "algorithm": item["algorithm"], "jwks": item.get("jwks") or task["jwks"]}
        changed = mutations(item["token"], key, item["audience"] is not None)
        assert len(changed) == 12
        # A token that is made anew with the true key shows that the signing here is right.
        head, body, _ = item["token"].split(".")
        remade = sign(key, json.loads(decode(head)), json.loads(decode(body)))
        cases = {"as issued": item["token"], "signed anew": remade, **changed}
        print(f"\n{item['kind']}")
        probe = item.get("probe")
        for name, token in cases.items():
            wanted = "accepts" if name in ("as issued", "signed anew") else "refuses"
            row = []
            for library, verify in LIBRARIES.items():
                said = verdict(verify, token, expected)
                row.append(f"{library}: {said}")
                allowed = "accepts" if (library, name) in LENIENT else wanted
                if not said.startswith(allowed):
                    wrong.append(f"{item['kind']}, {name}: {library} {said}")
            if probe:
                said = by_ourselves(probe, token)
                row.append(f"Qyzmet: {said}")
                if not said.startswith(wanted):
                    wrong.append(f"{item['kind']}, {name}: Qyzmet {said}")
            print(f"  {name:28} " + "; ".join(row))
    for line in wrong:
        print("DISAGREES " + line)
    return 1 if wrong or not task["tokens"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
