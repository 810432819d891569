"""The month of food vouchers, reckoned anew from the journal's public fields alone.

Reads one JSON object a line, {"at", "kind", "facts"}, in any order; prints the figures as JSON.
Nothing here is shared with the program: it knows only what docs/audit-events.md says.
"""

import collections
import json
import sys

EFFECT = {  # what a step does to (available, held, spent, expired, removed)
    "issued": (1, 0, 0, 0, 0),
    "held": (-1, 1, 0, 0, 0),
    "released": (1, -1, 0, 0, 0),
    "spent": (-1, 0, 1, 0, 0),
    "spentHeld": (0, -1, 1, 0, 0),
    "returned": (1, 0, -1, 0, 0),
    "expired": (-1, 0, 0, 1, 0),
    "removed": (-1, 0, 0, 0, 1),
    "restored": (1, 0, 0, 0, -1),
}


def main() -> None:
    kinds = collections.Counter()
    issued = collections.Counter()
    sums = collections.defaultdict(lambda: [0, 0, 0, 0, 0])
    shops = collections.Counter()
    answers = {}
    off = set()
    entries = [json.loads(line) for line in sys.stdin]
    for entry in sorted(entries, key=lambda entry: entry["at"]):
        kind, facts = entry["kind"], entry["facts"]
        if kind == "voucherConsentAsked" and facts["repetition"]:
            kind = "voucherConsentRepeated"
        kinds[kind] += 1
        if kind in ("voucherConsentGiven", "voucherConsentRefused"):
            assert facts["family"] not in answers, "a family answered twice"
            answers[facts["family"]] = kind
        if kind == "voucherFamilyChanged" and facts["cause"] == "delisted":
            off.add(facts["family"])
        if kind == "voucherFamilyChanged" and facts["cause"] == "members":
            off.discard(facts["family"])  # back on the list, or on it all the time
        for step in facts.get("movements", []):
            voucher, amount = step["voucher"], step["amountTiyn"]
            assert amount > 0
            if step["kind"] == "issued":
                assert voucher not in issued, "a voucher was issued twice"
                issued[voucher] += amount
            for index, sign in enumerate(EFFECT[step["kind"]]):
                sums[voucher][index] += sign * amount
            if step["kind"] in ("spent", "spentHeld"):
                shops[facts["shop"]] += amount
            if step["kind"] == "returned":
                shops[facts["shop"]] -= amount
    for voucher, parts in sums.items():
        assert sum(parts) == issued[voucher], "money was made or lost"
        assert min(parts) >= 0, "below zero at the end"
    total = [sum(parts[index] for parts in sums.values()) for index in range(5)]
    names = ["availableTiyn", "heldTiyn", "spentTiyn", "expiredTiyn", "removedTiyn"]
    print(json.dumps({
        "kinds": kinds, "vouchers": len(sums), "issuedTiyn": sum(issued.values()),
        **dict(zip(names, total)), "shops": shops, "delisted": len(off),
        **{name: sum(answer == kind and family not in off for family, answer in answers.items())
           for name, kind in (("consented", "voucherConsentGiven"),
                              ("refused", "voucherConsentRefused"))},
    }))


main()
