"""The payment part of a Swiss QR-bill: its code, and its words in the languages that the guidelines have."""

from __future__ import annotations

from typing import Protocol

from quittance.formats import swiss
from quittance.formats.paper import Fact, Slip
from quittance.formats.paper_figures import Place
from quittance.formats.swiss import Bill, Party
from quittance.reports.letterhead import Letterhead
from quittance.rules import money, references

WORDS = {
    "en": (
        "Receipt|Payment part|Account / Payable to|Reference|Additional information|Payable by|"
        "Payable by (name/address)|Currency|Amount|Acceptance point|Separate before paying in"
    ),
    "de": (
        "Empfangsschein|Zahlteil|Konto / Zahlbar an|Referenz|Zusätzliche Informationen|Zahlbar durch|"
        "Zahlbar durch (Name/Adresse)|Währung|Betrag|Annahmestelle|Vor der Einzahlung abzutrennen"
    ),
    "fr": (
        "Récépissé|Section paiement|Compte / Payable à|Référence|Informations supplémentaires|Payable par|"
        "Payable par (nom/adresse)|Monnaie|Montant|Point de dépôt|A détacher avant le versement"
    ),
    "it": (
        "Ricevuta|Sezione pagamento|Conto / Pagabile a|Riferimento|Informazioni supplementari|Pagabile da|"
        "Pagabile da (nome/indirizzo)|Valuta|Importo|Punto di accettazione|Da staccare prima del versamento"
    ),
}
"""Language -> the words that the guidelines prescribe; readers of other languages get them in English.

Italian is none of the languages of papers, so there the part alone is in it."""


class Receiver(Protocol):
    """Who is to pay."""

    @property
    def name(self) -> str: ...

    @property
    def language(self) -> str: ...

    @property
    def place(self) -> Place: ...


class Parties(Protocol):
    """Both sides of a paper."""

    @property
    def head(self) -> Letterhead: ...

    @property
    def to(self) -> Receiver: ...


class Wanted(Protocol):
    """Money that a paper asks for."""

    @property
    def amount(self) -> int: ...

    @property
    def currency(self) -> str: ...

    @property
    def quote(self) -> str: ...


def of(parties: Parties, wanted: Wanted) -> Slip | None:
    """The payment part; None where the account or the currency has none, or the company's address is not whole."""
    head, to = parties.head, parties.to
    place = to.place
    ours = swiss.party(head.issuer, head.street, head.postcode, head.city, head.country)
    theirs = swiss.party(to.name, place.street, place.postcode, place.city, place.country or head.country)
    text = swiss.payload(Bill(head.iban, ours, wanted.amount, wanted.currency, wanted.quote, wanted.quote, theirs))
    if not text or ours is None:
        return None
    said = WORDS.get(to.language.lower()[:2], WORDS["en"]).split("|")
    return Slip(
        receipt=said[0],
        payment=said[1],
        account=Fact(said[2], "\n".join((references.grouped(head.iban), *_address(ours)))),
        reference=Fact(said[3], references.grouped(references.asked(head.iban, wanted.quote, wanted.currency)[1])),
        message=Fact(said[4], swiss.plain(wanted.quote, swiss.MOST_TEXT)),
        debtor=Fact(said[5], "\n".join(_address(theirs)) if theirs else ""),
        blank=said[6],
        currency=Fact(said[7], wanted.currency),
        amount=Fact(said[8], _spaced(money.write(wanted.amount, wanted.currency))),
        acceptance=said[9],
        cut=said[10],
        code=swiss.svg(text),
    )


def _spaced(amount: str) -> str:
    """An amount as the guidelines want it, whatever the language: thousands apart by a blank, and a point."""
    whole, _, part = amount.partition(".")
    return f"{int(whole):,}.{part}".replace(",", "\u00a0")


def _address(one: Party) -> tuple[str, ...]:
    """As printed: a foreign postcode begins with its country."""
    abroad = "" if one.country in references.SWISS_LANDS else f"{one.country}-"
    return tuple(line for line in (one.name, one.street, f"{abroad}{one.postcode} {one.city}") if line)
