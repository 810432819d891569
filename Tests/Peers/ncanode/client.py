"""Runs every call of NCANode's interface file against us, through a client that is made from it.

Arguments: the address of our /ncanode and a JSON file {key, password, revokedKey, certificate}. From
the interface file beside this program OpenAPI Generator makes a client, in a folder that is thrown
away, and every request and answer goes through that client's own classes. The file decides what is
called: a path without a recipe is a failure, and so is an answer that breaks the file's own schema or
lacks a member that the file documents. Prints what failed; ends with 1 if anything did.
"""

import base64
import importlib
import inspect
import json
import pathlib
import subprocess
import sys
import tempfile
import typing

import jsonschema_rs
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


# Members that are there only where there is something to say: of a body, of an address, of a stamp.
OPTIONAL = {"email", "organization", "bin", "locality", "state", "tsp", "tsa"}
# Authorities have no names of people.
OF_PEOPLE = {"lastName", "surName", "iin"}


def generate(folder):
    """The client's package, made from the interface file as it was published."""
    # The same content as JSON, whose member names are texts: the file writes one status as a number.
    file = pathlib.Path(folder) / "openapi.json"
    file.write_text(json.dumps(SPEC, default=str))
    generator = pathlib.Path(sys.executable).parent / "openapi-generator-cli"
    made = subprocess.run(
        [generator, "generate", "-i", file, "-g", "python", "-o", folder, "--package-name",
         "ncanode_client", "--skip-validate-spec"], capture_output=True, text=True)
    if made.returncode:
        raise SystemExit(f"no client was made: {made.stdout}{made.stderr}")
    sys.path.insert(0, folder)
    return importlib.import_module("ncanode_client")


def members(schema):
    """The properties that a schema documents, those of its parts among them."""
    found = dict(schema.get("properties", {}))
    for part in schema.get("allOf", []):
        found |= members(part)
    return found


def lacking(schema, value, place=""):
    """The documented members that an answer does not have."""
    if isinstance(value, list):
        items = schema.get("items", {})
        return [line for item in value for line in lacking(items, item, place + "[]")]
    found = members(schema)
    if not found:
        return []
    if not isinstance(value, dict):
        return [place or "everything"]
    optional = OPTIONAL | (OF_PEOPLE if place.endswith("issuer") else set())
    missing = [f"{place}.{name}" for name in found if name not in value and name not in optional]
    for name, part in found.items():
        if value.get(name) is not None:
            missing += lacking(part, value[name], f"{place}.{name}")
    return missing


class Client:
    def __init__(self, url, folder):
        self.package, self.failures, self.called = generate(folder), [], set()
        self.connection = self.package.ApiClient(self.package.Configuration(host=url))

    def check(self, holds, what):
        if not holds:
            self.failures.append(what)

    def operation(self, path, verb):
        """The generated function of a path, and the class of what it sends."""
        tag = SPEC["paths"][path][verb]["tags"][0]
        name = path.strip("/").replace("/", "_") + f"_{verb}_with_http_info"
        function = getattr(getattr(self.package, tag + "Api")(self.connection), name)
        parameter = next(iter(inspect.signature(function).parameters.values()))
        hint = typing.get_args(parameter.annotation)[0] if verb == "post" else None
        return function, next(iter(typing.get_args(hint)), hint)

    def call(self, path, body=None, status=200):
        """One call; the answer must have the file's own shape, and the client's class takes it."""
        self.called.add(path)
        verb = "get" if body is None else "post"
        function, kind = self.operation(path, verb)
        sent = []
        if body is not None:
            sent = [kind.from_dict(body)]
            kept = sent[0].to_dict()
            self.check(
                all(same(value, kept.get(name)) for name, value in body.items()),
                f"{path}: the client has no place for all of {sorted(body)}")
        try:
            answer = function(*sent, _request_timeout=30.0)
            code, value, typed = answer.status_code, json.loads(answer.raw_data), answer.data
        except self.package.ApiException as fault:
            code, value, typed = fault.status, json.loads(fault.body), None
        if code != status:
            self.failures.append(f"{path}: {code} {json.dumps(value)[:300]}")
            return {}
        operation = SPEC["paths"][path][verb]
        if status == 200:
            responses = {str(code): item for code, item in operation["responses"].items()}
            schema = resolved(responses["200"])["content"]["application/json"]["schema"]
            if body is not None:
                wanted = resolved(operation["requestBody"])["content"]["application/json"]
                self.valid(wanted["schema"], body, f"{path}: our own request")
            self.valid(schema, value, path)
            self.check(not lacking(schema, value), f"{path}: lacks {lacking(schema, value)}")
            self.check(bool(lacking(schema, {})), f"{path}: an empty answer would do")
            read = typed.to_dict()
            self.check(
                all(same(read.get(name), value.get(name)) for name in members(schema)),
                f"{path}: the client reads another answer: {json.dumps(read)[:300]}")
        if body is not None:
            self.check(value.get("status") == status, f"{path}: status in the envelope")
            self.check(bool(value.get("message")), f"{path}: message in the envelope")
        return value

    def valid(self, schema, value, what):
        """OpenAPI 3.0 says `nullable` where JSON Schema says a second type."""
        for error in jsonschema_rs.Draft4Validator(nullable(schema)).iter_errors(value):
            self.failures.append(f"{what}: {error.message[:300]}")


def same(part, whole):
    """Whether all of the one stands in the other: a client leaves out nulls, or adds defaults."""
    if isinstance(part, list) and isinstance(whole, list):
        return len(part) == len(whole) and all(same(*pair) for pair in zip(part, whole))
    if isinstance(part, dict) and isinstance(whole, dict):
        return all(same(value, whole.get(name)) for name, value in part.items())
    return part == whole


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
    with tempfile.TemporaryDirectory() as folder:
        run(Client(sys.argv[1], folder), task)


def run(client, task):
    key = {"key": task["key"], "password": task["password"]}
    revoked = {"key": task["revokedKey"], "password": task["password"]}
    health = client.call("/actuator/health")
    client.check(health.get("status") == "UP", "health")
    info(client, key, revoked, task["certificate"])
    cms(client, key, revoked)
    xml(client, key)
    missing = set(SPEC["paths"]) - client.called
    client.check(not missing, f"never called: {sorted(missing)}")
    for failure in client.failures:
        print(failure)
    sys.exit(1 if client.failures else 0)


main()
