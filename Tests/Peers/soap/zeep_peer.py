"""Zeep's WS-Security, as an integrator's client uses it.

zeep_peer.py verify CERTIFICATE ENVELOPE       prints "accepted" or "refused: why"
zeep_peer.py sign FORM KEY CERTIFICATE OUTPUT  FORM is "certificate" or "token"; writes an envelope
"""

import sys

import xmlsec
from lxml import etree
from zeep.exceptions import SignatureVerificationFailed
from zeep.wsse.signature import BinarySignature, Signature, verify_envelope

ENVELOPE = (
    '<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Header/><S:Body>'
    '<m xmlns="urn:m" xmlns:x="urn:x" x:a=" ">\n  Қазақша &amp; &lt;\n</m></S:Body></S:Envelope>'
)


def verify(certificate, path):
    try:
        verify_envelope(etree.parse(path).getroot(), certificate)
    except SignatureVerificationFailed as fault:
        print("refused:", type(fault).__name__)
    else:
        print("accepted")


def sign(form, key, certificate, output):
    kind = {"certificate": Signature, "token": BinarySignature}[form]
    signer = kind(
        key,
        certificate,
        signature_method=xmlsec.Transform.RSA_SHA256,
        digest_method=xmlsec.Transform.SHA256,
    )
    envelope, _ = signer.apply(etree.fromstring(ENVELOPE), {})
    with open(output, "wb") as file:
        file.write(etree.tostring(envelope, encoding="utf-8", xml_declaration=True))


if __name__ == "__main__":
    {"verify": verify, "sign": sign}[sys.argv[1]](*sys.argv[2:])
