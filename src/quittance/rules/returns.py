"""Returned money: whether a line takes a payment back, which one, with what fee, and what the bank's code means."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from quittance.rules import names
from quittance.rules.advices import key

REASONS = {
    "AC01": "account number is wrong",
    "AC04": "account is closed",
    "AC06": "account is blocked",
    "AC13": "account is a consumer's",
    "AG01": "transaction is forbidden on this account",
    "AM04": "not enough money",
    "AM05": "collected twice",
    "BE05": "creditor is not known",
    "CNOR": "creditor's bank is not registered",
    "DNOR": "payer's bank is not registered",
    "FF01": "format of the order is wrong",
    "FOCR": "recalled",
    "MD01": "no mandate",
    "MD06": "payer disputes it",
    "MD07": "payer has died",
    "MS02": "payer refuses",
    "MS03": "no reason given",
    "RC01": "bank code is wrong",
    "RR04": "regulatory reason",
    "SL01": "payer's bank serves this otherwise",
    "R01": "not enough money",
    "R02": "account is closed",
    "R03": "no such account",
    "R04": "account number is wrong",
    "R05": "consumer did not authorise it",
    "R06": "returned at the sender's request",
    "R07": "authorisation was revoked",
    "R08": "payment was stopped",
    "R09": "money is not there yet",
    "R10": "payer did not authorise it",
    "R16": "account is frozen",
    "R20": "account takes no such transactions",
    "R23": "receiver refuses the credit",
    "R24": "sent twice",
    "R29": "company did not authorise it",
}
"""Return codes of ISO 20022 (external code set ExternalReturnReason1Code) and of NACHA, in words."""

MOST_DAYS_BACK = 400
"""Days between a payment and its return; a direct debit without mandate may come back for thirteen months."""

REFERENCE, TEXT, ACCOUNT, PAYER, AMOUNT, SIGN = 4, 3, 2, 1, 2, 1
LEAST = 5
SURE_E6, LIKELY_E6 = 995_000, 700_000
ALIKE = 0.85
SHORTEST = 5

_WORDS = re.compile(
    r"\b(?:returns?|returned|reversal|reversed|chargeback|bounced|dishonou?red|unpaid|recall(?:ed)?|rejected|"
    r"r(?:ü|ue)cklastschrift|r(?:ü|ue)ckl(?:ä|ae)ufer|r(?:ü|ue)ckgabe|retoure?|storno|impay[eé]|rejet|rejeté|"
    r"stornering|terugboeking|devoluci[oó]n|insoluto|storno)\b|\b(?:UPDD|UPCQ|RRTN|RPCR|CHRG-RTN)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Back:
    """A line of money that left; `amount` above zero is how much. `marked` says that the bank calls it a reversal."""

    on: datetime.date
    amount: int
    currency: str
    code: str
    marked: bool
    payer: str
    account: str
    references: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Came:
    """An earlier payment by its line: `reference` is ours."""

    reference: str
    on: datetime.date
    amount: int
    currency: str
    payer: str
    account: str
    references: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """The payment that comes back: `fee` is what the line is above it, `sure` when it needs no second look."""

    reference: str
    fee: int
    probability_e6: int
    reasons: tuple[str, ...]

    @property
    def sure(self) -> bool:
        """The bank names the payment, and the amount is its own."""
        return self.probability_e6 >= SURE_E6


def is_return(back: Back) -> bool:
    """The bank gives a return code, marks a reversal, or says so in words."""
    return bool(back.code or back.marked or _WORDS.search(back.text))


def words(code: str) -> str:
    """A return code in words; the code itself where it is not known."""
    return f"{code}: {REASONS[code]}" if code in REASONS else code


def match(back: Back, earlier: Sequence[Came], most_fee: int) -> Match | None:
    """The one earlier payment that the line takes back; None when nothing or more than one fits."""
    if not is_return(back):
        return None
    found = sorted(((_weigh(back, came, most_fee), came) for came in earlier), key=lambda each: -each[0][0])
    if not found or found[0][0][0] < LEAST or (len(found) > 1 and found[1][0][0] == found[0][0][0]):
        return None
    (_, reasons, named), came = found[0]
    fee = back.amount - came.amount
    sure = named and fee == 0
    return Match(came.reference, fee, SURE_E6 if sure else LIKELY_E6, reasons)


def _weigh(back: Back, came: Came, most_fee: int) -> tuple[int, tuple[str, ...], bool]:
    """How much speaks for the payment, why, and whether the bank names it; 0 where the amount speaks against."""
    fee = back.amount - came.amount
    if came.currency != back.currency or not 0 <= fee <= most_fee:
        return 0, (), False
    if not 0 <= (back.on - came.on).days <= MOST_DAYS_BACK:
        return 0, (), False
    said = key(f"{' '.join(back.references)} {back.text}")
    known = [one for one in (*came.references, came.reference) if len(key(one)) >= SHORTEST]
    named = next((one for one in known if key(one) in said), "")
    same_text = len(key(came.text)) >= 2 * SHORTEST and key(came.text) in said
    signs = (
        (bool(back.code), SIGN, f"the bank returns it: {words(back.code)}"),
        (bool(named), REFERENCE, f"names the payment by {named}"),
        (same_text, TEXT, "repeats the text of the payment"),
        (bool(came.account) and came.account == back.account, ACCOUNT, "same account"),
        (bool(came.payer and back.payer) and names.likeness(back.payer, came.payer) >= ALIKE, PAYER, "same payer"),
        (fee == 0, AMOUNT, "same amount"),
        (fee > 0, SIGN, "the amount with a fee of the bank"),
    )
    return (
        sum(weight for holds, weight, _ in signs if holds),
        tuple(reason for holds, _, reason in signs if holds),
        bool(named),
    )
