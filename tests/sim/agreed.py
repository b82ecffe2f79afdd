"""Random documents held against each other wherever their amounts are told (see `agreement`), to the minor unit.

A model in fractions, the postings and open items of the ledger, the answer of the API, the figures given to the paper
(for some, the text of the PDF), and UBL and CII as our reader reads them back. Deposits are paid and drawn on by later
invoices, some of which are taken back.
"""

from __future__ import annotations

import dataclasses
import io
import itertools
import json
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

import pypdf

from quittance.actions import credits, invoices, rates, reversals
from quittance.actions.allocations import ShareInput
from quittance.actions.command import Context
from quittance.api import rate as bound
from quittance.formats import cii, einvoice, epc, paper, ubl
from quittance.formats.paper import Sheet
from quittance.reports import books, einvoices, paper_document, papers, verify
from quittance.rules.deposits import DrawInput
from quittance.rules.einvoice import Invoice
from quittance.rules.einvoice_findings import FATAL
from quittance.rules.einvoice_issue import Wanted
from quittance.rules.refusals import Conflict, RulesBroken
from tests import einvoiced, factories
from tests.api import client
from tests.api.client import Api
from tests.sim import agreed_model, agreed_random, agreed_told
from tests.sim.agreed_deposits import Pool
from tests.sim.agreed_model import Drawn, Sums
from tests.sim.agreed_random import Given

CUSTOMERS = {
    "en": "GB980780684",
    "de": "DE136695976",
    "fr": "FR40303265045",
    "es": "ESB58378431",
    "nl": "NL123456782B90",
}
"""Language and number of a customer -> its VAT id."""

PROFILES = ("ubl", "cii", "xrechnung-ubl", "xrechnung-cii")
LEITWEG = "04011000-12345-03"
EVERY_PDF = 50
"""Of so many documents one is drawn."""

MOST_NAMED = 40
"""Differences that are told in full."""

TYPES = {"invoice": "380", "credit_note": "381", "debit_note": "383", "deposit": "386"}
GERMAN_TYPES = TYPES | {"debit_note": "380", "deposit": "326"}

TOO_FINE = "BR-DEC-"
"""Rules that a currency of three decimals cannot keep, so that no e-invoice can say it."""

WRITERS: dict[str, Callable[[Invoice], bytes]] = {"ubl": ubl.write, "cii": cii.write}


@dataclass(slots=True)
class Tally:
    """What came of a run."""

    documents: int = 0
    by_kind: dict[str, int] = field(default_factory=dict)
    draws: int = 0
    taken_back: int = 0
    drawn: int = 0
    too_fine: int = 0
    kept: int = 0
    differences: list[str] = field(default_factory=list)
    pool: Pool = field(default_factory=Pool)


NAMES = tuple(one.name for one in dataclasses.fields(Sums))


@dataclass(frozen=True, slots=True)
class Named:
    """A document that was recorded."""

    number: str
    customer: str
    draws: tuple[Drawn, ...]
    model: Sums


def run(count: int, seed: int = 1, folder: Path | None = None, files: int = 0) -> dict[str, Any]:
    """Make so many documents and compare them; of the first `files` the e-invoices are kept in `folder`."""
    rng, tally, began = random.Random(seed), Tally(), time.monotonic()
    api = company()
    for n in range(count):
        given = agreed_random.document(rng)
        for said in compared(api, given, n, tally):
            shown = f"{n}: {said} {given}" if len(tally.differences) < MOST_NAMED else str(n)
            tally.differences.append(shown)
        if folder is not None and n < files and given.currency != "KWD":
            tally.kept += sum(_kept(api.context, n, profile, folder) for profile in PROFILES)
    tally.differences += [str(one) for one in verify.run(books.of(api.context)).differences]
    tally.differences += _held(api.context, tally.pool)
    told = {name: value for name, value in dataclasses.asdict(tally).items() if name != "pool"}
    return {**told, "seconds": round(time.monotonic() - began, 1)}


def company() -> Api:
    """A company that trades in four currencies, with customers who read five languages."""
    context = einvoiced.company()
    for currency, rate in (("USD", "0.92"), ("JPY", "0.0061"), ("KWD", "3.01")):
        rates.set_rate(context, rates.SetRate(currency, "EUR", context.today, rate))
    for language, vat_id in CUSTOMERS.items():
        where = {"street": "1 Quay", "city": "Port", "postcode": "10115", "country": vat_id[:2]}
        known = {"vat_id": vat_id, "email": f"{language}@buyer.example"}
        factories.customer(context, language, language=language, **where, **known)
    for language, currency in itertools.product(CUSTOMERS, agreed_model.PLACES):
        factories.invoice(context, f"{language}-{currency}", "10000000", customer=language, currency=currency)
    return Api(context, client.key_of(context, *client.EVERYTHING))


def compared(api: Api, given: Given, n: int, tally: Tally) -> Iterator[str]:
    """Record a document under the number n, and say where it differs from the model."""
    number, context, customer = f"A{n:06d}", api.context, tuple(CUSTOMERS)[n % len(CUSTOMERS)]
    alone = agreed_model.of(given)
    parts, typed = tally.pool.drawn(given, customer, alone.total or 0)
    model = agreed_model.tied(alone, given, parts, _about(given, customer))
    _record(context, given, number, customer, typed)
    tally.pool.move(given, customer, parts, 1)
    _count(tally, given, parts)
    yield from _differs("ledger", model, agreed_told.ledger(context, number))
    bound.forget()
    yield from _differs("api", model, agreed_told.api(api.get(f"/documents/{number}").body))
    with mock.patch.object(epc, "svg", side_effect=str):
        sheet = paper_document.of(books.of(context), number, context.today)
    yield from _on_paper(model, given, sheet)
    if tally.documents % EVERY_PDF == 1:
        tally.drawn += 1
        yield from _drawn(context, number, sheet)
    yield from _electronic(context, given, model, number, tally)
    yield from _afterwards(api, given, Named(number, customer, parts, model), tally)


def _count(tally: Tally, given: Given, parts: tuple[Drawn, ...]) -> None:
    tally.documents += 1
    tally.by_kind[given.kind] = tally.by_kind.get(given.kind, 0) + 1
    tally.draws += len(parts)


def _about(given: Given, customer: str) -> tuple[str, ...]:
    """The invoice that a note corrects or adds to."""
    return (f"{customer}-{given.currency}",) if given.kind.endswith("_note") else ()


def _record(context: Context, given: Given, number: str, customer: str, draws: tuple[DrawInput, ...]) -> None:
    fields: dict[str, Any] = {
        "customer_number": customer,
        "issued_on": context.today,
        "number": number,
        "currency": given.currency,
        "prices": given.prices,
        "lines": given.lines,
        "charges": given.charges,
    }
    about = _about(given, customer)
    if given.kind == "credit_note":
        smallest = agreed_model.written(1, agreed_model.PLACES[given.currency])
        credits.record(context, credits.RecordCreditNote(**fields, allocate=(ShareInput(about[0], smallest),)))
    else:
        fields |= {"kind": given.kind, "corrects": about, "draws": draws, "terms": "2/10 net 30"}
        invoices.record(context, invoices.RecordInvoice(**fields))


def _afterwards(api: Api, given: Given, named: Named, tally: Tally) -> Iterator[str]:
    """A deposit is paid; some invoices are taken back; the API tells what can be drawn on then."""
    if given.kind == "deposit":
        tally.pool.pay(api.context, given, named.customer, named.number, named.model)
    if given.taken_back and named.draws:
        reversals.reverse(api.context, reversals.Reverse("a mistake", named.number))
        tally.pool.move(given, named.customer, named.draws, -1)
        tally.taken_back += 1
    for one in tally.pool.of(named.customer, given.currency)[:1] if given.draws else ():
        found = agreed_told.drawable(api.get(f"/documents/{one.number}").body)
        if found != one.left:
            yield f"api: {one.number} can be drawn on by {found}, not {one.left}."


def _held(context: Context, pool: Pool) -> Iterator[str]:
    """The account of deposits holds what is left of them, in each currency."""
    found = agreed_told.deposits(context)
    for currency in agreed_model.PLACES:
        if found.get(currency, 0) != pool.kept(currency):
            yield f"deposits: {found.get(currency, 0)} {currency} are held, not {pool.kept(currency)}."


def _differs(where: str, model: Sums, told: Sums) -> Iterator[str]:
    """Each amount that a place tells, and tells otherwise."""
    for name in NAMES:
        wanted, found = getattr(model, name), getattr(told, name)
        if found is not None and found != wanted:
            yield f"{where}: {name} is {found}, not {wanted}."


def _on_paper(model: Sums, given: Given, sheet: Sheet) -> Iterator[str]:
    """The data that typst is given; on paper the rows are in the terms of the prices."""
    told = agreed_told.paper(
        json.loads(paper.encode(sheet)), given.currency, len(given.charges), len(model.draws or ())
    )
    assert told.by_rate is not None and model.by_rate is not None
    if sorted(told.by_rate.values()) != sorted(model.by_rate.values()):
        yield f"paper: the rates are {told.by_rate}, not {model.by_rate}."
    rows = model.total if given.prices == "with_tax" else model.net
    yield from _differs("paper", dataclasses.replace(model, rows=rows), dataclasses.replace(told, by_rate=None))


def _drawn(context: Context, number: str, sheet: Sheet) -> Iterator[str]:
    """The text of the PDF holds every sum."""
    content = papers.document(books.of(context), number, context.today).content
    text = "".join(_bare(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    for fact in sheet.tables[0].sums:
        if _bare(f"{fact.label}{fact.value}") not in text:
            yield f"pdf: {fact.label} {fact.value} is not on it."


def _bare(text: str) -> str:
    return "".join(text.split())


def _electronic(context: Context, given: Given, model: Sums, number: str, tally: Tally) -> Iterator[str]:
    """UBL and CII, written and read back; no rule is broken that the document could keep."""
    profile = PROFILES[tally.documents % len(PROFILES)]
    found = einvoices.judged(books.of(context), number, context.today, Wanted(profile, LEITWEG))
    types = GERMAN_TYPES if profile.startswith("xrechnung") else TYPES
    if found.invoice.type_code != types[given.kind]:
        yield f"einvoice: its type is {found.invoice.type_code}."
    for syntax, write in WRITERS.items():
        read = einvoice.read(write(found.invoice)).invoice
        yield from _differs(syntax, model, agreed_told.electronic(read))
        if read != found.invoice:
            yield f"{syntax}: what is read back is another value."
    broken = {one.rule for one in found.findings if one.severity == FATAL}
    fine = {rule for rule in broken if rule.startswith(TOO_FINE)}
    tally.too_fine += bool(fine)
    if (given.currency == "KWD") is not bool(fine) and (fine or (model.total or 0) % 10):
        yield f"einvoice: breaks {sorted(fine)}."
    if given.currency != "KWD" and broken:
        yield f"einvoice: breaks {sorted(broken)}."


def _kept(context: Context, n: int, profile: str, folder: Path) -> bool:
    """Write the file that a person would export; False where it is refused, or the document was taken back."""
    wanted = Wanted(profile, LEITWEG)
    try:
        made = einvoices.export(books.of(context), f"A{n:06d}", context.today, wanted)
    except (Conflict, RulesBroken):
        return False
    (folder / profile).mkdir(parents=True, exist_ok=True)
    (folder / profile / made.name).write_bytes(made.content)
    return True
