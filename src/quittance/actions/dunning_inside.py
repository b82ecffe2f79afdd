"""Steps inside: an account goes to a senior contact of the company's own, and nothing goes to the customer."""

from __future__ import annotations

from collections.abc import Sequence

from quittance.actions import followups
from quittance.actions.command import Context
from quittance.books import sql
from quittance.formats import paper_figures
from quittance.reports import books, dunning, dunning_letter
from quittance.reports.books import of as books_of
from quittance.reports.dunning_due import Decision, LateItem
from quittance.rules import dunning as rules
from quittance.rules import worklist


def give(context: Context, reminder_id: int, decision: Decision, items: Sequence[LateItem]) -> str:
    """Give the account to who is brought in, for today, within the caller's transaction; the reason that it stands by.

    `decision` names them; what is written is for them alone.
    """
    assert decision.ours is not None, "without anybody it is held"
    here = books_of(context)
    base = books.entity(here).base_currency
    days = (context.today - min(item.due_on for item in items)).days
    owed = paper_figures.of("en", dunning.place_of(here)[0]).money(decision.base, base)
    reason = f"Escalated by the policy: {days} day{'' if days == 1 else 's'} late, {owed}"
    words = dunning_letter.written(here, dunning_letter.Asked(decision, items, context.today, base, reminder_id))
    sql.execute(
        "UPDATE reminder SET owner_id = %s, address = '', language = %s, subject = '', body = %s, base_amount = %s "
        "WHERE tenant_id = %s AND id = %s",
        [
            *(decision.ours.id, words.language, f"{reason}.\n\n{words.body}", decision.base),
            *(context.tenant_id, reminder_id),
        ],
    )
    followups.give(context, decision.customer_id, decision.ours.id, reason)
    return reason


def finished(context: Context, reminder_id: int) -> None:
    """What comes next is proposed anew once the to-do is done, where the account still stands as it was given."""
    sql.execute(
        "UPDATE follow_up SET step = '', reason = '', before = '' WHERE tenant_id = %(tenant)s "
        f"AND entity_id = %(entity)s AND step = '{worklist.ESCALATE}' AND EXISTS (SELECT 1 FROM reminder r "
        "WHERE r.tenant_id = follow_up.tenant_id AND r.id = %(id)s AND r.customer_id = follow_up.customer_id "
        f"AND r.channel = '{rules.INSIDE}' AND r.owner_id = follow_up.owner_id)",
        {"tenant": context.tenant_id, "entity": context.entity_id, "id": reminder_id},
    )
