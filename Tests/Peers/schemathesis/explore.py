"""Calls every operation of /openapi.json as each role, with values right and wrong.

Reads a JSON file: {url, examples, seed, roles: [{name, headers, kinds, forbidden}], values}; `kinds` are
the security schemes that the role satisfies, `forbidden` the texts that no answer to it may hold,
`values` real values by the name of a field, parameter or address (whose things they are varies).
Prints a line for each operation and role that failed; ends with 1 if there was one.
"""

import json
import random
import sys
import time
from collections import Counter

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.specs.openapi import checks

CHECKS = [
    checks.status_code_conformance, checks.content_type_conformance,
    checks.response_schema_conformance, checks.response_headers_conformance]


class Explorer:
    def __init__(self, task):
        self.task = task
        self.random = random.Random(task["seed"])
        self.session = requests.Session()
        self.failures = {}
        self.strategies = {}
        self.statuses = Counter()
        # How often each role was answered what it is there for.
        self.served = Counter()

    def fail(self, role, operation, reason, case=None):
        key = (role["name"], operation.label, reason.split("\n")[0][:160])
        if key not in self.failures:
            self.failures[key] = reason + ("" if case is None else "\n" + case.as_curl_command())

    def real_values(self, case):
        """Puts real values in the place of generated ones, by their names."""
        values = self.task["values"]
        path = case.operation.path
        for name in case.path_parameters or {}:
            pool = values.get(f"{path} {name}") or values.get(name)
            if pool:
                case.path_parameters[name] = self.random.choice(pool)
        if isinstance(case.query, dict):
            for name in list(case.query):
                if name in values and self.random.random() < 0.95:
                    case.query[name] = self.random.choice(values[name])
        if isinstance(case.body, dict):
            for name in list(case.body):
                pool = values.get(f"{path} {name}") or values.get(name)
                if pool and self.random.random() < 0.95:
                    case.body[name] = self.random.choice(pool)

    def tame(self, case):
        """A long poll would only wait, and a key of its own is what each call has."""
        query = case.query
        if isinstance(query, dict) and isinstance(query.get("wait"), (int, str)):
            if str(query["wait"]).isdigit() and int(query["wait"]) in range(31):
                query["wait"] = 0

    def check_right(self, role, case, response):
        """Whoever an operation is not for is turned away; whoever it is for is served at times."""
        operation = case.operation
        if is_meant(operation, role):
            if response.status_code < 300:
                self.served[role["name"]] += 1
            return
        # Before anyone is asked who they are: no address, too long, too often.
        turned_away = response.status_code in (400, 401, 403, 404, 413, 429) or (
            response.status_code == 303
            and "/sign-in" in " ".join(response.headers.get("location", [])))
        # A caller of another kind may still be anyone.
        if "anyone" not in kinds(operation) and not turned_away:
            self.fail(role, operation, f"not turned away: {response.status_code}", case)

    def call(self, role, case, is_real):
        self.tame(case)
        if is_real:
            self.real_values(case)
        response = case.call(headers=role["headers"], session=self.session, timeout=30,
                             allow_redirects=False)
        self.statuses[response.status_code] += 1
        operation = case.operation
        if response.status_code >= 500:
            code = "none"
            try:
                code = response.json().get("code", code)
            except ValueError:
                pass
            # Only the sandbox's own controls break registers, and they come last.
            expected = ("overloaded",)
            if operation.path.startswith("/sandbox"):
                expected = ("overloaded", "storeUnavailable", "registerUnavailable")
            if response.status_code != 503 or code not in expected:
                self.fail(role, operation, f"server error {response.status_code} {code}", case)
        # A sandbox's own routes name its people on purpose.
        if not operation.path.startswith("/sandbox"):
            self.check_right(role, case, response)
        if not operation.path.startswith("/sandbox"):
            text = response.content.decode(errors="replace")
            # A form that is shown again holds what its own sender typed.
            sent = str(case.body)
            for forbidden in role["forbidden"]:
                if forbidden in text and forbidden not in sent:
                    self.fail(role, operation, "another person's data in the answer", case)
        try:
            case.validate_response(response, checks=CHECKS, headers=role["headers"])
        except BaseExceptionGroup as group:
            for error in group.exceptions:
                self.fail(role, operation, f"{response.status_code}: {type(error).__name__}: {error}", case)

    def strategy(self, operation, mode):
        """Made once for all roles: it takes longer than the calls."""
        key = (operation.label, mode)
        if key not in self.strategies:
            self.strategies[key] = operation.as_strategy(generation_mode=mode)
        return self.strategies[key]

    def generate(self, operation, mode, examples, use):
        """Hands so many generated cases on."""
        @seed(self.task["seed"])
        @settings(max_examples=examples, deadline=None, database=None,
                  phases=[Phase.generate], suppress_health_check=list(HealthCheck))
        @given(case=self.strategy(operation, mode))
        def run(case):
            use(case)

        try:
            run()
        except (Unsatisfiable, schemathesis.errors.SchemathesisError):
            # Nothing wrong can be sent to an operation that takes nothing.
            if mode == GenerationMode.POSITIVE:
                raise

    def explore(self, role, operation, count):
        """As a role that the operation is meant for."""
        few = max(1, count // 2)
        for mode, is_real, examples in [
                (GenerationMode.POSITIVE, True, count), (GenerationMode.NEGATIVE, False, few),
                (GenerationMode.POSITIVE, False, few)]:
            self.generate(operation, mode, examples, lambda case: self.call(role, case, is_real))

    def knock(self, roles, operation):
        """As every role that it is not for: turned away before anything is read, all with one case."""
        def use(case):
            for role in roles:
                self.call(role, case, True)

        self.generate(operation, GenerationMode.POSITIVE, 1, use)


def kinds(operation):
    security = operation.definition.raw.get("security", [])
    return {name for alternative in security for name in alternative} or {"anyone"}


def is_meant(operation, role):
    """Whether the role satisfies the operation's rule, as far as its declaration says."""
    return bool(kinds(operation) & set(role["kinds"]))


def order(operation):
    """What ends the session comes last."""
    return ("sign-out" in operation.path, operation.path)


def main(path):
    with open(path) as file:
        task = json.load(file)
    schema = schemathesis.openapi.from_url(task["url"] + "/openapi.json")
    operations = sorted((result.ok() for result in schema.get_all_operations()), key=order)
    explorer = Explorer(task)
    began = time.monotonic()
    product = [operation for operation in operations if not operation.path.startswith("/sandbox")]
    for operation in product:
        strangers = [role for role in task["roles"] if not is_meant(operation, role)]
        if strangers:
            explorer.knock(strangers, operation)
    for role in task["roles"]:
        for operation in product:
            if is_meant(operation, role):
                explorer.explore(role, operation, role.get("examples", task["examples"]))
    # The sandbox's controls last: they move the clock and break registers.
    for operation in operations:
        if operation not in product:
            explorer.explore(task["roles"][0], operation, task["examples"])
    seconds = time.monotonic() - began
    print(f"{len(operations)} operations, {sum(explorer.statuses.values())} calls, {seconds:.0f} s")
    print("statuses " + ", ".join(f"{s}: {n}" for s, n in sorted(explorer.statuses.items())))
    for (role, label, _), reason in sorted(explorer.failures.items()):
        print(f"FAILED as {role}: {label}: {reason}\n")
    idle = [role["name"] for role in task["roles"] if not explorer.served[role["name"]]]
    for name in idle:
        print(f"FAILED as {name}: nothing that is meant for it was ever answered with success")
    return 1 if explorer.failures or idle else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
