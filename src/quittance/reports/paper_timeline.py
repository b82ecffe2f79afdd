"""The timeline of a dossier as paper: what concerns its claims, in the language of the debtor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quittance.formats import dossier_words, timeline_words
from quittance.formats.paper import Column, Fact, Paragraph, Row, Sheet, Table
from quittance.reports import dossier_timeline, dunning_letter, paper_parties
from quittance.reports.books import Books
from quittance.reports.dossier_timeline import CALL, DELIVERY, PAPERS, PAYMENT, Other, Step
from quittance.reports.dossiers import DossierCard
from quittance.reports.happened import Happening
from quittance.reports.paper_parties import Parties
from quittance.rules.dunning import FORMAL

MOST_SAID, MOST_MAILED = 600, 200
"""Signs of a call, and of a mail, which is a file of its own."""

ARRIVED = ("sent",)
LOST = ("failed", "bounced")
PROMISED = ("promise", "plan")
"""Kinds whose day is one that was promised."""


def timeline(books: Books, card: DossierCard, happened: Sequence[Happening]) -> Sheet:
    """What happened about the claims, day by day; what concerns other documents alone is counted below."""
    parties = paper_parties.of(books, card.row.customer_number)
    own = dossier_words.WORDS[parties.figures.language]
    claimed = frozenset(one.document for one in card.claims)
    told = dossier_timeline.condensed(happened, claimed)
    columns = (Column(own["what"]), Column(parties.words["issued_on"]), Column(parties.words["amount"], True))
    rows = tuple(_row(step, claimed, parties) for step in told.steps)
    made = paper_parties.sheet(
        parties,
        own["timeline"],
        card.row.number,
        facts=(Fact(parties.words["customer"], card.row.customer_number),),
        tables=(Table(columns, rows or (Row((own["none"], "", "")),), ()),),
        notes=_besides(told.others, parties),
    )
    return replace(made, to=(card.row.receiver,), ask_label="", ask=())


def _row(step: Step, claimed: frozenset[str], parties: Parties) -> Row:
    one, figures = step.head, parties.figures
    amount = "" if one.minor is None else figures.money(one.minor, one.currency)
    said = [_deliveries(step, parties), _times(step, parties), _outcome(one, parties), _about(one, claimed, parties)]
    most = MOST_MAILED if one.kind == "email" else MOST_SAID
    text = " ".join(one.text.split())
    said.append(f"{text[:most]}…" if len(text) > most else text)
    return Row((_named(one, parties), figures.short_day(one.on), amount), "; ".join(part for part in said if part))


def _named(one: Happening, parties: Parties) -> str:
    """What it is and which, such as Rechnung INV-1, with the day that was promised."""
    own, words = dossier_words.WORDS[parties.figures.language], timeline_words.WORDS[parties.figures.language]
    what = own.get(one.kind) or parties.words.get(one.kind, one.kind)
    if one.tone:
        named = parties.words["notice" if one.tone == FORMAL else "reminder"]
        what = words["by_channel"].format(what=named, way=words[f"way_{one.kind}"])
        return f"{what}, {one.said}" if one.said else what
    by = f" → {parties.figures.short_day(one.by)}" if one.by and one.kind in PROMISED else ""
    return f"{what} {one.said}".strip() + by


def _deliveries(step: Step, parties: Parties) -> str:
    """How a paper went out, and where it did not arrive."""
    words, figures = timeline_words.WORDS[parties.figures.language], parties.figures
    made = []
    for one in step.more if step.head.kind in PAPERS else ():
        key = "sent_on" if one.state in ARRIVED else "not_arrived" if one.state in LOST else ""
        if key and one.kind == DELIVERY:
            address = one.said.partition(", ")[2]
            made.append(words[key].format(day=figures.short_day(one.on), address=address))
    return "; ".join(dict.fromkeys(made))


def _times(step: Step, parties: Parties) -> str:
    """How often nobody was met, and until when."""
    if step.head.kind != CALL or not step.more:
        return ""
    words, last = timeline_words.WORDS[parties.figures.language], step.more[-1].on
    key = "times" if last > step.head.on else "times_day"
    return words[key].format(n=len(step.more) + 1, day=parties.figures.short_day(last))


def _outcome(one: Happening, parties: Parties) -> str:
    """What became of it; of what has a day of its own end with that."""
    if one.tone:
        return ""
    said = timeline_words.WORDS[parties.figures.language].get(f"{one.kind}_{one.state}", "")
    if said and one.by and one.kind not in PROMISED:
        return f"{said} {parties.figures.short_day(one.by)}"
    return said


def _about(one: Happening, claimed: frozenset[str], parties: Parties) -> str:
    """The claims that a payment or a reminder concerns, and those that a credit note pays down."""
    if not (one.tone or one.kind in (PAYMENT, "credit_note")):
        return ""
    some = [number for number in one.about if number in claimed]
    language = parties.figures.language
    words = timeline_words.WORDS[language]["for_documents"]
    return words.format(documents=dunning_letter.named(some, language)) if some else ""


def _besides(others: Sequence[Other], parties: Parties) -> tuple[Paragraph, ...]:
    """What was left out, by what it is and in which currency."""
    words, figures = timeline_words.WORDS[parties.figures.language], parties.figures
    if not others:
        return ()
    made: dict[tuple[str, str], list[int]] = {}
    for one in others:
        what = "papers" if one.kind in PAPERS else "payments" if one.kind == PAYMENT else "reminders"
        sums = made.setdefault((what, "" if what == "reminders" else one.currency), [0, 0])
        sums[0], sums[1] = sums[0] + one.count, sums[1] + one.minor
    said = [
        words[f"{what}_one" if count == 1 else what].format(
            n=figures.whole(count), amount=figures.money(minor, code) if code else ""
        )
        for (what, code), (count, minor) in made.items()
    ]
    return (Paragraph(words["besides"], words["besides_text"].format(list=", ".join(said))),)
