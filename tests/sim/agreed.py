"""Random documents held against each other wherever their amounts are told (see `agreement`), to the minor unit.

A model in fractions, the postings and open items of the ledger, the answer of the API, the figures given to the paper
(for some, the text of the PDF), and UBL and CII as our reader reads them back.
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

import pypdf

from quittance.actions import credits, invoices, rates
from quittance.actions.allocations import ShareInput
from quittance.actions.command import Context
from quittance.api import rate as bound
from quittance.formats import cii, einvoice, paper, ubl
from quittance.formats.paper import Sheet
from quittance.reports import books, einvoices, paper_document, papers, verify
from quittance.rules.einvoice import Invoice
from quittance.rules.einvoice_findings import FATAL
from quittance.rules.einvoice_issue import Wanted
from quittance.rules.refusals import RulesBroken
from tests import einvoiced, factories
from tests.api import client
from tests.api.client import Api
from tests.sim import agreed_model, agreed_random, agreed_told
from tests.sim.agreed_model import Sums
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

TOO_FINE = "BR-DEC-"
"""Rules that a currency of three decimals cannot keep, so that no e-invoice can say it."""

WRITERS: dict[str, Callable[[Invoice], bytes]] = {"ubl": ubl.write, "cii": cii.write}


@dataclass(slots=True)
class Tally:
    """What came of a run."""

    documents: int = 0
    drawn: int = 0
    too_fine: int = 0
    kept: int = 0
    differences: list[str] = field(default_factory=list)


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
    return {**dataclasses.asdict(tally), "seconds": round(time.monotonic() - began, 1)}


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
    model, number, context = agreed_model.of(given), f"A{n:06d}", api.context
    _record(context, given, number, tuple(CUSTOMERS)[n % len(CUSTOMERS)])
    tally.documents += 1
    yield from _differs("ledger", model, agreed_told.ledger(context, number))
    bound.forget()
    yield from _differs("api", model, agreed_told.api(api.get(f"/documents/{number}").body))
    sheet = paper_document.of(books.of(context), number, context.today)
    yield from _on_paper(model, given, sheet)
    if n % EVERY_PDF == 0:
        tally.drawn += 1
        yield from _drawn(context, number, sheet)
    yield from _electronic(context, given, model, number, tally)


def _record(context: Context, given: Given, number: str, customer: str) -> None:
    fields: dict[str, Any] = {
        "customer_number": customer,
        "issued_on": context.today,
        "number": number,
        "currency": given.currency,
        "prices": given.prices,
        "lines": given.lines,
        "charges": given.charges,
    }
    if given.kind == "credit_note":
        smallest = agreed_model.written(1, agreed_model.PLACES[given.currency])
        corrected = ShareInput(f"{customer}-{given.currency}", smallest)
        credits.record(context, credits.RecordCreditNote(**fields, allocate=(corrected,)))
    else:
        invoices.record(context, invoices.RecordInvoice(**fields, terms="2/10 net 30"))


def _differs(where: str, model: Sums, told: Sums) -> Iterator[str]:
    """Each amount that a place tells, and tells otherwise."""
    for name in ("net", "tax", "total", "by_rate", "rows"):
        wanted, found = getattr(model, name), getattr(told, name)
        if found is not None and found != wanted:
            yield f"{where}: {name} is {found}, not {wanted}."


def _on_paper(model: Sums, given: Given, sheet: Sheet) -> Iterator[str]:
    """The data that typst is given; on paper the rows are in the terms of the prices."""
    told = agreed_told.paper(json.loads(paper.encode(sheet)), given.currency, len(given.charges))
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
    wanted = Wanted(PROFILES[tally.documents % len(PROFILES)], LEITWEG, untaxed="Z")
    found = einvoices.judged(books.of(context), number, context.today, wanted)
    for syntax, write in WRITERS.items():
        read = einvoice.read(write(found.invoice)).invoice
        yield from _differs(syntax, model, agreed_told.electronic(read))
        if read != found.invoice:
            yield f"{syntax}: what is read back is another value."
    broken = {one.rule for one in found.findings if one.severity == FATAL}
    fine = {rule for rule in broken if rule.startswith(TOO_FINE)}
    tally.too_fine += bool(fine)
    if (given.currency == "KWD") is not bool(fine) and (fine or model.total % 10):
        yield f"einvoice: breaks {sorted(fine)}."
    if given.currency != "KWD" and broken:
        yield f"einvoice: breaks {sorted(broken)}."


def _kept(context: Context, n: int, profile: str, folder: Path) -> bool:
    """Write the file that a person would export; False where it is refused."""
    wanted = Wanted(profile, LEITWEG, untaxed="Z")
    try:
        made = einvoices.export(books.of(context), f"A{n:06d}", context.today, wanted)
    except RulesBroken:
        return False
    (folder / profile).mkdir(parents=True, exist_ok=True)
    (folder / profile / made.name).write_bytes(made.content)
    return True
