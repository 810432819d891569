"""Runs every call of NCANode's interface file against us, as a client written for NCANode would.

Arguments: the address of our /ncanode and a JSON file {key, password, revokedKey, certificate}. The
interface file beside this program decides what is called: a path without a recipe is a failure, and
so is an answer that breaks the file's own schema. Prints what failed; ends with 1 if anything did.
"""

import base64
import json
import pathlib
import sys

import jsonschema_rs
import requests
import yaml

HERE = pathlib.Path(__file__).parent
SPEC = yaml.safe_load((HERE / "openapi.yml").read_text())
DATA = base64.b64encode("Құжат".encode()).decode()
XML = '<?xml version="1.0" encoding="UTF-8"?><a><b>Құжат</b></a>'
SOAP = (
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Header/>'
    "<soap:Body><a>Құжат</a></soap:Body></soap:Envelope>")
USERS = set(SPEC["components"]["schemas"]["CertificateKeyUser"]["enum"])


def resolved(node):
    """The schema with every reference replaced by what it names."""
    if isinstance(node, list):
        return [resolved(item) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        target = SPEC
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        return resolved(target)
    return {key: resolved(value) for key, value in node.items() if key != "example"}


class Client:
    def __init__(self, url, keys):
        self.url, self.keys, self.failures, self.called = url, keys, [], set()

    def check(self, holds, what):
        if not holds:
            self.failures.append(what)

    def call(self, path, body=None, status=200):
        """One call; the answer must have the file's own shape."""
        self.called.add(path)
        operation = SPEC["paths"][path]["get" if body is None else "post"]
        if body is None:
            answer = requests.get(self.url + path, timeout=30)
        else:
            answer = requests.post(self.url + path, json=body, timeout=30)
        if answer.status_code != status:
            self.failures.append(f"{path}: {answer.status_code} {answer.text[:300]}")
            return {}
        value = answer.json()
        if status == 200:
            responses = {str(code): item for code, item in operation["responses"].items()}
            schema = resolved(responses["200"])["content"]["application/json"]["schema"]
            if body is not None:
                wanted = resolved(operation["requestBody"])["content"]["application/json"]
                self.valid(wanted["schema"], body, f"{path}: our own request")
            self.valid(schema, value, path)
        if body is not None:
            self.check(value.get("status") == status, f"{path}: status in the envelope")
            self.check(bool(value.get("message")), f"{path}: message in the envelope")
        return value

    def valid(self, schema, value, what):
        """OpenAPI 3.0 says `nullable` where JSON Schema says a second type."""
        for error in jsonschema_rs.Draft4Validator(nullable(schema)).iter_errors(value):
            self.failures.append(f"{what}: {error.message[:300]}")


def nullable(node):
    if isinstance(node, list):
        return [nullable(item) for item in node]
    if not isinstance(node, dict):
        return node
    node = {key: nullable(value) for key, value in node.items()}
    # The file itself gives null as the example of these.
    for name in ("reason", "tsa", "revocationTime"):
        field = node.get("properties", {}).get(name)
        if field and field.get("type") == "string":
            field["type"] = ["string", "null"]
    if node.pop("nullable", False) and isinstance(node.get("type"), str):
        node["type"] = [node["type"], "null"]
    return node


def cms(client, key, revoked):
    signed = client.call("/cms/sign", {
        "data": DATA, "signers": [key], "withTsp": True, "tsaPolicy": "TSA_GOST2015_POLICY",
        "detached": False}).get("cms", "")
    found = client.call("/cms/verify", {"cms": signed, "revocationCheck": ["OCSP", "CRL"]})
    client.check(found.get("valid") is True, f"attached: {json.dumps(found)[:900]}")
    signer = (found.get("signers") or [{}])[0]
    client.check(bool(signer.get("certificates")), "certificates of the signer")
    client.check(signer.get("certificates") == signer.get("signers"), "both names of certificates")
    client.check(signer.get("tsp", {}).get("policy") == "1.2.398.3.3.2.6.4", "policy of the stamp")
    client.check(client.call("/cms/extract", {"cms": signed}).get("data") == DATA, "extracted")
    twice = client.call(
        "/cms/sign/add", {"cms": signed, "data": DATA, "signers": [key]}).get("cms", "")
    found = client.call("/cms/verify", {"cms": twice})
    client.check(found.get("valid") and len(found["signers"]) == 2, "two signers")
    detached = client.call(
        "/cms/sign", {"data": DATA, "signers": [key], "detached": True}).get("cms", "")
    found = client.call("/cms/verify", {"cms": detached, "data": DATA})
    client.check(found.get("valid") is True, "detached")
    other = base64.b64encode(b"another").decode()
    found = client.call("/cms/verify", {"cms": detached, "data": other})
    client.check(found.get("valid") is False, "detached over other data")
    client.call("/cms/verify", {"cms": detached}, status=400)
    client.call("/cms/extract", {"cms": detached}, status=400)
    client.call("/cms/sign", {"data": DATA, "signers": [dict(key, password="wrong")]}, status=400)
    bad = client.call("/cms/sign", {"data": DATA, "signers": [revoked]}).get("cms", "")
    for source in ("OCSP", "CRL"):
        found = client.call("/cms/verify", {"cms": bad, "revocationCheck": [source]})
        client.check(found.get("valid") is False, f"revoked by {source}")
    found = client.call("/cms/verify", {"cms": bad})
    client.check(found.get("valid") is True, "revocation that nobody asked about")


def info(client, key, revoked, certificate):
    found = client.call("/pkcs12/info", {"keys": [key, revoked], "revocationCheck": ["OCSP"]})
    signers = found.get("signers") or [{}, {}]
    client.check(found.get("valid") is False, "one of two is revoked")
    client.check([item.get("valid") for item in signers] == [True, False], "each by itself")
    client.check(signers[0].get("keyUsage") == "SIGN", "key usage")
    client.check(signers[0].get("signAlg") == "ECGOST3410-2015-512", "algorithm")
    client.check(set(signers[0].get("keyUser", ["?"])) <= USERS, "words of roles")
    client.check(signers[1].get("revocations", [{}])[0].get("revoked") is True, "revoked")
    aliases = client.call("/pkcs12/aliases", {"keys": [key]}).get("aliases")
    client.check(len((aliases or [[]])[0]) == 1, "aliases")
    alias = (aliases or [[""]])[0][0]
    client.call("/pkcs12/info", {"keys": [dict(key, keyAlias=alias)]})
    client.call("/pkcs12/info", {"keys": [dict(key, keyAlias="nobody")]}, status=400)
    found = client.call("/x509/info", {"certs": [certificate], "revocationCheck": ["CRL"]})
    client.check(found.get("valid") is True, f"certificate: {json.dumps(found)[:600]}")


def xml(client, key):
    signed = client.call(
        "/xml/sign", {"xml": XML, "signers": [key], "clearSignatures": False, "trimXml": False}
    ).get("xml", "")
    found = client.call("/xml/verify", {"xml": signed, "revocationCheck": ["OCSP"]})
    client.check(found.get("valid") is True, f"XML: {json.dumps(found)[:600]}")
    changed = signed.replace("<b>Құжат</b>", "<b>Басқа</b>")
    found = client.call("/xml/verify", {"xml": changed})
    client.check(found.get("valid") is False, "changed XML")
    twice = client.call("/xml/sign", {"xml": signed, "signers": [key]}).get("xml", "")
    client.check(twice.count("<ds:SignatureValue>") == 2, "a second signature")
    found = client.call("/xml/verify", {"xml": twice})
    client.check(found.get("valid") and len(found["signers"]) == 2, "both signatures of XML")
    fresh = client.call(
        "/xml/sign", {"xml": twice, "signers": [key], "clearSignatures": True}).get("xml", "")
    client.check(fresh.count("<ds:SignatureValue>") == 1, "former signatures are cleared")
    client.check(client.call("/xml/verify", {"xml": fresh}).get("valid"), "cleared XML")
    spaced = XML.replace("<b>", "\n  <b>").replace("</b>", "</b>\n") + "\n"
    kept = client.call("/xml/sign", {"xml": spaced, "signers": [key]}).get("xml", "")
    client.check("\n  <b>" in kept, "blanks stay unless it is asked")
    trimmed = client.call(
        "/xml/sign", {"xml": spaced, "signers": [key], "trimXml": True}).get("xml", "")
    client.check("<a><b>Құжат</b><ds:Signature" in trimmed, "blanks between elements are gone")
    client.check(client.call("/xml/verify", {"xml": trimmed}).get("valid"), "trimmed XML")
    signed = client.call(
        "/wsse/sign", {"xml": SOAP.replace("<a>", "\n<a>"), "trimXml": True, **key}).get("xml", "")
    client.check("\n<a>" not in signed, "trimmed envelope")
    client.check(client.call("/wsse/verify", {"xml": signed}).get("valid"), "trimmed WSSE")
    signed = client.call("/wsse/sign", {"xml": SOAP, **key}).get("xml", "")
    found = client.call("/wsse/verify", {"xml": signed})
    client.check(found.get("valid") is True, f"WSSE: {json.dumps(found)[:600]}")
    found = client.call("/wsse/verify", {"xml": signed.replace("<a>Құжат</a>", "<a>Басқа</a>")})
    client.check(found.get("valid") is False, "changed envelope")


def main():
    task = json.loads(pathlib.Path(sys.argv[2]).read_text())
    client = Client(sys.argv[1], task)
    key = {"key": task["key"], "password": task["password"]}
    revoked = {"key": task["revokedKey"], "password": task["password"]}
    health = client.call("/actuator/health")
    client.check(health.get("status") == "UP", "health")
    info(client, key, revoked, task["certificate"])
    cms(client, key, revoked)
    if "/xml/sign" not in task.get("later", []):
        xml(client, key)
    missing = set(SPEC["paths"]) - client.called - set(task.get("later", []))
    client.check(not missing, f"never called: {sorted(missing)}")
    for failure in client.failures:
        print(failure)
    sys.exit(1 if client.failures else 0)


main()
