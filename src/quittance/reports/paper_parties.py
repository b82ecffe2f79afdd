"""Who sends a paper and who receives it: names, addresses, language, and how the money is to be sent."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.formats import epc, paper_figures
from quittance.formats.paper import Fact, Paragraph, Sheet
from quittance.formats.paper_figures import Figures, Place
from quittance.formats.paper_words import WORDS
from quittance.reports import letterhead, paper_slip
from quittance.reports.books import Books
from quittance.reports.letterhead import NOW, Letterhead, Logo
from quittance.rules import references, text_by_language
from quittance.rules.refusals import NotFound

_SAID = "name vat_id language street postcode city region country"
FOOTER_SIGNS = 112
"""Signs of a line at the foot of a page."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """A customer on paper; `attention` is the person there who is written to first, if any."""

    number: str
    name: str
    vat_id: str
    language: str
    place: Place
    attention: str


@dataclass(frozen=True, slots=True)
class Parties:
    """Both sides of a paper, with the words and figures that its reader knows."""

    head: Letterhead
    to: Receiver
    words: Mapping[str, str]
    figures: Figures


@dataclass(frozen=True, slots=True)
class Wanted:
    """Money that a paper asks for: `quote` is what the payer is to name."""

    amount: int
    currency: str
    quote: str
    reference: str = ""


def of(books: Books, customer_number: str, recorded_at: int = NOW) -> Parties:
    """The company and the customer as papers of that moment say them; raises `NotFound`. Three statements."""
    return between(letterhead.of(books, recorded_at), receiver(books, customer_number, recorded_at))


def between(head: Letterhead, to: Receiver) -> Parties:
    """The two, in the language of the customer."""
    figures = paper_figures.of(to.language, to.place.country)
    return Parties(head, to, WORDS[figures.language], figures)


# Indexes: customer_number, former_address_customer.
_RECEIVER = f"""
    SELECT c.id, c.number, {", ".join(f"COALESCE(f.{name}, c.{name})" for name in _SAID.split())}
    FROM customer c LEFT JOIN former_address f ON f.tenant_id = c.tenant_id AND f.id =
        (SELECT n.id FROM former_address n WHERE n.tenant_id = c.tenant_id AND n.customer_id = c.id AND n.until > %s
         ORDER BY n.until, n.id LIMIT 1)
    WHERE c.tenant_id = %s AND c.number = %s
"""


def receiver(books: Books, customer_number: str, recorded_at: int = NOW) -> Receiver:
    """The customer as a paper recorded at that moment (microseconds UTC) names it; raises `NotFound`.

    Two statements; index contact_customer.
    """
    found = sql.row(_RECEIVER, [recorded_at, books.tenant_id, customer_number])
    if found is None:
        raise NotFound(f"There is no customer {customer_number[:60]!r}.", field="customer")
    person = sql.row(
        "SELECT name, duty FROM contact WHERE tenant_id = %s AND customer_id = %s AND main ORDER BY id LIMIT 1",
        [books.tenant_id, found[0]],
    )
    attention = ", ".join(part for part in (person[1], person[0]) if part) if person else ""
    return Receiver(found[1], found[2], found[3], found[4], Place(*found[5:]), attention)


def logo(books: Books) -> Logo:
    """The company's logo; one without bytes where there is none."""
    return letterhead.logo(books) or Logo("", b"")


def sheet(parties: Parties, title: str, number: str, **parts: Any) -> Sheet:
    """A sheet with everything around its own parts filled in."""
    words, head, figures = parties.words, parties.head, parties.figures
    given: dict[str, Any] = {
        "facts": (),
        "boxes": (),
        "tables": (),
        "notes": (),
        "age": (),
        "code": "",
        "pay": (),
        "footer": (),
        **parts,
    }
    given["footer"] = tuple(
        line
        for text in (*given["footer"], *_said(parties, head.footer).split("\n"))
        for line in textwrap.wrap(text, FOOTER_SIGNS)
    )
    return Sheet(
        language=figures.language,
        region=figures.region,
        size=paper_figures.size(parties.to.place.country or head.country),
        title=title,
        number=number,
        author=head.issuer,
        issuer=issuer(parties),
        to_label=words["to"],
        to=addressee(parties),
        age_label=words["by_age"],
        pay_label=words["how"],
        ask_label=words["ask"],
        ask=tuple(line for line in (head.phone, head.email, head.website) if line),
        page=words["page"],
        carried=words["carried"],
        **given,
    )


def _said(parties: Parties, text: str) -> str:
    """A text of the company in the language of the paper."""
    return text_by_language.of(text, parties.figures.language)


def issuer(parties: Parties) -> tuple[str, ...]:
    """The company's name, its address in a line, and its registrations in a line."""
    head, words = parties.head, parties.words
    place = Place(head.street, head.postcode, head.city, head.region, head.country)
    home = head.country if parties.to.place.country in ("", head.country) else ""
    vat = f"{words['vat_id']} {head.vat_id}" if head.vat_id else ""
    tax = f"{words['tax_number']} {head.tax_number}" if head.tax_number else ""
    lines = (
        head.issuer,
        ", ".join(paper_figures.address(parties.figures, place, home)),
        ", ".join(part for part in (vat, tax, head.registration) if part),
    )
    return tuple(line for line in lines if line)


def addressee(parties: Parties) -> tuple[str, ...]:
    """The customer's name, the person there, the address and the VAT id."""
    to, words = parties.to, parties.words
    attention = f"{words['attention']} {to.attention}" if to.attention else ""
    vat = f"{words['vat_id']} {to.vat_id}" if to.vat_id else ""
    lines = (to.name, attention, *paper_figures.address(parties.figures, to.place, parties.head.country), vat)
    return tuple(line for line in lines if line)


def where_to_pay(parties: Parties, wanted: Wanted) -> tuple[Fact, ...]:
    """The boxes that name the account, where there is one, and what to quote; a QR reference is too long for a box."""
    words, head = parties.words, parties.head
    account = (Fact(words["pay_to"], references.grouped(head.iban)),) if head.iban else ()
    asked = references.asked(head.iban, wanted.quote, wanted.currency)[0]
    return account if asked == references.QRR else (*account, Fact(words["quote"], wanted.quote))


def how_to_pay(parties: Parties, wanted: Wanted) -> dict[str, Any]:
    """The code to scan and the sentences beside it, as parts of a sheet."""
    head, words = parties.head, parties.words
    code, slip = "", paper_slip.of(parties, wanted)
    scanned = slip is not None and parties.to.place.country in ("", *references.SWISS_LANDS)
    if wanted.currency == "EUR" and head.iban and not scanned and not references.is_qr_iban(head.iban):
        code = epc.payload(
            epc.Transfer(head.issuer, head.iban, head.bic, wanted.amount, wanted.reference, wanted.quote)
        )
    made = []
    if code:
        made.append(Paragraph(words["scan"], words["scan_text"]))
    return {"code": epc.svg(code) if code else "", "pay": (*made, *transfer(parties, wanted)), "slip": slip}


def transfer(parties: Parties, wanted: Wanted) -> tuple[Paragraph, ...]:
    """The account and what to quote, and what the company says of paying itself."""
    head, words, made = parties.head, parties.words, []
    if head.iban:
        bank = ", ".join(part for part in (head.bank_name, f"BIC {head.bic}" if head.bic else "") if part)
        named = f"{references.grouped(head.iban)} ({bank})" if bank else references.grouped(head.iban)
        made.append(Paragraph(words["send"], words["send_text"].format(account=named, number=_quoted(head, wanted))))
    own = _said(parties, head.payment_text)
    if own:
        made.append(Paragraph("", own.replace("\n", " ")))
    return tuple(made)


def _quoted(head: Letterhead, wanted: Wanted) -> str:
    """What a payer is to name: where an account takes QR references only, that of the paper."""
    kind, reference = references.asked(head.iban, wanted.quote, wanted.currency)
    return references.grouped(reference) if kind == references.QRR else wanted.quote


def reference_of(head: Letterhead, number: str, currency: str) -> tuple[str, str]:
    """The reference by which a document asks to be paid, bare and in groups; both "" where it has none."""
    made = references.asked(head.iban, number, currency)[1]
    return made, references.grouped(made)
