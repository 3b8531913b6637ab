"""How the people of a household stand to each other. Stored is the relation to its head; the rest follows, or not."""

from __future__ import annotations

from cic_desktop.core.codes import label
from cic_desktop.i18n import Plain, Text, _

__all__ = ["HEAD", "relation_between", "relation_words"]

HEAD = "head"
_BACK = {
    "spouse": "spouse", "partner": "partner", "child": "parent", "parent": "child", "sibling": "sibling",
    "grandparent": "grandchild", "grandchild": "grandparent",
}  # fmt: skip
# (the one, the other), both to the head: what the other certainly is to the one. A spouse of a mother need not be
# the father, so nothing follows for a child from that.
_FOLLOWS = {
    ("child", "child"): "sibling", ("child", "parent"): "grandparent", ("parent", "child"): "grandchild",
    ("sibling", "sibling"): "sibling",
}  # fmt: skip


def relation_between(one: str, other: str) -> str:
    """The code of what `other` is to `one`, from what both are to the head; empty when it does not follow."""
    if one == HEAD:
        return other
    return _BACK.get(one, "") if other == HEAD else _FOLLOWS.get((one, other), "")


def relation_words(one: str, other: str, head: str) -> Text:
    """What `other` is to `one`; where only the relation to the head is certain, with the head's name."""
    if found := relation_between(one, other):
        return label("relation", found)
    words = label("relation", other or "other")
    if other in ("", "other", HEAD) or not head:
        return words
    return _("{relation} of {head}", relation=words, head=Plain(head))
