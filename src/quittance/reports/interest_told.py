"""Late interest as plain values, amounts and rates as decimal text: what every machine is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quittance.reports.interest import Account, LateItem
from quittance.rules import interest_packs, money


def totals(sums: Sequence[tuple[str, int, int]]) -> list[dict[str, str]]:
    """Currency, interest and compensation as plain values, with the sum of the two."""
    return [
        {
            "currency": currency,
            "interest": money.write(earned, currency),
            "compensation": money.write(fixed, currency),
            "total": money.write(earned + fixed, currency),
        }
        for currency, earned, fixed in sums
    ]


def of_account(account: Account) -> dict[str, Any]:
    """The account as plain values, amounts and rates as decimal text: what every machine is told."""
    return {
        "customer": account.customer_number,
        "name": account.customer_name,
        "through": account.through.isoformat(),
        "pack": account.standing.terms.pack if account.standing.terms else "",
        "terms_of": account.standing.source,
        "rate": _percent(account.standing.terms.contract_rate_e4 if account.standing.terms else 0),
        "law_rate": _percent(account.granted_e4 or 0),
        "consumer": account.standing.consumer,
        "totals": totals(account.totals),
        "rows": [_told(item) for item in account.items],
    }


def _percent(rate_e4: int) -> str:
    return interest_packs.percent(rate_e4) if rate_e4 else ""


def _told(item: LateItem) -> dict[str, Any]:
    return {
        "document": item.document,
        "instalment": item.instalment,
        "currency": item.currency,
        "due_on": item.due_on.isoformat(),
        "paid_on": item.paid_on.isoformat() if item.paid_on else None,
        "charged_through": item.charged_through.isoformat() if item.charged_through else None,
        "dossier": item.dossier,
        "disputed": money.write(item.disputed, item.currency),
        "open": money.write(item.open, item.currency),
        "interest": money.write(item.accrued.interest, item.currency),
        "compensation": money.write(item.accrued.compensation, item.currency),
        "spans": [
            {
                "since": span.first.isoformat(),
                "until": span.last.isoformat(),
                "days": span.days,
                "open": money.write(span.open, item.currency),
                "rate": interest_packs.percent(span.rate_e4),
                "interest": money.write(span.interest, item.currency),
                "provisional": span.provisional,
            }
            for span in item.accrued.spans
        ],
    }
