"""How a name is written elsewhere: passport spelling of Cyrillic, a given name's forms in other languages.

The spelling in the passport always wins; what is computed here is a search key or a suggestion.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

Language = Literal["uk", "ru", "be", "bg"]
Rule = str | tuple[str, str, str]  # plain, or (at the beginning of a word, after a vowel, after a consonant)
Table = dict[str, Rule]

CYRILLIC_VOWELS = frozenset("аеєиіїоуюяыэёў")
APOSTROPHES = frozenset("'’ʼ`´ʹ′ʻ‘＇")

_COMMON: Table = dict(zip("абвгґджзклмнопрстуфхцчшщ", (
    *"abvhgd", "zh", *"zklmnoprstuf", "kh", "ts", "ch", "sh", "shch",
), strict=True)) | {
    "е": "e", "ё": "e", "и": "i", "й": "i", "ъ": "", "ы": "y", "ь": "", "э": "e", "ў": "u",
}  # fmt: skip

# Ukraine: resolution of the Cabinet of Ministers 55 of 27.01.2010; Russian and Belarusian letters added.
UKRAINIAN: Table = _COMMON | {
    "и": "y", "і": "i", "ї": ("yi", "i", "i"), "є": ("ye", "ie", "ie"), "й": ("y", "i", "i"),
    "ю": ("yu", "iu", "iu"), "я": ("ya", "ia", "ia"), "зг": "zgh",
}  # fmt: skip
# Russia: ICAO Doc 9303, part 3, as in passports since 2013.
RUSSIAN: Table = _COMMON | {"г": "g", "і": "i", "ї": "i", "є": "ie", "ъ": "ie", "ю": "iu", "я": "ia"}
# Belarus: names in passports follow the Belarusian spelling.
BELARUSIAN: Table = _COMMON | {
    "е": ("ye", "ye", "e"), "ё": ("yo", "yo", "io"), "і": "i", "ї": "i", "є": "ie",
    "ю": ("yu", "yu", "iu"), "я": ("ya", "ya", "ia"),
}  # fmt: skip
# Bulgaria: Transliteration Act 2009.
BULGARIAN: Table = _COMMON | {
    "г": "g", "х": "h", "й": "y", "щ": "sht", "ъ": "a", "ь": "y", "ю": "yu", "я": "ya",
    "і": "i", "ї": "i", "є": "e",
}  # fmt: skip
# What a Polish clerk writes down, marks left out (dictionary of the PWN publishing house).
POLISH: Table = _COMMON | {
    "в": "w", "ж": "z", "х": "ch", "ц": "c", "ч": "cz", "ш": "sz", "щ": "szcz", "й": "j", "и": "y",
    "і": "i", "ї": "ji",
    "є": ("je", "je", "ie"), "ё": ("jo", "jo", "io"), "ю": ("ju", "ju", "iu"), "я": ("ja", "ja", "ia"),
    "лю": "lu", "ля": "la", "лє": "le", "лё": "lo",
}  # fmt: skip

_PASSPORTS: dict[str, Table] = {"uk": UKRAINIAN, "ru": RUSSIAN, "be": BELARUSIAN, "bg": BULGARIAN}


def spell(word: str, table: Table) -> str:
    """One lower-case word letter by letter through `table`; unknown characters stay as they are."""
    out: list[str] = []
    before = ""
    for letter in word:
        pair = before + letter
        if len(pair) == 2 and pair in table:
            out[-1] = ""
            letter_rule: Rule = table[pair]
        else:
            letter_rule = table.get(letter, letter)
        if not isinstance(letter_rule, str):
            letter_rule = letter_rule[0 if not before else 1 if before in CYRILLIC_VOWELS else 2]
        out.append(letter_rule)
        before = letter
    return "".join(out)


def passport_latin(text: str, language: Language = "uk") -> str:
    """The spelling a passport of that country would show: Борщагівка → Borshchahivka. Case is kept."""
    return "".join(_cased(chunk, _PASSPORTS[language]) for chunk in _chunks(text))


def original_script(text: str, language: Language = "uk") -> str:
    """A guess at the Cyrillic behind a passport's spelling: Kovalenko → Коваленко. Soft signs are lost."""
    return "".join(_guessed(chunk, _backwards(language)) for chunk in _chunks(text))


def _guessed(chunk: str, table: dict[str, str]) -> str:
    out, at = "", 0
    lower = chunk.lower()
    while at < len(chunk):
        first = not at or not chunk[at - 1].isalpha()
        keys = [("^" if first else "") + lower[at : at + size] for size in (4, 3, 2, 1)] + [
            lower[at : at + size] for size in (4, 3, 2, 1)
        ]
        key = next((key for key in keys if key in table), "")
        letter, size = table.get(key, chunk[at]), len(key.lstrip("^")) or 1
        out += letter.upper() if chunk[at].isupper() else letter
        at += size
    return out


@cache
def _backwards(language: Language) -> dict[str, str]:
    """Latin → Cyrillic; `^` marks the beginning of a word. Of letters spelt alike the commonest is meant."""
    alphabet = "абвгґдеєжзиіїйклмнопрстуфхцчшщюя" if language == "uk" else "абвгдежзийклмнопрстуфхцчшщыэюя"
    back: dict[str, str] = {}
    for letter in alphabet:
        rule = _PASSPORTS[language].get(letter, "")
        begin, *later = rule if isinstance(rule, tuple) else (rule, rule)
        back.setdefault(f"^{begin}", letter)
        for spelling in later:
            back.setdefault(spelling, letter)
    return {latin: letter for latin, letter in back.items() if latin.strip("^")} | _GUESSES.get(language, {})


_GUESSES = {
    "uk": {"ii": "ій", "iia": "ія", "zgh": "зг"},
    "ru": {"ei": "ей", "ii": "ий", "ai": "ай", "iia": "ия"},
}


def _chunks(text: str) -> list[str]:
    """Words and what stands between them, in turn; apostrophes belong to the word."""
    chunks: list[str] = []
    inside = False
    for char in text:
        letter = char.isalpha() or char in APOSTROPHES
        if chunks and letter == inside:
            chunks[-1] += char
        else:
            chunks.append(char)
        inside = letter
    return chunks


def _cased(chunk: str, table: Table) -> str:
    lower = chunk.lower()
    if not any(char in table for char in lower):
        return chunk
    latin = spell("".join(char for char in lower if char not in APOSTROPHES), table)
    if table is BULGARIAN and lower.endswith("ия"):
        latin = latin.removesuffix("iya") + "ia"
    if len(chunk) > 1 and chunk.isupper():
        return latin.upper()
    return latin[:1].upper() + latin[1:] if chunk[:1].isupper() else latin


# One name a line, in the spellings of passports and of Polish papers, without marks.
_FORMS = """
oleksandr aleksandr aliaksandr aleksander alexander alexandr alexandre oleksander olexandr
oleksandra aleksandra aliaksandra alexandra
oleksii oleksiy olexiy aleksei aleksey alexei alexey aliaksei aleksy aleksiej oleksij aleksej
andrii andriy andrei andrey andrej andrzej andrij andriej andrew
anna hanna ganna
antonina antanina
artem artiom artsiom artyom
anastasiia anastasiya nastasiia anastazja anastasia anastasija
bohdan bogdan
valentyna valentina valiantsina walentyna walentina
valerii valery valerii valeriy walery walerij
vasyl vasilii vasiliy vasily vasil wasyl wasilij bazyli
viktor victor viktar wiktor
viktoriia viktoriya victoria viktoria wiktoria wiktorija
vira vera wira wiera
volodymyr vladimir uladzimir wolodymyr wladimir wlodzimierz vladimer
viacheslav vyacheslav vecheslav wiaczeslaw waclaw viachaslau
halyna galina halina haliny
hennadii gennadii gennadiy henadz hiennadij giennadij
hryhorii grigorii grigoriy ryhor hryhorij grigorij grzegorz
danylo daniil danila danil daniel danilo danylo
daryna daria darya daryia darja dariia
denys denis dzianis dzyanis denise
dmytro dmitrii dmitriy dmitry dzmitry dzmitryi dymitr dmitrij dzmitryj
yevhen evgenii evgeniy yevgeny yauhen yevgen jewhen jewgienij eugeniusz jauhen evgeny
yevheniia evgeniia evgeniya yevgeniya yauheniia yauheniya jewhenija jewgienija eugenia
yelyzaveta elizaveta yelizaveta lizaveta jelyzaweta elzbieta elizabeth lizavieta
zakhar zakhary zachar
ivan ian jan iwan
ihor igor ihar
inna ina
illia ilia ilya iliya illya ilja eliasz
iryna irina iryna irena
kateryna ekaterina yekaterina katsiaryna katarzyna jekatierina katerina
kyrylo kirill kiryl kyryl cyryl kirylo
kseniia kseniya ksenia oksana aksana ksenija
lev leo leu lew levko
liubov lyubov liubou lubow ljubow lubov
liudmyla lyudmila liudmila ludmila ljudmila
larysa larisa
makar makary
maksym maksim maxim maxym maksymilian
marharyta margarita marharyta malgorzata
mariia maria mariya maryia marija marya
mariana maryana marjana mariiana
matvii matvei matvey matsvei matwij matwiej mateusz
mykyta nikita mikita
mykola nikolai nikolay nikolaj mikalai mikolaj mykolaj mikalaj nicholas
mykhailo mikhail mikhailo mikhaila mihail mychajlo michail michal michajlo mykhaylo michael
nadiia nadezhda nadzeya nadija nadia nadiezda nadieja nadziezda nadiya
nazar nazarii nazariy
nataliia nataliya natalia natallia natalya natalja natalija natalie
oleh oleg aleh
olena elena alena yelena olena helena jelena jelena
olha olga volha wolha
osyp iosif yosyp josyp jozef yosip
pavlo pavel paval pawlo pawel paul
petro petr piotr piatro pyotr pjotr peter
polina palina apolonia paulina
pylyp filipp philip filip philipp pilip
raisa rayisa raiisa rajisa
roman raman
ruslan ruslana
serhii sergei sergey serhiy siarhei serhij sergiusz siergiej siarhiej sergiy sergii siarhiei
sviatoslav svyatoslav swiatoslaw
svitlana svetlana sviatlana switlana swietlana swiatlana
semen semion semyon siamion szymon simon
sofiia sofia sofiya sofya zofia sofija sophia
stanislav stanislau stanislaw
stepan stsiapan stefan szczepan
tamara tamar
taras tarasii
tetiana tatiana tatsiana tatyana tetyana tetjana tatjana
tymofii timofei timofey tsimafei tymofij timofiej tymoteusz timothy
fedir fedor fiodar fyodor fiodor teodor theodore
khrystyna kristina kristyna khrystsina chrystyna krystyna christina
yurii iurii yuriy yuri yury jurij jerzy iouri iurij juryj
yuliia iuliia yuliya julia yulia julija juliia
yakiv iakov yakov jakub yakau jakiw jakow jacob
yana iana jana
yaroslav iaroslav yaraslau jaroslaw
mohammed muhammad mohamed mohamad mohammad muhammed mehmet
ahmed ahmad
omar umar omer
mustafa mostafa moustafa
yousef yusuf youssef yosef joseph
fatima fatma fatimah
aisha aysha aicha ayse
maryam mariam miriam meryem
"""


@cache
def _form_groups() -> dict[str, frozenset[str]]:
    groups: dict[str, frozenset[str]] = {}
    for line in _FORMS.split("\n"):
        forms = frozenset(line.split())
        for form in forms:
            groups[form] = groups.get(form, frozenset()) | forms
    return groups


def name_forms(name: str) -> frozenset[str]:
    """Other forms of one given name, folded as by `text.fold`: mykola → nikolai, mikalai, mikolaj …"""
    return _form_groups().get(name, frozenset())
