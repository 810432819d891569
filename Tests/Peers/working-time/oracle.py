"""Counts terms in working days without a line of ours: reads cases, writes the last days.

A case a line: START AMOUNT COUNTS_START UNIT [FROM:UNTIL ...]. Days of rest are those of PyPI
`holidays` up to 2025; from 2026 on, which it does not hold for certain, those of the project's
data, read here in another way. Prints one day a line, and before that, with `--days`, every
working day of 2011 to 2025.
"""

import datetime
import json
import sys

import holidays

DAY = datetime.timedelta(days=1)
library = holidays.country_holidays("KZ", years=range(2010, 2026), observed=True)
data = json.load(open(sys.argv[1], encoding="utf-8"))
version = sys.argv[2]


def of_project(year):
    """The days off of one year from the project's data: no rest-day swaps are decided there."""
    named, moving = set(), []
    for rule in data["holidays"]:
        if version not in rule.get("versions", [version]):
            continue
        if rule["since"] <= year <= rule.get("until", 9999):
            for number in rule["days"]:
                named.add(datetime.date(year, rule["month"], number))
                moving.append(datetime.date(year, rule["month"], number))
    for rule in data["givenDays"]:
        named.update(
            datetime.date.fromisoformat(entry["day"])
            for entry in rule["days"]
            if entry["day"].startswith(str(year))
        )
    assert not any(s["rest"].startswith(str(year)) for s in data["restDaySwaps"])
    for day in sorted(moving):
        if day.isoweekday() >= 6:
            while day.isoweekday() >= 6 or day in named:
                day += DAY
            named.add(day)
    return named


off = {year: of_project(year) for year in (2026, 2027)}


def works(day):
    if day.year <= 2025:
        return library.is_working_day(day)
    return day.isoweekday() <= 5 and day not in off[day.year]


def last_day(start, amount, counts_start, unit, pauses):
    day = start if counts_start else start + DAY
    while True:
        stopped = any(begin <= day < end for begin, end in pauses)
        if not stopped and (unit == "calendarDays" or works(day)):
            amount -= 1
            if amount == 0:
                return day
        day += DAY


if "--days" in sys.argv:
    day = datetime.date(2011, 1, 1)
    while day.year <= 2025:
        if works(day):
            print(day)
        day += DAY
else:
    for line in sys.stdin:
        start, amount, counts_start, unit, *pauses = line.split()
        spans = [tuple(map(datetime.date.fromisoformat, p.split(":"))) for p in pauses]
        print(
            last_day(
                datetime.date.fromisoformat(start), int(amount), counts_start == "1", unit, spans
            )
        )
