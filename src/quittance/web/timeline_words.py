"""What the sentences of a timeline share: amounts and addresses."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from quittance.rules import money
from quittance.rules.refusals import Refusal
from quittance.web import shown

Said = tuple[str, str, str]
"""A sentence, what there is to add, and an address."""


def amount(data: Mapping[str, Any], base: str, name: str = "amount") -> str:
    """An amount of an event in its currency, such as €1,240.00."""
    currency = str(data.get("currency", base))
    try:
        return shown.with_currency(money.read(str(data[name]), currency), currency, base)
    except (KeyError, Refusal):
        return str(data.get(name, ""))


def day(data: Mapping[str, Any], name: str) -> str:
    """A day of an event, such as 10 Mar 2026; "" for none."""
    try:
        return shown.day(datetime.date.fromisoformat(str(data[name])))
    except (KeyError, ValueError):
        return ""


def document(number: object) -> str:
    """The address of a document, "" for none."""
    return reverse("invoice", kwargs={"number": str(number)}) if number else ""
