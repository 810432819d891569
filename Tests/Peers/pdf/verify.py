"""pyHanko judges the signatures of a PDF: `verify.py FILE ROOT.pem`. Prints a line for each."""

import sys

from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext


def timestamp(status):
    """Whether there is a time-stamp, and whether it is good; nothing without one."""
    stamp = status.timestamp_validity
    if stamp is None:
        return []
    return ["stamped" if stamp.intact and stamp.valid and stamp.trusted else "badly stamped"]


root = load_cert_from_pemder(sys.argv[2])
with open(sys.argv[1], "rb") as file:
    reader = PdfFileReader(file)
    for signature in reader.embedded_signatures:
        context = ValidationContext(trust_roots=[root], allow_fetching=False)
        status = validate_pdf_signature(signature, context)
        print(
            "intact" if status.intact else "changed",
            "valid" if status.valid else "invalid",
            "trusted" if status.trusted else "untrusted",
            status.coverage.name,
            signature.sig_object["/SubFilter"],
            *timestamp(status),
        )
