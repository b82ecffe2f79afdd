"""One receipt, examined: its text read, who may have paid, what it names, which advices announce it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from quittance.rules import currency as currencies
from quittance.rules import matching_fit, matching_payers, references, references_forms, references_text, remittance
from quittance.rules.matching_fit import Target
from quittance.rules.matching_learned import Learned, ignored
from quittance.rules.matching_ledger import Ledger
from quittance.rules.matching_payers import Evidence, Known, Payers
from quittance.rules.matching_values import Rates, Receipt
from quittance.rules.references_forms import Mention
from quittance.rules.references_text import Reading
from quittance.rules.remittance import Advices, Resolved

MOST_CUSTOMERS = 90
"""Customers whose items one receipt is compared with."""

MOST_JOINT = 10
"""Customers of one group whose items are read together."""

_OTHER = re.compile(
    r"REFUND|RETURN OF|RETURNED|REJECT|ERSTATT|RUECK|RÜCK|REMBOURS|RIMBORSO|DEVOLUC|ZWROT|TERUGBET|GUTSCHRIFT|INTEREST"
    r"|ZINSEN|INSURANCE|VERSICHERUNG|CLAIM|SALARY|GEHALT|\bRENT\b|MIETE|\bTAX\b|\bVAT\b|STEUER|CUSTOMS|LOAN|DARLEHEN"
    r"|CASH ?POOL|REBATE|GRANT\b|SUBSID|DIVIDEND|INTERCOMPANY"
)
_AHEAD = re.compile(
    r"PREPAY|PRE-PAY|ANZAHLUNG|VORKASSE|VORAUS|PROFORMA|PRO FORMA|DEPOSIT|ACCONTO|ACOMPTE|ADVANCE PAY|ON ACCOUNT"
    r"|A CONTO|AKONTO|VOORUIT|VOORSCHOT|ZALICZK|ANTICIPO|PAGAMENTO ANTICIP|ZALOHA"
)


@dataclass(slots=True)
class World:
    """Everything that the receipts of one statement are compared with; `left` is what is open at this point."""

    ledger: Ledger
    payers: Payers
    learned: Learned
    advices: Advices
    rates: Rates
    domains: dict[str, str]
    left: list[int]
    foreign: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Case:
    """A receipt with all that speaks for or against explanations of it."""

    receipt: Receipt
    reading: Reading
    upper: str
    targets: list[Target]
    evidence: dict[str, Evidence]
    mentions: dict[str, list[Mention]]
    numbered: set[str]
    resolved: list[Resolved]
    structured: int | None
    amounts: frozenset[str]
    named_elsewhere: dict[int, list[int]]
    other: bool
    ahead: bool
    twin: str = ""
    searched: list[str] = field(default_factory=list)
    joint: list[Mention] = field(default_factory=list)
    joint_places: list[int] = field(default_factory=list)
    joint_customers: list[str] = field(default_factory=list)


def examine(receipt: Receipt, world: World) -> Case:
    """Read a receipt and gather the evidence; nothing is decided here."""
    text = f"{receipt.text} {receipt.structured}".strip()
    reading = references_text.read(text, ignored(receipt))
    targets = _targets(receipt, world)
    numbered = _numbered(reading, world)
    payer = matching_payers.known(world.payers, receipt, numbered)
    evidence = matching_payers.evidence(world.payers, payer)
    elsewhere = _named(reading, world.ledger)
    structured = _structured(text, world)
    owners = list(dict.fromkeys(world.ledger.items[place].customer for each in elsewhere.values() for place in each))
    _add_owners(evidence, owners, payer, world)
    resolved = _resolved(receipt, targets, evidence, world)
    found = [world.ledger.items[place].customer for each in resolved for place, *_ in each.lines]
    _add_owners(evidence, list(dict.fromkeys(found)), payer, world)
    case = Case(
        receipt, reading, reading.upper, targets, evidence, {}, numbered, resolved, structured,
        frozenset(reading.amounts), elsewhere, bool(_OTHER.search(reading.upper)), bool(_AHEAD.search(reading.upper)),
    )  # fmt: skip
    for customer in ranked(evidence)[:MOST_CUSTOMERS]:
        if reading.runs and len(world.ledger.places(customer)):
            case.mentions[customer] = references_forms.mentions(reading, world.ledger.book(customer).forms)
    _add_joint(case, world)
    return case


def _add_joint(case: Case, world: World) -> None:
    """Read the text once more against a group's items together: a list may run across its members."""
    group = [
        customer
        for customer in ranked(case.evidence)
        if case.mentions.get(customer) is not None
        and (
            case.evidence[customer].family
            or strength(case.evidence[customer]) >= 0.8
            or any(mention.way in references_forms.STRONG for mention in case.mentions[customer])
        )
    ][:MOST_JOINT]
    if len(group) < 2 or not any(case.mentions[customer] for customer in group):
        return
    book = world.ledger.joint(group)
    local = {customer: {place: n for n, place in enumerate(world.ledger.places(customer))} for customer in group}
    case.joint = references_forms.mentions(case.reading, book.forms)
    case.joint_places, case.joint_customers = book.places, group
    for mention in case.joint:
        for customer in {world.ledger.items[book.places[each]].customer for each in mention.items}:
            held = case.mentions[customer]
            inside = tuple(
                local[customer][book.places[each]] for each in mention.items if book.places[each] in local[customer]
            )
            if not any(known.first <= mention.last and mention.first <= known.last for known in held):
                held.append(dataclasses.replace(mention, items=inside))


def ranked(evidence: dict[str, Evidence]) -> list[str]:
    """Customers, those with the best evidence first."""
    return sorted(evidence, key=lambda each: (-strength(evidence[each]), each))


def strength(found: Evidence) -> float:
    """A rough order of how much speaks for a customer; the model weighs it properly later."""
    known = max(found.account, 0.0) * 2 + max(found.remembered, 0.0) * 1.5
    return known + found.likeness + 1.5 * found.numbered + 0.4 * found.family


def _targets(receipt: Receipt, world: World) -> list[Target]:
    """The amount itself, what the payer ordered, and what it is worth in other currencies of the ledger."""
    targets = [Target(receipt.currency, receipt.amount_minor, receipt.amount_minor)]
    if receipt.instructed_currency and receipt.instructed_currency != receipt.currency:
        minor = receipt.instructed_minor
        return [*targets, Target(receipt.instructed_currency, minor, minor, "instructed")]
    for code in world.foreign:
        rate = world.rates.cross(receipt.booked_on, receipt.currency, code) if code != receipt.currency else 0.0
        if rate:
            middle = receipt.amount_minor * rate * _scale(receipt.currency, code)
            low, high = int(middle * 0.998), int(middle / (1 - matching_fit.MOST_SPREAD)) + 1
            targets.append(Target(code, low, high, "rate"))
    return targets


def _scale(source: str, target: str) -> float:
    return float(10.0 ** (currencies.exponent(target) - currencies.exponent(source)))


def _numbered(reading: Reading, world: World) -> set[str]:
    """Customers whose own number stands in the text."""
    found = {world.payers.numbered(number.digits) for number in reading.longer(4)}
    return {customer for customer in found if customer}


def _named(reading: Reading, ledger: Ledger) -> dict[int, list[int]]:
    """Open items of anybody that a number in the text names by all its digits, by the run it ends with."""
    found: dict[int, list[int]] = {}
    for number in reading.longer(4):
        if number.scanned or number.first in reading.priced or (len(number.digits) < 5 and number.first != number.last):
            continue
        places = ledger.with_digits(number.digits)
        if places and len(places) <= 25:
            known = found.setdefault(number.last, [])
            known.extend(place for place in places if place not in known)
    return found


def _structured(text: str, world: World) -> int | None:
    """The one open item whose valid structured reference stands in the text."""
    found = []
    for reference in references.structured(text):
        for place in world.ledger.with_digits(references_forms.digits_of(reference)):
            if references.plain(world.ledger.items[place].structured) == reference and world.left[place]:
                found.append(place)
    return found[0] if len(set(found)) == 1 else None


def _add_owners(evidence: dict[str, Evidence], owners: Sequence[str], payer: Known, world: World) -> None:
    """Customers that the text or an advice leads to join in, with what else speaks for them."""
    for customer in [each for each in owners if each not in evidence][:MOST_CUSTOMERS]:
        evidence[customer] = matching_payers.judge(world.payers, payer, customer)


def _resolved(
    receipt: Receipt, targets: Sequence[Target], evidence: dict[str, Evidence], world: World
) -> list[Resolved]:
    """Advices that may announce the receipt, their lines met by open items, the likeliest first."""
    found = []
    likely = [customer for customer in ranked(evidence) if strength(evidence[customer]) >= 0.8][:8]
    direct = [target for target in targets if target.how != "rate"]
    exact = {advice.id for advice in world.advices.linked(receipt, direct)}
    for advice in world.advices.linked(receipt, targets):
        senders = [each for each, alike in world.payers.of_name(advice.sender).items() if alike >= 0.93][:4]
        if advice.id not in exact and not set(senders) & set(likely):
            continue
        search = remittance.Search(world.ledger, world.left, [*senders, *likely], world.domains)
        each = remittance.resolve(advice, receipt, search)
        if each is not None:
            found.append(each)
    found.sort(key=lambda each: (-_link(each), each.advice.id))
    links = [_link(each) for each in found]
    return [
        dataclasses.replace(each, rivals=sum(link > mine - 0.75 for link in links) - 1)
        for each, mine in zip(found[: remittance.MOST_LINKED], links, strict=False)
    ]


def _link(each: Resolved) -> float:
    near = each.same_day - each.other_day
    return 3.0 * each.same_ref + near + each.alike + each.domain + each.whole
