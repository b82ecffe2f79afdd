"""What a timeline may be narrowed to: talk, money, what was sent and read; each is the verbs of some nouns."""

from __future__ import annotations

from quittance.rules.verbs import VERBS
from quittance.web.visit import Visit

TALK, MONEY, SENT = "talk", "money", "sent"
WORDS = {TALK: "Talk", MONEY: "Money", SENT: "Sent and read"}
_NOUNS = {
    TALK: (
        *("activities", "promises", "collecting", "plans", "disputes", "holds", "followups", "inbox", "dunning"),
        *("letters", "dossiers", "insolvencies"),
    ),
    MONEY: (
        *("invoices", "credits", "drafts.issue", "payments", "cash", "allocations", "writeoffs", "reversals"),
        *("deductions", "interest", "costs"),
    ),
    SENT: ("deliveries", "links", "bounces", "statements.send", "dunning", "letters", "activities.mail", "inbox"),
}


def verbs(kind: str) -> tuple[str, ...]:
    """The verbs of a kind; none for "", which leaves nothing out."""
    nouns = _NOUNS.get(kind, ())
    return tuple(verb for verb in VERBS if verb in nouns or verb.partition(".")[0] in nouns)


def asked(visit: Visit) -> str:
    """The kind that the address names, "" for everything."""
    kind = visit.request.GET.get("show", "")
    return kind if kind in _NOUNS else ""


def choices(everything: str, *kinds: str) -> tuple[tuple[str, str], ...]:
    """What may be chosen with its words; the first, in these words, leaves nothing out."""
    return (("", everything), *((kind, WORDS[kind]) for kind in kinds))
