#!/usr/bin/env python3
"""The pages in a real Chromium, against a running sandbox.

    run.py URL (kk | ru | en | plain | accountant-LANGUAGE | eds-LANGUAGE |
                examination-LANGUAGE | pages-LANGUAGE | park-LANGUAGE | cases-LANGUAGE | services-LANGUAGE |
                shop-LANGUAGE | till-LANGUAGE)
                [--screens FOLDER] [--looks every|narrow|wide]

Plays the whole journey in one language; `plain` plays it without scripts and tries the keyboard.
Prints a line a step; exit status 0 only when nothing is wrong. Needs the packages of
Tests/Peers/requirements.txt and Debian's chromium.
"""

import argparse
import faulthandler
import pathlib
import sys
import tempfile
import time

from playwright.sync_api import sync_playwright

from accountant import AccountantJourney
from browser import LOOKS, Journal
from cases import CasesJourney
from eds import EDSJourney
from examination import ExaminationJourney
from journey import Journey
from pages import PagesJourney
from park import ParkJourney
from plain import PlainJourney
from sandbox import Sandbox
from services import ServicesJourney
from shop import ShopJourney
from till import TillJourney
from words import LANGUAGES, Words


# A browser that hangs must not hang the tests.
SECONDS_MAX = 300
KINDS = {
    "accountant": AccountantJourney,
    "cases": CasesJourney,
    "eds": EDSJourney,
    "examination": ExaminationJourney,
    "pages": PagesJourney,
    "park": ParkJourney,
    "services": ServicesJourney,
    "shop": ShopJourney,
    "till": TillJourney,
}
OTHERS = [f"{kind}-{language}" for kind in KINDS for language in LANGUAGES]


def launch(playwright, camera=None):
    """Debian's Chromium, with a film for its camera."""
    arguments = ["--disable-gpu", "--disable-dev-shm-usage"]
    if camera:
        arguments += [
            "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
            f"--use-file-for-fake-video-capture={camera}",
        ]
    return playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)


def play(options, journal, folder):
    """The journey that was asked for, in browsers that are closed whatever happens."""
    sandbox = Sandbox(options.url)
    with sync_playwright() as playwright:
        browsers = [launch(playwright), launch(playwright, folder / "camera.y4m")]
        kind, language = Journey, options.journey
        if options.journey == "plain":
            kind, language = PlainJourney, "kk"
        if options.journey in OTHERS:
            name, language = options.journey.split("-")
            kind = KINDS[name]
        journey = kind(sandbox, Words(language), journal, LOOKS[options.looks], browsers, folder)
        try:
            journey.play()
        except Exception:
            for visitor in (journey.holder, journey.viewer):
                journal.keep(visitor.page, f"failed-{visitor.name}")
                print(f"  {visitor.name} is at {visitor.page.url}", flush=True)
            raise
        finally:
            for browser in browsers:
                browser.close()


def main():
    """Reads the options, plays, counts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("url")
    parser.add_argument("journey", choices=[*LANGUAGES, "plain", *OTHERS])
    parser.add_argument("--screens", help="a folder for pictures of every step")
    parser.add_argument(
        "--looks", choices=LOOKS, default="every",
        help="both schemes at both widths (default), or only dark and narrow, or light and wide")
    options = parser.parse_args()
    faulthandler.dump_traceback_later(SECONDS_MAX, exit=True)
    journal, start = Journal(options.screens), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="qyzmet-browser-") as folder:
        play(options, journal, pathlib.Path(folder))
    seconds = time.monotonic() - start
    print(f"{options.journey}: {journal.pages} pages looked at in {seconds:.0f} s, "
          f"{len(journal.faults)} faults", flush=True)
    return 1 if journal.faults else 0


if __name__ == "__main__":
    sys.exit(main())
