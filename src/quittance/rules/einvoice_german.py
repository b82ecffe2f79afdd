"""XRechnung 3.0: what German administrations ask for on top of EN 16931 (BR-DE)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from stdnum import iban

from quittance.rules.einvoice import XRECHNUNG, Address, Contact, Invoice, Means, Party
from quittance.rules.einvoice_findings import WARNING, Finding, Rule, broken

_TYPES = frozenset("326 380 384 389 381 875 876 877".split())
_TAXED = frozenset("S Z E AE K G L M".split())
_DISCOUNT = re.compile(r"#SKONTO#TAGE=\d{1,9}#PROZENT=\d{1,3}\.\d{2}(#BASISBETRAG=-?\d+\.\d{2})?#", re.ASCII)
_PHONE = re.compile(r"(?:.*\d){3}", re.DOTALL)
_MAIL = re.compile(r"[^@\s.][^@\s]*[^@\s.]@[^@\s.][^@\s]*[^@\s.]")


def _party(given: Party | None) -> Party:
    return given or Party()


def _address(given: Party | None) -> Address:
    return _party(given).address or Address(city="-", postcode="-")


def _contact(it: Invoice) -> Contact:
    return _party(it.seller).contact or Contact("-", "-000", "ab@cd")


def _taxed(it: Invoice) -> bool:
    rows = [line.item.category for line in it.lines if line.item] + [one.category for one in it.charges]
    return any(category in _TAXED for category in rows)


def _registered(it: Invoice) -> bool:
    seller = _party(it.seller)
    return bool(seller.vat_id or seller.tax_id or it.representative)


def _filenames(it: Invoice) -> list[str]:
    return [one.filename for one in it.supporting if one.filename]


def _delivered(it: Invoice) -> Address:
    return (it.delivery.address if it.delivery else None) or Address(city="-", postcode="-")


def _dated(it: Invoice) -> bool:
    delivered = it.delivery is not None and it.delivery.on is not None
    return delivered or it.period is not None or (bool(it.lines) and all(line.period for line in it.lines))


def discounts_hold(text: str) -> bool:
    """Every line of BT-20 that begins with # is an early-payment segment, and a line end follows."""
    lines = re.split(r"\r?\n", text)
    for line in lines:
        if line.strip().startswith("#") and not _DISCOUNT.fullmatch(line.strip()):
            return False
    last = max((n for n, line in enumerate(lines) if line.strip().startswith("#")), default=-1)
    return last < 0 or last < len(lines) - 1


DOCUMENT: Sequence[Rule[Invoice]] = (
    Rule("BR-DE-1", "BG-16", lambda it: bool(it.means), "Say how to pay: payment instructions are missing."),
    Rule("BR-DE-2", "BG-6", lambda it: _party(it.seller).contact is not None, "The seller's contact is missing."),
    Rule("BR-DE-3", "BT-37", lambda it: bool(_address(it.seller).city), "The seller's city is missing."),
    Rule("BR-DE-4", "BT-38", lambda it: bool(_address(it.seller).postcode), "The seller's post code is missing."),
    Rule("BR-DE-5", "BT-41", lambda it: bool(_contact(it).name), "The seller's contact has no name."),
    Rule("BR-DE-6", "BT-42", lambda it: bool(_contact(it).phone), "The seller's contact has no telephone number."),
    Rule("BR-DE-7", "BT-43", lambda it: bool(_contact(it).email), "The seller's contact has no email address."),
    Rule("BR-DE-8", "BT-52", lambda it: bool(_address(it.buyer).city), "The buyer's city is missing."),
    Rule("BR-DE-9", "BT-53", lambda it: bool(_address(it.buyer).postcode), "The buyer's post code is missing."),
    Rule("BR-DE-10", "BT-77", lambda it: bool(_delivered(it).city), "The city that was delivered to is missing."),
    Rule("BR-DE-11", "BT-78", lambda it: bool(_delivered(it).postcode), "The post code of the delivery is missing."),
    Rule(
        "BR-DE-14",
        "BT-119",
        lambda it: all(tax.rate is not None for tax in it.taxes),
        "Every row of the VAT breakdown needs its rate.",
    ),
    Rule("BR-DE-15", "BT-10", lambda it: bool(it.buyer_reference), "The buyer's reference (Leitweg-ID) is missing."),
    Rule(
        "BR-DE-16",
        "BT-31, BT-32",
        lambda it: not _taxed(it) or _registered(it),
        "The seller's VAT id, its tax number or a tax representative is needed.",
    ),
    Rule("BR-DE-17", "BT-3", lambda it: it.type_code in _TYPES, "XRechnung knows no such type of document.", WARNING),
    Rule(
        "BR-DE-18",
        "BT-20",
        lambda it: discounts_hold(it.terms),
        "An early-payment discount is written #SKONTO#TAGE=14#PROZENT=2.00# on a line of its own.",
    ),
    Rule(
        "BR-DE-21",
        "BT-24",
        lambda it: it.customization.startswith(XRECHNUNG),
        "The specification is not that of XRechnung 3.0.",
        WARNING,
    ),
    Rule(
        "BR-DE-22",
        "BG-24",
        lambda it: len(set(_filenames(it))) == len(_filenames(it)),
        "Two attached files have the same name.",
    ),
    Rule(
        "BR-DE-26",
        "BG-3",
        lambda it: it.type_code != "384" or bool(it.preceding),
        "A corrected invoice should name the one that it corrects.",
        WARNING,
    ),
    Rule(
        "BR-DE-27",
        "BT-42",
        lambda it: not _contact(it).phone or bool(_PHONE.match(_contact(it).phone)),
        "A telephone number has at least three digits.",
        WARNING,
    ),
    Rule(
        "BR-DE-28",
        "BT-43",
        lambda it: not _contact(it).email or bool(_MAIL.fullmatch(_contact(it).email)),
        "The contact's email address is not one.",
        WARNING,
    ),
    Rule(
        "BR-DE-30",
        "BT-90",
        lambda it: not _debits(it) or bool(it.creditor_id),
        "A direct debit needs the creditor's identifier.",
    ),
    Rule(
        "BR-DE-31",
        "BT-91",
        lambda it: not _debits(it) or any(means.debited for means in it.means),
        "A direct debit needs the account that it takes from.",
    ),
    Rule(
        "BR-DE-TMP-32",
        "BT-72",
        _dated,
        "Say when it was delivered: a day, a period, or a period on every line.",
        WARNING,
    ),
)
_TRANSFERS, _CARDS, _DEBITS = frozenset(("30", "58")), frozenset(("48", "54", "55")), frozenset(("59",))


def _debits(it: Invoice) -> bool:
    return bool(it.mandate) or any(means.debited for means in it.means)


def _sepa(account: str) -> bool:
    return bool(iban.is_valid(account, check_country=False))


def findings(invoice: Invoice) -> Iterator[Finding]:
    """What a German administration would refuse, or warn of."""
    yield from broken(DOCUMENT, "", invoice)
    for n, means in enumerate(invoice.means, start=1):
        yield from _means(f"payment {n}", means, bool(invoice.mandate))


def _means(place: str, means: Means, mandate: bool) -> Iterator[Finding]:
    """One kind of payment brings its own group and no other."""
    debit = bool(means.debited) or (mandate and means.code in _DEBITS)
    held = {"account": means.account is not None, "card": means.card is not None, "mandate": debit}
    for kinds, rule, group in (
        (_TRANSFERS, "BR-DE-23", "account"),
        (_CARDS, "BR-DE-24", "card"),
        (_DEBITS, "BR-DE-25", "mandate"),
    ):
        if means.code not in kinds:
            continue
        if not held[group]:
            yield Finding(f"{rule}-a", place, f"This kind of payment needs its {group}.")
        if any(there for name, there in held.items() if name != group):
            yield Finding(f"{rule}-b", place, f"This kind of payment has its {group} and nothing else.")
    if means.code == "58" and means.account is not None and not _sepa(means.account.id):
        yield Finding("BR-DE-19", f"{place}, BT-84", "A SEPA transfer should go to an IBAN.", WARNING)
    if means.code == "59" and debit and not _sepa(means.debited):
        yield Finding("BR-DE-20", f"{place}, BT-91", "A SEPA direct debit should take from an IBAN.", WARNING)
