"""Recomputes the published hash of a question set from what was opened after the examination.

Reads the answer of GET /api/examination-commitments/{id} on standard input; written from the
description of that route alone. Prints what it found as one line of JSON; exit status 1 when the
hash is another one, or the set is not what IS-2.10 asks for.
"""

import hashlib
import json
import sys


def main() -> int:
    answer = json.load(sys.stdin)
    opening = answer["opening"]
    if opening is None:
        print(json.dumps({"opened": False}))
        return 1
    salt = bytes.fromhex(opening["salt"])
    found = hashlib.sha256(salt + opening["set"].encode("utf-8")).hexdigest()
    questions = json.loads(opening["set"])["questions"]
    rows = {question["row"] for question in questions}
    is_right = (
        found == answer["commitment"]
        and len(salt) == 32
        and len(questions) == len(rows) == 100
        and all(len(question["options"]) == 4 for question in questions)
        and all(1 <= question["right"] <= 4 for question in questions)
    )
    print(json.dumps({"opened": True, "hash": found, "questions": len(questions)}))
    return 0 if is_right else 1


if __name__ == "__main__":
    sys.exit(main())
