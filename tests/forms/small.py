"""Two small invented forms that use every word of the vocabulary."""

from __future__ import annotations

from pathlib import Path

from cic_desktop.forms.definition.model import Definition
from cic_desktop.forms.edition import reader as definitions

HEAD = """
[form]
id = "SMALL"
edition = "2026-11"
symbol = "S/1"
title = { pl = "Mały wniosek" }
group = "letters"
legal_basis = "Art. 1"
office = { pl = "urząd" }
channel = "paper"
fee = { pl = "bezpłatnie" }
as_of = "2026-11-23"
source = "Wymyślony"
confidence = "confirmed"
"""

BOXES = (
    HEAD
    + """
size = [595.28, 841.89]
pages = 2

[[page]]
items = [
  { kind = "text", x = 50.0, y = 30.0, text = "Mały wniosek", style = "semibold", size = 12.0, align = "left" },
  { kind = "section", y = 40.0, number = "1.", text = "Osoba" },
  { kind = "rule", x = 50.0, y = 44.0, w = 300.0, weight = 0.5 },
  { kind = "frame", x = 40.0, y = 20.0, w = 400.0, h = 300.0, style = "thin" },
  { kind = "sample", x = 400.0, y = 30.0, mark = "cross" },
  { kind = "signature", x = 50.0, y = 400.0, w = 200.0 },
]
[[page]]
items = []

[[step]]
name = "person"
title = { pl = "Osoba" }

[[step.question]]
name = "surname"
kind = "name"
label = { pl = "Nazwisko" }
official = "Nazwisko"
shared = "surname"
source = "client.surname"
transform = "upper"
page = 1
box = [50.0, 50.0, 150.0, 18.0]
cells = [[50.0, 10]]
pitch = 15.0
more = [{ box = [50.0, 70.0, 150.0, 18.0] }]
again = [{ page = 2, box = [50.0, 50.0, 200.0, 18.0], official = "Nazwisko jeszcze raz" }]

[[step.question]]
name = "birth_date"
kind = "partial_date"
label = { pl = "Data urodzenia" }
page = 1
box = [50.0, 100.0, 150.0, 18.0]
again = [{ page = 2, box = [50.0, 80.0, 120.0, 18.0], cells = [[50.0, 8]], pitch = 15.0, transform = "date_yyyymmdd" }]

[[step.question]]
name = "sex"
kind = "radio"
label = { pl = "Płeć" }
page = 1
options = [
  { code = "F", label = { pl = "kobieta" }, official = "kobieta", strike = [50.0, 130.0, 40.0, 12.0] },
  { code = "M", label = { pl = "mężczyzna" }, official = "mężczyzna", strike = [95.0, 130.0, 40.0, 12.0] },
]
again = [{ page = 2, ticks = { F = [50.0, 130.0, 11.0, 11.0], M = [70.0, 130.0, 11.0, 11.0] } }]

[[step.question]]
name = "pesel"
kind = "pesel"
label = { pl = "PESEL" }
checks = ["pesel", "pesel_birth"]
with = ["birth_date", "sex"]
transform = "digits"
page = 1
box = [50.0, 150.0, 165.0, 18.0]
cells = [[50.0, 11]]
pitch = 15.0
none = "brak"

[[step.question]]
name = "married"
kind = "yes_no"
label = { pl = "Małżeństwo?" }

[[step]]
name = "child"
title = { pl = "Dzieci", uk = "Діти", ru = "Дети", en = "Children" }
when = { question = "married", is = ["yes"] }
repeat = 3
first = { pl = "Czy są dzieci?" }
more = { pl = "Czy jest jeszcze jedno?" }

[[step.question]]
name = "name"
kind = "name"
label = { pl = "Imię dziecka" }
official = "Imię"
shared = "child"
places = [
  { page = 1, box = [50.0, 200.0, 200.0, 18.0] },
  { page = 1, box = [50.0, 220.0, 200.0, 18.0] },
  { page = 2, box = [50.0, 220.0, 200.0, 18.0], caption = "above" },
]

[[step.question]]
name = "citizenship"
kind = "country"
label = { pl = "Obywatelstwo" }
source = "client.citizenship"
prefill = "each"

[[step.question]]
name = "schooled"
kind = "radio"
label = { pl = "Szkoła" }
options = [{ code = "yes", label = { pl = "tak" } }, { code = "no", label = { pl = "nie" } }]
places = [
  { page = 1, ticks = { yes = [300.0, 200.0, 11.0, 11.0], no = [320.0, 200.0, 11.0, 11.0] } },
  { page = 1, ticks = { yes = [300.0, 220.0, 11.0, 11.0], no = [320.0, 220.0, 11.0, 11.0] } },
  { page = 2, ticks = { yes = [300.0, 220.0, 11.0, 11.0], no = [320.0, 220.0, 11.0, 11.0] } },
]

[[step.question]]
name = "school"
kind = "text"
label = { pl = "Nazwa szkoły" }
when = { question = "schooled", is = ["yes"] }

[[step.question]]
name = "wedding"
kind = "date"
label = { pl = "Ślub" }
when = { question = "sex", is = ["F"] }

[[step]]
name = "stay"
title = { pl = "Pobyt" }

[[step.question]]
name = "since"
kind = "date"
label = { pl = "Od" }

[[step.question]]
name = "until"
kind = "date"
label = { pl = "Do" }
checks = ["not_before", "future_date"]
with = ["since"]
"""
)

FLOW = (
    HEAD.replace('confidence = "confirmed"', 'confidence = "confirmed"\nlayout = "flow"\nsignature = "screen"')
    + """
[[step]]
name = "who"
title = { pl = "Kto" }

[[step.question]]
name = "surname"
kind = "name"
label = { pl = "Nazwisko" }
official = "Nazwisko"
number = "1"
source = "client.surname"

[[step.question]]
name = "kind"
kind = "radio"
label = { pl = "Rodzaj" }
options = [{ code = "a", label = { pl = "pierwszy" } }, { code = "b", label = { pl = "drugi" } }]

[[step]]
name = "family"
title = { pl = "Rodzina" }
repeat = 2
more = { pl = "Jeszcze ktoś?" }

[[step.question]]
name = "member"
kind = "name"
label = { pl = "Kto" }

[[block]]
kind = "heading"
text = "Oświadczenie"
number = "I"
[[block]]
kind = "text"
text = "Ja, {surname}, oświadczam."
align = "justify"
[[block]]
kind = "answers"
questions = ["surname"]
columns = 2
[[block]]
kind = "ticks"
question = "kind"
when = { question = "kind", is = ["a"] }
[[block]]
kind = "points"
points = ["raz", "dwa"]
[[block]]
kind = "table"
step = "family"
columns = [{ question = "member", share = 2 }]
empty_rows = 1
[[block]]
kind = "space"
h = 10
[[block]]
kind = "rule"
[[block]]
kind = "signatures"
lines = ["data i podpis"]
sign = "client"
[[block]]
kind = "page"
[[block]]
kind = "text"
text = "Koniec"
style = "small"
"""
)


def made(folder: Path, text: str = BOXES) -> Definition:
    path = folder / "2026-11.toml"
    path.write_text(text, "utf-8")
    return definitions.load_file(path)


def faults(folder: Path, text: str) -> list[tuple[int, str]]:
    path = folder / "2026-11.toml"
    path.write_text(text, "utf-8")
    return [(fault.line, fault.text.render("en")) for fault in definitions.check_definition(path)]
