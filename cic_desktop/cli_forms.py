"""Commands for whoever writes forms: begin a definition from a blank, check it, look at its boxes."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import Any

from cic_desktop.core.errors import CicError
from cic_desktop.i18n import LANGUAGES, _

Arguments = argparse.Namespace


def begin(options: Arguments) -> None:
    """Write a definition and its sample into a folder named like the form. Never replaces a file."""
    from cic_desktop.forms.workshop.starter import begin as begun

    made = begun(options.blank.read_bytes(), options.id, options.edition)
    folder = options.out / options.id
    definition, sample = folder / f"{made.edition}.toml", folder / "sample.toml"
    for path in (definition, sample):
        if path.exists():
            raise CicError(_("{file} is there already. Nothing was written.", file=str(path)))
    folder.mkdir(parents=True, exist_ok=True)
    definition.write_text(made.definition, "utf-8")
    sample.write_text(made.sample, "utf-8")
    print(f"{definition}\n{sample}\n{made.places} places found")


def check(options: Arguments) -> int:
    """Say what is wrong, with file and line; 1 when anything is."""
    from cic_desktop.forms.workshop.workbench import check_files

    lang = os.environ.get("CIC_LANG", "en")
    found = [
        {"file": str(path), "line": fault.line, "text": fault.text.render(lang)}
        for file in options.files
        for path, fault in check_files(file)
    ]
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        print("\n".join(f"{item['file']}:{item['line']}: {item['text']}" for item in found) or "no faults")
    return 1 if found else 0


def preview(options: Arguments) -> None:
    """The form with its sample, on the office's blank if one is given; with --grid its boxes and their names."""
    from cic_desktop import forms
    from cic_desktop.forms.workshop.workbench import grid_preview

    definition, answers = _form(options.form)
    blank = forms.prepare_blank(definition, options.blank.read_bytes()) if options.blank else None
    pdf = (
        grid_preview(definition, answers, blank=blank)
        if options.grid
        else forms.fill(definition, answers, blank=blank).pdf
    )
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_bytes(pdf)
    print(options.out)


def describe(options: Arguments) -> None:
    """The form in words, as Markdown: its questions with boxes, conditions, sources and checks."""
    from cic_desktop.forms.workshop.describing import describe as described

    definition, _answers = _form(options.form)
    print(described(definition, options.lang), end="")


def answers_of(path: Path, definition: Any) -> dict[str, Any]:
    """Answers from a JSON file, question → text or texts. CicError names the first that is none of the form's."""
    try:
        given = json.loads(path.read_text("utf-8"))
        names = given.keys()
    except (ValueError, AttributeError):
        raise CicError(_("The file with the answers is not readable JSON.")) from None
    known = {question.name for question in definition.questions}
    for name in names:
        if name not in known:
            raise CicError(_("{form} has no question “{name}”.", form=definition.info.id, name=name))
        if not all(isinstance(text, str) for text in _texts(given[name])):
            raise CicError(_("The answer to “{name}” must be a text in quotes or a list of texts.", name=name))
    return dict(given)


def _texts(answer: Any) -> list[Any]:
    return answer if isinstance(answer, list) else [answer]


def _form(named: str) -> tuple[Any, Any]:
    """A form of the catalogue by its id, or one from a file with the sample beside it."""
    from cic_desktop import forms
    from cic_desktop.forms.workshop.workbench import sample_beside

    path = Path(named)
    if path.suffix != ".toml":
        return forms.load(named), forms.sample(named)
    return forms.load_file(path), sample_beside(path)


# ---- arguments ------------------------------------------------------------------------------------


def begin_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("blank", type=Path, metavar="BLANK.pdf")
    parser.add_argument("--id", required=True, metavar="ID", help="letters, digits and hyphens, like EL-W-1")
    parser.add_argument("--edition", default="", metavar="YYYY-MM", help="this month unless given")
    parser.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="where the form's folder goes")


def check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE.toml")
    parser.add_argument("--json", action="store_true")


def describe_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("form", metavar="ID|FILE.toml")
    parser.add_argument("--lang", choices=LANGUAGES, default="pl", help="of the questions")


def preview_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("form", metavar="ID|FILE.toml")
    parser.add_argument("--grid", action="store_true", help="every box with its name, and a 10-point grid")
    parser.add_argument("--blank", type=Path, metavar="PDF")
    parser.add_argument("--out", type=Path, required=True, metavar="PDF")
