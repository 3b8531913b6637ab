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
    "appointment": "person_id account_id day starts_at minutes kind place state service_id room_id "
    "interpreter_id language",
    "citizenship": "person_id country valid_from valid_to",
    "consent": "person_id kind version language given_on withdrawn_on",
    "contact": "person_id kind preferred valid_to",
    "filled_form": "person_id form_id edition state pdf_sha256 on_blank printed_at step language pack proof_sha256 "
    "signed_on submitted_on submitted_how called_on complete_by letter_id decided_on decision",
    "household_member": "household_id person_id relation dependant joined_on left_on supporter_id",
    "identity_document": "person_id kind issued_on valid_to issuer country",
    "participation": "project_id person_id enrolled_on declared_on eligibility_title eligibility_valid_to "
    "eligibility_seen_by exited_on exit_reason",
    "person_language": "person_id language preferred",
    "person_name": "person_id kind used_until",
    "service": "sitting_id project_id day kind topic minutes outcome next_step_on next_step_done details_version",
    "service_person": "service_id person_id stay_title citizenship sex age age_approximate language countable",
    "sitting": "day starts_at minutes place account_id language signature unsigned_reason signed_on ends_at",
    "stay": "person_id title purpose valid_from valid_to seen_by",
    "imported_row": "kind key digest target_id cells",  # hashes, keyed by the register
    "room": "name seats active",
    "stay_rule": "code amount unit basis source as_of fixed_on warn_days active",
    "apart_pair": "person_id other_id",
    "attachment": "person_id owner_table owner_id kind seen_on pages media_type size sha256",
    "crossing": "person_id entered_on left_on country",
    "follow_up": "person_id account_id due_on about_table about_id done_on",
    "guardian": "person_id adult_id relation legal may_collect valid_from valid_to",
    "housing_search": "person_id account_id opened_on people children rooms budget needed_by closed_on outcome",
    "incident": "person_id account_id day starts_at reported_on closed_on",
    "interpreter": "languages sworn account_id active",
    "merge": "kept_id gone_id undone_on",
    "need": "person_id area level noted_on met_on account_id",
    "office_hours": "account_id weekday starts_at ends_at slot_minutes room_id every_weeks valid_from valid_to",
    "plan": "person_id account_id opened_on review_on agreed_on closed_on outcome",
    "power_of_attorney": "person_id account_id kind given_on valid_to withdrawn_on duty",
    "proceeding": "person_id kind purpose filed_on complete_on suspended_on decided_on final_on outcome",
    "radar_mark": "person_id rule due_on state later_on",
    "sheet": "topic language title body source account_id as_of review_on",
    "signature_list": "kind starts_on ends_on account_id person_id",
    "staff_check": "account_id kind checked_on renew_on",
    "stay_event": "person_id kind happened_on settled_on",
    "tally": "account_id project_id day topic place count",
    "goal": "plan_id area place state reached_on",
    "housing_offer": "search_id shown_on rent outcome",
    "letter": "person_id proceeding_id kind dated_on noticed_on served_on term_days answered_on",
    "sheet_copy": "sheet_id account_id person_id day copies",
    "signature": "person_id filled_form_id paper document_sha256 signed_sha256 signed_at witness_id",
    "signature_line": "list_id sitting_id person_id code signed_on",
    "referral": "person_id specialist urgency state state_on waiting_since criteria qualified_by "
    "qualified_on account_id interpreter_language appointment_id service_id",
    "step": "goal_id place account_id due_on done_on",
    "translation_order": "person_id service_id account_id from_language to_language sworn page_characters "
    "characters pages ordered_on due_on returned_on received_on",
    "visit": "person_id account_id appointment_id service_id state day starts_at institution_kind "
    "authorised authorised_on interprets left_at returned_at",
    "partner": "kind agreement_from agreement_to account_id checked_on review_on active",
    "partner_contact": "partner_id",
    "partner_language": "partner_id language",
    "partner_text": "partner_id language",
    "partner_topic": "partner_id topic",
    "teacher": "account_id active",
    "gathering": "course_id event_id day starts_at minutes teacher_id interpreter_id room_id block state service_id",
    "course": "kind name level project_id account_id teacher_id room_id starts_on ends_on units unit_minutes capacity "
    "min_percent state",
    "course_slot": "course_id weekday starts_at minutes room_id teacher_id",
    "course_block": "course_id block units",
    "enrolment": "course_id person_id state enrolled_on entry_level entry_points entry_on exit_level exit_points "
    "exit_on left_on left_reason certificate_number certificate_on",
    "attendance": "gathering_id enrolment_id mark",
    "material": "enrolment_id given_on",
    "event": "kind name project_id account_id partner_id starts_on ends_on room_id capacity state",
    "event_guest": "event_id guest_group partner_id person_id invited_on answer attended photo",
    "event_count": "event_id guest_group people",
    "survey_answer": "course_id event_id day helpful sex age_band scores",
    "service_partner": "service_id partner_id",
    "specialist_note": "person_id account_id referral_id day",
}
# Where the program speaks to a terminal, and the only sentences it logs.
SPEAKS = {"cli.py", "cli_forms.py", "main.py", "i18n/catalogues.py", "i18n/extract.py"}
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
