"""Companies whose customers owe late interest."""

from __future__ import annotations

import datetime

from quittance.actions import interest, interest_kept
from quittance.actions.command import Context
from quittance.actions.interest import SetInterestTerms
from quittance.books import sql
from quittance.books.keys import new_id
from quittance.reports import books, interest_due
from tests import factories

DAY = datetime.timedelta(days=1)
TODAY = factories.TODAY
day = datetime.date.fromisoformat
ALL = [("C-4", 8000, 0), ("C-3", 6000, 0), ("C-2", 4000, 0), ("C-1", 2000, 0)]
"""What `rows` gives of the company: number, interest, and what is claimed elsewhere."""


def one_late(paid: str = "", pack: str = "contract") -> Context:
    """36,500.00 due on 31 January 2026 on an agreed 10 percent, so much of it `paid` on 10 February; it is 10 March."""
    made = factories.at(factories.company(), day("2026-03-10"))
    factories.customer(made, "C-1")
    factories.invoice(made, "INV-1", "36500.00", day("2026-01-01"), day("2026-01-31"))
    if paid:
        factories.payment(made, "PAY-1", paid, day("2026-02-10"))
        factories.allocate(made, "PAY-1", ("INV-1", ""))
    interest.set_terms(made, SetInterestTerms(pack, rate="10"))
    return made


def four_late() -> Context:
    """Four customers 73 days late with 1,000.00 to 4,000.00, on an agreed 10 percent: 2 percent of each."""
    made = factories.company()
    interest.set_terms(made, SetInterestTerms("contract", rate="10"))
    for n in range(1, 5):
        factories.customer(made, f"C-{n}", name=f"Customer {n}")
        factories.invoice(made, f"INV-{n}", f"{n}000.00", TODAY - 103 * DAY, TODAY - 73 * DAY, customer=f"C-{n}")
    return made


def company() -> Context:
    """The four, C-1 with a payment to use; their interest was kept in the night, and nothing is recorded since."""
    made = four_late()
    factories.payment(made, "PAY-1", "500.00", TODAY - 36 * DAY, customer="C-1")
    interest_kept.keep(made)
    began(made)
    return made


def began(context: Context) -> None:
    """As if what was kept had been reckoned just now, by the ids of this process."""
    sql.execute("UPDATE interest_kept SET since = %s WHERE tenant_id = %s", [new_id(), context.tenant_id])


def rows(context: Context) -> list[tuple[str, int, int]]:
    """Number, interest, and what is claimed elsewhere; the list and what a run charges by are the same."""
    found = interest_due.due(books.of(context), TODAY)
    assert interest_due.everybody(books.of(context), TODAY) == found.rows and found.count == len(found.rows)
    assert sum(one.interest for one in found.rows) == sum(earned for _, earned, _ in found.totals)
    return [(one.customer_number, one.interest, one.elsewhere) for one in found.rows]


def kept_now(context: Context) -> None:
    """Keep what everybody owes anew, as it is, and begin there."""
    sql.execute("UPDATE interest_kept SET through_on = NULL WHERE tenant_id = %s", [context.tenant_id])
    interest_kept.keep(context)
    began(context)
