"""A proposal's reasons, in words a clerk can check."""

from __future__ import annotations

from quittance.rules import matching_fit, money, references_forms
from quittance.rules.matching_cases import Case, World
from quittance.rules.matching_ideas import Hypothesis

MOST_REASONS = 6
"""Sentences that one proposal shows."""


def reasons(case: Case, world: World, found: Hypothesis) -> tuple[str, ...]:
    """What speaks for an explanation and what does not, strongest first."""
    said = [_named(case, world, found), _amount(case, found), _payer(case, found), *_rest(case, world, found)]
    return tuple(sentence for sentence in said if sentence)[:MOST_REASONS]


def nothing(case: Case, customer: str) -> tuple[str, ...]:
    """Why no open item is proposed."""
    said = []
    if case.twin:
        said.append("the same payment came before")
    if case.other:
        said.append("the text speaks of a refund or another receipt that pays no invoice")
    if case.ahead:
        said.append("the text speaks of a payment in advance")
    if customer:
        said.append(f"the payer is {customer}, but no open item fits")
    return tuple(said) or ("nothing that is open fits",)


def _named(case: Case, world: World, found: Hypothesis) -> str:
    if "structured" in found.sources:
        return "valid structured reference"
    if found.resolved is not None:
        advice = found.resolved
        link = "payment reference" if advice.same_ref else "total"
        return f"advice {advice.advice.name or advice.advice.id} ({link}) lists {len(advice.lines)} of these"
    ways: dict[int, int] = {}
    for customer in found.customers:
        book = world.ledger.book(customer)
        for mention in case.mentions.get(customer, ()):
            ways.update((book.places[each], mention.way) for each in mention.items)
    hit = [ways[place] for place in found.places if place in ways]
    if not hit:
        return ""
    listed = ", ".join(dict.fromkeys(references_forms.WORDS[way] for way in sorted(hit)))
    return f"{len(hit)} of {len(found.places)} named in the text: {listed}"


def _amount(case: Case, found: Hypothesis) -> str:
    count = "1 item" if len(found.places) == 1 else f"{len(found.places)} items"
    how = {"rate": "converted at the day's rate, ", "instructed": "by the ordered amount, "}.get(found.target.how, "")
    gap = f" ({money.write(abs(found.fit.gap), found.target.currency)})" if found.fit.gap else ""
    return f"{how}the amount pays {count} {matching_fit.KINDS[found.fit.kind]}{gap}"


def _payer(case: Case, found: Hypothesis) -> str:
    evidence = [case.evidence[customer] for customer in found.customers if customer in case.evidence]
    if any(each.account > 0 for each in evidence):
        return "the account paid for this customer before"
    if any(each.remembered > 0 for each in evidence):
        return "a payer of this name paid for this customer before"
    if any(each.numbered for each in evidence):
        return "the customer number stands in the text"
    alike = max((each.likeness for each in evidence), default=0.0)
    if alike >= 0.8:
        return f"the payer's name is {round(alike * 100)} % like the customer's"
    if any(each.family for each in evidence):
        return "the payer belongs to the customer's group"
    return "the payer is not known for this customer"


def _rest(case: Case, world: World, found: Hypothesis) -> list[str]:
    said = []
    if {"first", "month", "all", "run"} & found.sources and len(found.places) > 1:
        name = next(each for each in ("first", "month", "all", "run") if each in found.sources)
        said.append(
            {
                "first": "the oldest items in a row",
                "month": "a month's items",
                "all": "everything open",
                "run": "items in a row by due date",
            }[name]
        )
    if any(world.ledger.items[place].open_minor < 0 for place in found.places):
        said.append("with credit notes netted")
    said.extend(dict.fromkeys(case.searched if "subset" in found.sources else []))
    return said
