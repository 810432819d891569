#!/usr/bin/env python3
"""A second evaluator of the rules on priority activities, over the same files of data.

    evaluate.py FACTS.json RULES.json REPEALED.json QUESTIONS.ndjson

Written apart from the Swift one and in another way: every test becomes a number, -1 no, 0 cannot
tell, 1 yes; "all" is the least, "one of" the greatest. Prints a line for each question: the outcome,
then the items, own production, every criterion, and what contradicts itself.
"""

import json
import sys

SIGN = {-1: "n", 0: "?", 1: "y"}


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def number(test, facts):
    if "all" in test:
        return min(number(part, facts) for part in test["all"])
    if "anyOf" in test:
        return max(number(part, facts) for part in test["anyOf"])
    stated = facts.get(test["fact"], set())
    if not stated:
        return 0
    if "none" in test:
        return -1 if stated & set(test["none"]) else 1
    if stated & set(test["any"]):
        return 1
    doubtful = {value for point in test.get("open", []) for value in point["values"]}
    return 0 if stated & doubtful else -1


def standing(name, fact, kinds, on, known):
    """The values that count on the day: days compare as text, since they are YYYY-MM-DD."""
    if fact.get("recordedOn", "") > known:
        return set()
    values = set(fact["values"])
    outside = on < fact.get("validFrom", on) or on > fact.get("validUntil", on)
    if outside and kinds[name] == "documented":
        return set()
    if outside and kinds[name] == "evidence" and values == {"yes"}:
        return {"no"}
    return values


def applied(rules, repealed, on, known):
    """The version that applies to the day, or why there is none."""
    for version in rules:
        if version["from"] <= on and (version["until"] is None or on < version["until"]):
            return version if version["knownFrom"] <= known else "notKnownThen"
    held = [order for order in repealed if order["date"] <= on < order["until"]]
    return "listNotHeld" if held else "notKnownThen"


def answer(question, vocabulary, rules, repealed):
    kinds = {fact["code"]: fact["kind"] for fact in vocabulary["facts"]}
    on, known = question["on"], question["knownOn"]
    facts = {
        name: standing(name, fact, kinds, on, known) for name, fact in question["facts"].items()
    }
    clashes = [
        clash for clash in vocabulary["contradictions"]
        if min(number(test, facts) for test in clash["all"]) == 1
    ]
    for clash in clashes:
        for name in clash["drops"]:
            facts.pop(name, None)
    version = applied(rules, repealed, on, known)
    names = ",".join(clash["code"] for clash in clashes) or "-"
    if isinstance(version, str):
        return f"? {version} {names}"
    groups = [
        [number(criterion["test"], facts) for criterion in group["criteria"]]
        for group in version["items"] + [version["ownProduction"]]
    ]
    items = [min(group) for group in groups]
    return " ".join([
        SIGN[max(items[:-1])], "".join(SIGN[item] for item in items),
        "/".join("".join(SIGN[one] for one in group) for group in groups), names,
    ])


def main():
    vocabulary, rules, repealed = (load(path) for path in sys.argv[1:4])
    with open(sys.argv[4], encoding="utf-8") as file:
        for line in file:
            print(answer(json.loads(line), vocabulary, [rules], repealed["orders"]))


if __name__ == "__main__":
    main()
