"""The command line, for support and for tests: the same services as the window, one clear line for every failure.

Every command takes `--register DIR`, `--user NAME` (else `CIC_USER`, else the demo's) and reads the
passphrase from `CIC_PASSPHRASE` or asks for it. Commands that only read work beside an open window.
"""

from __future__ import annotations

import argparse
import getpass
import io
import json
import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from cic_desktop import __version__, cli_forms
from cic_desktop import cli_arguments as take
from cic_desktop.core.errors import CicError, Invalid, described
from cic_desktop.core.rights import Right, require
from cic_desktop.i18n import _
from cic_desktop.paths import default_register

Arguments = argparse.Namespace
Adder = Callable[[argparse.ArgumentParser], None]


@dataclass(frozen=True)
class Command:
    """A command: its words (`bundle make`), what it does, its arguments, and the function that runs it."""

    words: str
    help: str
    run: Callable[[Arguments], int | None]  # what it gives is the exit status, 0 unless said
    add: Adder = lambda parser: None


def run(arguments: list[str]) -> int:
    """Run a command; 0 when it did what was asked, 1 after a failure said on stderr, 2 for a wrong call."""
    _quiet_log()
    _any_letters()
    try:
        options = _parser().parse_args(arguments)
        return options.run(options) or 0
    except CicError as error:
        print(_one_line(error), file=sys.stderr)
        return 1
    except OSError as error:
        print(f"cic-desktop: {error.strerror or type(error).__name__}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("cic-desktop: stopped", file=sys.stderr)
        return 130
    except Exception as error:  # its message could hold what a row held; its kind and place do not
        print(f"cic-desktop: {described(error)}", file=sys.stderr)
        return 1


def _one_line(error: CicError) -> str:
    lang = os.environ.get("CIC_LANG", "en")
    problems = error.problems if isinstance(error, Invalid) else ()
    said = " ".join(f"{problem.field}: {problem.text.render(lang)}" for problem in problems)
    return f"cic-desktop: {said or error.text.render(lang)}"


def _quiet_log() -> None:
    """Nothing but warnings, and never what a row held."""
    logging.basicConfig(level=logging.WARNING, format="cic-desktop: %(name)s: %(message)s")


def _any_letters() -> None:
    """A console that lacks a letter (Windows, a bare locale) shows its code instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


# --- the register ---------------------------------------------------------------------------------


@contextmanager
def opened(options: Arguments, *, writing: bool = False) -> Iterator[Any]:
    """The register of the call, opened with the caller's account."""
    from cic_desktop import startup

    register = startup.open_register(options.register, options.user, _passphrase(options), writing=writing)
    try:
        yield register
    finally:
        register.close()


@contextmanager
def reading(options: Arguments) -> Iterator[Any]:
    """A look at the register; nothing is written."""
    with opened(options) as register, register.database.read(register.actor) as read:
        yield read


def _passphrase(options: Arguments) -> str:
    given = os.environ.get("CIC_PASSPHRASE")
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise CicError(_("No passphrase: set CIC_PASSPHRASE, or run the command in a terminal."))
    return getpass.getpass(f"Passphrase of {options.user}: ")


def _say(options: Arguments, data: Any, lines: list[str]) -> None:
    """JSON for programs, lines for people."""
    if getattr(options, "json", False):
        print(json.dumps(data, ensure_ascii=False, indent=1, default=str))
    else:
        print("\n".join(lines))


# --- commands -------------------------------------------------------------------------------------


def _demo(options: Arguments) -> None:
    from cic_desktop import demo

    register = demo.make_demo(
        options.register, clients=options.clients, services=options.services, seed=options.seed, until=options.until
    )
    register.close()
    print(f"demo register in {options.register}: user {demo.LOGIN}, passphrase {demo.PASSPHRASE}")


def _tour(options: Arguments) -> None:
    from cic_desktop.tour.journey import run_tour

    made = run_tour(options.out, lang=options.lang or "pl")
    print("\n".join(str(path) for path in made))


def _shots(options: Arguments) -> None:
    from cic_desktop.tour.shots import run_shots

    print(f"{len(run_shots(options.out))} pictures in {options.out}")


def _form_list(options: Arguments) -> None:
    from cic_desktop import forms

    lang = os.environ.get("CIC_LANG", "en")
    found = [
        {"id": info.id, "edition": info.edition, "symbol": info.symbol, "title": info.title.render(lang)}
        for info in forms.catalogue()
    ]
    _say(options, found, [f"{item['id']}  {item['edition']}  {item['title']}" for item in found])


def _form_fill(options: Arguments) -> None:
    from cic_desktop import forms

    definition = forms.load(options.form)
    answers = _form_answers(options, definition)
    blank = forms.prepare_blank(definition, options.blank.read_bytes()) if options.blank else None
    filled = forms.fill(definition, answers, blank=blank)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_bytes(filled.pdf)
    for overflow in filled.overflows:
        print(f"cic-desktop: too long for its boxes, continued on a sheet: {overflow.field}", file=sys.stderr)
    print(options.out)


def _form_answers(options: Arguments, definition: Any) -> Any:
    from cic_desktop import forms

    if options.sample:
        return forms.sample(options.form)
    if options.answers:
        return cli_forms.answers_of(options.answers, definition)
    with reading(options) as read:
        person_id = forms.person_by_case_number(read, options.client)
        return forms.prefilled(read, definition, person_id).answers


def _find(options: Arguments) -> None:
    from cic_desktop import clients

    with reading(options) as read:
        found = clients.find_clients(read, options.text)
    lines = [f"{line.case_number}  {line.name}  {line.original}".rstrip() for line in found]
    nobody = _("Nobody was found.").render(os.environ.get("CIC_LANG", "en"))
    _say(options, [_told_of(line) for line in found], lines or [nobody])


def _told_of(line: Any) -> dict[str, Any]:
    """A client as JSON tells of them."""
    return {
        "id": line.id, "case_number": line.case_number, "name": line.name, "original": line.original,
        "birth_date": line.birth_date, "citizenship": line.citizenship,
    }  # fmt: skip


def _duplicates(options: Arguments) -> None:
    from cic_desktop import clients

    lang = os.environ.get("CIC_LANG", "en")
    with reading(options) as read:
        pairs = clients.all_duplicates(read)
        ids = {one for pair in pairs for one in (pair.first_id, pair.second_id)}
        known = {line.id: line for line in clients.client_lines(read, sorted(ids))}
    data, lines = [], []
    for pair in pairs:
        two = [known[pair.first_id], known[pair.second_id]]
        reasons = [reason.render(lang) for reason in pair.reasons]
        data.append({"score": pair.score, "reasons": reasons, "clients": [_told_of(line) for line in two]})
        names = "  =  ".join(f"{line.case_number} {line.name}" for line in two)
        lines.append(f"{pair.score:.2f}  {names}  ({', '.join(reasons)})")
    _say(options, data, lines or [_("Nobody was found.").render(lang)])


def _report_month(options: Arguments) -> None:
    from cic_desktop import reports

    with reading(options) as read:
        summary = reports.month(read, options.month)
        made = reports.write_month(read, options.month, options.out, lang=os.environ.get("CIC_LANG", "pl"))
    _say(options, reports.month_json(summary), [str(path) for path in made])


def _bundle_make(options: Arguments) -> None:
    from cic_desktop import exchange

    with opened(options, writing=True) as register:
        receipt = exchange.make_bundle(register, options.month, options.out)
    print(f"{options.out}: bundle {receipt.number} for {options.month}, SHA-256 {receipt.sha256}")


def _bundle_verify(options: Arguments) -> None:
    from cic_desktop import exchange

    _require_file(options.file)
    with reading(options) as read:
        contents = exchange.verify_bundle(options.file, read)
    _say(options, contents.as_json(), contents.lines(os.environ.get("CIC_LANG", "en")))


def _check(options: Arguments) -> None:
    from cic_desktop import db, demo

    with opened(options) as register:
        raw = register.database.connect()
        try:
            db.integrity(raw)
            broken = raw.execute("PRAGMA foreign_key_check").fetchall()
            people, services = (raw.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("person", "service"))
            digest = demo.digest(raw)
        finally:
            raw.close()
    if broken:
        raise CicError(_("Some rows point at rows that are not there. Restore the last good backup."))
    data = {"integrity": "ok", "clients": people, "services": services, "digest": digest}
    _say(options, data, [f"{name}: {value}" for name, value in data.items()])


def _import(what: Any, options: Arguments) -> None:
    from cic_desktop.exchange import importing

    with opened(options, writing=not options.dry_run) as register:
        done = importing.import_file(
            register, what, options.file, options.map, dry=options.dry_run, undecided=options.undecided
        )
    lang = os.environ.get("CIC_LANG", "en")
    _say(options, done.as_json(lang), done.words(lang))


def _require_file(path: Path) -> None:
    if not path.is_file():
        raise CicError(_("There is no such file. Check its name and folder."))


def _backup(options: Arguments) -> None:
    from cic_desktop import db

    with opened(options, writing=True) as register:
        require(register.actor.role, Right.BACKUP)
        info = db.back_up(options.register, register.keys.database_key, options.out, tick=_share)
    print(info.path)


def _looked_at() -> bool:
    return sys.stderr.isatty()


def _share(done: float) -> None:
    """How far long work is, for whoever looks on."""
    if _looked_at():
        print(f"\r{done:4.0%}", end="\n" if done == 1 else "", file=sys.stderr, flush=True)


def _restore(options: Arguments) -> None:
    from cic_desktop import db, startup

    _require_file(options.file)
    with startup.locked(options.register):
        aside = db.restore(options.register, options.file, tick=_share)
    print(f"restored; what was there before is in {aside}")


# --- the list -------------------------------------------------------------------------------------


COMMANDS: tuple[Command, ...] = (
    Command("demo", "make a demo register with invented people", _demo, take.demo),
    Command("tour", "drive the windows through the main job on a demo register", _tour, take.tour),
    Command("shots", "a picture of every page and dialog in every language", _shots, take.out),
    Command("form list", "the official forms this program fills", _form_list, take.as_json),
    Command("form fill", "fill a form into a PDF", _form_fill, take.fill),
    Command("form new", "begin a form's definition from a blank", cli_forms.begin, cli_forms.begin_arguments),
    Command("form check", "say what is wrong in definitions", cli_forms.check, cli_forms.check_arguments),
    Command(
        "form preview", "a form with its sample, its boxes outlined", cli_forms.preview, cli_forms.preview_arguments
    ),
    Command("form describe", "a form in words, from its definition", cli_forms.describe, cli_forms.describe_arguments),
    Command("find", "find clients as the find box does", _find, take.text),
    Command("duplicates", "people who may stand in the register twice, with the reasons", _duplicates, take.as_json),
    Command("report month", "the month's summary as PDF and CSV", _report_month, take.month_out),
    Command("bundle make", "make the sealed reporting bundle of a month", _bundle_make, take.month_out),
    Command("bundle verify", "check a bundle and say what is inside", _bundle_verify, take.file),
    Command(
        "import clients",
        "take in a list of clients; rejected rows are reported",
        partial(_import, "clients"),
        take.an_import,
    ),
    Command("import services", "take in a list of help given; likewise", partial(_import, "services"), take.an_import),
    Command("check", "check the register's file; prints a digest of its data", _check, take.as_json),
    Command("backup", "write a checked backup", _backup, lambda parser: take.out(parser, required=False)),
    Command("restore", "put a backup in the register's place", _restore, take.file),
)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="cic-desktop", description=__doc__, epilog="Without a command: the window.")
    parser.add_argument("--version", action="version", version=f"cic-desktop {__version__}")
    _common(parser, top=True)
    groups: dict[str, Any] = {"": parser.add_subparsers(metavar="COMMAND", required=True)}
    for command in COMMANDS:
        *group, name = command.words.split()
        where = _group(groups, group[0]) if group else groups[""]
        made = where.add_parser(name, help=command.help, description=command.help)
        _common(made)
        command.add(made)
        made.set_defaults(run=command.run)
    return parser


def _group(groups: dict[str, Any], name: str) -> Any:
    if name not in groups:
        groups[name] = groups[""].add_parser(name).add_subparsers(metavar="COMMAND", required=True)
    return groups[name]


def _common(parser: argparse.ArgumentParser, top: bool = False) -> None:
    """`--register` and `--user` are understood before and after the command."""

    def default(value: Any) -> Any:
        return value if top else argparse.SUPPRESS

    parser.add_argument("--register", type=Path, default=default(default_register()), metavar="DIR")
    parser.add_argument("--user", default=default(os.environ.get("CIC_USER", "demo")), metavar="NAME")
