"""A consultation held by a specialist; what was said stays with the specialist."""

from cic_desktop.assistance.kinds.kind import Details, Kind
from cic_desktop.core.codes import label, options
from cic_desktop.core.fields import Condition, Field
from cic_desktop.i18n import Joined, Text, _, pgettext


def _summary(details: Details) -> Text:
    matters = (details.get(name) for name in ("legal_matter", "career_matter", "labour_matter"))
    matter = next((str(code) for code in matters if code), "")
    return Joined((label("specialist", details.get("specialist")), label("consultation_matter", matter)))


def _matter(name: str, specialist: str) -> Field:
    """What a specialist's consultation was about, in the words of that trade."""
    of_trade = tuple(option for option in options("consultation_matter") if option.code.startswith(specialist))
    asked = Condition("specialist", (specialist,))
    return Field(name, _("Matter"), "choice", options=of_trade, width=6, when=asked)


KIND = Kind(
    code="consultation",
    title=pgettext("kind of help", "Specialist consultation"),
    icon="briefcase",
    tone="ok",
    fields=(
        Field("specialist", _("Specialist"), "choice", options=options("specialist"), required=True, width=6),
        _matter("legal_matter", "lawyer"),
        _matter("career_matter", "career"),
        _matter("labour_matter", "labour"),
        Field("meeting_number", _("Which meeting in a row"), "number", width=6),
        Field(
            "guardian_agreed",
            _("A parent or guardian agreed to the meeting"),
            "yes_no",
            when=Condition("specialist", ("child_psychologist",)),
        ),
    ),
    summary=_summary,
    minutes=60,
    variant="specialist",
)
