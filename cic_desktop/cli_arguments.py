"""What the commands take: their arguments, in the words of the shell."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from cic_desktop.core.errors import CicError
from cic_desktop.core.periods import Month
from cic_desktop.i18n import LANGUAGES


def _month(text: str) -> Month:
    try:
        return Month.parse(text)
    except CicError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--clients", type=int, default=120)
    parser.add_argument("--services", type=int, default=900)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--until", type=date.fromisoformat, default=None, metavar="DATE")


def fill(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("form", metavar="FORM")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--client", metavar="NO", help="case number")
    source.add_argument("--answers", type=Path, metavar="FILE", help="JSON")
    source.add_argument("--sample", action="store_true", help="the form's own sample; needs no register")
    parser.add_argument("--blank", type=Path, metavar="PDF")
    out(parser)


def out(parser: argparse.ArgumentParser, required: bool = True) -> None:
    parser.add_argument("--out", type=Path, required=required, default=None)


def tour(parser: argparse.ArgumentParser) -> None:
    out(parser)
    parser.add_argument("--lang", choices=LANGUAGES)


def as_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true")


def text(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT")
    as_json(parser)


def month_out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("month", type=_month, metavar="YYYY-MM")
    out(parser)
    as_json(parser)


def file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    as_json(parser)


def an_import(parser: argparse.ArgumentParser) -> None:
    file(parser)
    parser.add_argument(
        "--map", type=Path, metavar="MAP.toml", help="which column is what, where the headings do not say"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be done; change nothing")
    parser.add_argument(
        "--undecided", choices=("skip", "same", "new"), default="skip",
        help="rows that look like somebody known: leave them out, take them for that person, or register them",
    )  # fmt: skip
