"""Companies that remind: policies in force, runs carried out, and what became of each reminder."""

from __future__ import annotations

import datetime
from typing import Any

from quittance.actions import dunning, dunning_runs, dunning_send
from quittance.actions.command import Context
from quittance.books import sql
from quittance.rules import dunning as rules
from quittance.rules import money
from quittance.rules.dunning import Policy
from tests import factories

PLAIN = ("-5 email kind", "3 email friendly", "15 email firm", "30 letter formal")


def late() -> Context:
    """A Dutch company with one invoice that was eleven days late on the factories' day."""
    made = factories.company(country="NL")
    factories.customer(made, "C-1", email="c@customer.example", city="Delft")
    due = factories.TODAY - datetime.timedelta(days=11)
    factories.invoice(made, "INV-1", "100.00", due - datetime.timedelta(days=30), due)
    return made


def policy(context: Context, *steps: str, name: str = "Standard", standard: bool = True, **fields: Any) -> None:
    """A policy in force, the standard one unless said otherwise."""
    given = dunning.ProposePolicy(name, steps or PLAIN, standard=standard, **fields)
    dunning.propose(context, given)
    dunning.adopt(context, dunning.AdoptPolicy(name))


def adopted(context: Context, given: Policy, **more: Any) -> None:
    """A policy of the rules, in force; `more` is what else is proposed of it."""
    fields = (
        "standard",
        "countries",
        "pause_days",
        "most_contacts",
        "period_days",
        "from_hour",
        "until_hour",
        "thanks",
        "holdout",
        "holdout_days",
        "segments",
        "grades",
    )
    steps = [rules.written(step, "EUR") for step in given.steps]
    named = {name: getattr(given, name) for name in fields} | more
    policy(context, *steps, name=given.name, minimum=money.write(given.minimum, "EUR"), **named)


def decide(context: Context) -> dict[str, Any]:
    """A run that decides and queues; nothing is sent yet."""
    asked = dunning_runs.ask(context, dunning_runs.RunDunning())
    return dunning_runs.carry_out(context, asked.run_id)


def send(context: Context) -> None:
    """Send everything that is queued."""
    for (id,) in sql.rows(
        "SELECT id FROM reminder WHERE tenant_id = %s AND state IN ('queued', 'sending') ORDER BY id",
        [context.tenant_id],
    ):
        dunning_send.send(context, id)


def run(context: Context) -> dict[str, Any]:
    """Decide and send."""
    report = decide(context)
    send(context)
    return report


def reminders(context: Context) -> list[tuple[Any, ...]]:
    """Customer, step, channel, state, base amount and rule of every reminder, in their order."""
    return sql.rows(
        "SELECT c.number, r.day, r.channel, r.state, r.base_amount, r.rule FROM reminder r "
        "JOIN customer c ON c.tenant_id = r.tenant_id AND c.id = r.customer_id WHERE r.tenant_id = %s ORDER BY r.id",
        [context.tenant_id],
    )


def held(context: Context) -> list[tuple[Any, ...]]:
    """Customer, rule, whether all of it, and base amount of everything in the log, in its order."""
    found = sql.rows(
        "SELECT c.number, h.rule, h.whole, h.base_amount FROM reminder_held h "
        "JOIN customer c ON c.tenant_id = h.tenant_id AND c.id = h.customer_id WHERE h.tenant_id = %s "
        "ORDER BY c.number, h.rule, h.whole",
        [context.tenant_id],
    )
    return [(row[0], row[1], bool(row[2]), int(row[3])) for row in found]
