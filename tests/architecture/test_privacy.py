"""Every column that leads to a person says so, and nothing personal is ever printed or logged."""

from __future__ import annotations

import ast
from pathlib import Path

from cic_desktop.db.base import Privacy, Row, metadata
from cic_desktop.db.tables import load_all

PACKAGE = Path(__file__).parents[2] / "cic_desktop"

# Read one by one and found to lead to nobody by themselves. A new column comes here only after somebody asked
# what stands in it when it is filled in badly; free text never belongs here.
ORDINARY = {
    "account": "login name role speciality active",  # colleagues, not clients
    "audit": "n at who verb tbl row detail",
    "blob": "sha256 bytes",  # printed forms and scans: never searched, shown, or sent in a bundle
    "centre": "name code street postcode town phone email logo_sha256 small_cell row_level_basis",
    "draft": "key account_id what edition person_id step saved_at",
    "fact": "name value",
    "form_blank": "form_id sha256 known added_at",
    "household": "",
    "known_key": "kind name public",
    "own_key": "key_id",
    "person": "case_number sex birth_country marital_status education occupation pesel_status registered_on complete "
    "needs",
    "project": "number name programme funder starts_on ends_on last_payment_year retention_years",
    "sent_bundle": "period number sha256 manifest recipients",
    "address": "person_id kind country region district commune valid_from valid_to",
    "appointment": "person_id account_id day starts_at minutes kind place state service_id",
    "citizenship": "person_id country valid_from valid_to",
    "consent": "person_id kind version language given_on withdrawn_on",
    "contact": "person_id kind preferred",
    "filled_form": "person_id form_id edition state pdf_sha256 on_blank printed_at",
    "household_member": "household_id person_id relation dependant joined_on left_on",
    "identity_document": "person_id kind issued_on valid_to issuer country",
    "participation": "project_id person_id enrolled_on declared_on eligibility_title eligibility_valid_to "
    "eligibility_seen_by exited_on exit_reason",
    "person_language": "person_id language preferred",
    "person_name": "person_id kind",
    "service": "sitting_id project_id day kind topic minutes outcome next_step_on next_step_done details_version",
    "service_person": "service_id person_id stay_title citizenship sex age age_approximate language countable",
    "sitting": "day starts_at minutes place account_id language signature unsigned_reason",
    "stay": "person_id title purpose valid_from valid_to seen_by",
}
# Where the program speaks to a terminal, and the only sentences it logs.
SPEAKS = {"cli.py", "main.py", "i18n/catalogues.py", "i18n/extract.py"}
LOGGED = {"fault: %s"}


def test_every_column_is_classified_or_was_reviewed() -> None:
    load_all()
    common = set(Row.model_fields)
    plain = {
        table.name: {column.name for column in table.columns if "privacy" not in column.info} - common
        for table in metadata.sorted_tables
    }
    assert plain == {table: set(names.split()) for table, names in ORDINARY.items()}


def test_what_leads_to_a_person_is_marked() -> None:
    load_all()
    person = metadata.tables["person"].columns
    for name in ("surname", "given", "sort_key", "pesel", "national_number", "birth_date", "father_name"):
        assert person[name].info["privacy"] is Privacy.CONTACT
    for table, name in (("person", "remarks"), ("person", "insurance"), ("service", "details"), ("draft", "answers")):
        assert metadata.tables[table].columns[name].info["privacy"] is Privacy.SPECIAL


def calls(tree: ast.AST) -> list[tuple[str, ast.Call]]:
    return [(ast.unparse(node.func), node) for node in ast.walk(tree) if isinstance(node, ast.Call)]


def test_only_the_command_line_prints() -> None:
    printing = {
        str(path.relative_to(PACKAGE)).replace("\\", "/")
        for path in PACKAGE.rglob("*.py")
        if any(
            name in ("print", "sys.stdout.write", "sys.stderr.write")
            for name, _call in calls(ast.parse(path.read_text("utf-8")))
        )
    }
    assert printing <= SPEAKS | {name for name in printing if name.startswith("tour/")}


def test_what_is_logged_was_reviewed() -> None:
    """Constant sentences, with the kind and the place of a fault; never its message, which may hold a name."""
    verbs = {f"{log}.{verb}" for log in ("log", "logging", "logger")
             for verb in ("debug", "info", "warning", "error", "exception", "critical", "log")}  # fmt: skip
    for path in PACKAGE.rglob("*.py"):
        for name, call in calls(ast.parse(path.read_text("utf-8"))):
            if name in verbs:
                first = call.args[0]
                assert isinstance(first, ast.Constant), f"{path.name}:{call.lineno}"
                assert first.value in LOGGED, f"{path.name}:{call.lineno}"
            assert name not in ("traceback.print_exc", "traceback.print_exception"), f"{path.name}:{call.lineno}"
