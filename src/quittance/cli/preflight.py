"""Preflight at the terminal: what would delay the payment of an invoice, and how each check is taken."""

from __future__ import annotations

from typing import Annotated

import typer

from quittance.cli.answer import Answer, of_result
from quittance.cli.desk import Desk, asks, does

preflight = typer.Typer(name="preflight", help="What is looked at before an invoice leaves.", no_args_is_help=True)


@asks(preflight, "look")
def look(desk: Desk, number: Annotated[str, typer.Argument(help="Number of the invoice.")]) -> Answer:
    """Show what would delay the payment of an invoice; --dry-run of `invoice add` tells it of a new one."""
    from quittance.reports import preflight as reports

    found = reports.of_number(desk.books, number, desk.context.today)
    rows = [(one.check, one.level, one.sentence) for one in found]
    empty = f"Nothing stands in the way of {number}."
    return Answer(("check", "level", "sentence"), rows, title=f"Preflight of {number}", empty=empty)


@asks(preflight, "policy")
def policy(desk: Desk) -> Answer:
    """Show how each check is taken."""
    from quittance.reports import preflight as reports
    from quittance.rules import preflight as rules

    held = reports.policy(desk.books)
    rows = [(check, held[check], means) for check, means in rules.CHECKS.items()]
    return Answer(("check", "level", "means"), rows, title="Preflight")


@does(preflight, "set", "preflight.set_policy")
def set_policy(
    desk: Desk, level: Annotated[list[str], typer.Argument(help="CHECK=LEVEL such as order=block or price=off.")]
) -> Answer:
    """Set how checks are taken: block, warn or off."""
    from quittance.actions import preflight as verbs

    pairs = [text.partition("=") for text in level]
    levels = tuple(verbs.LevelInput(check.strip(), taken.strip()) for check, _, taken in pairs)
    made = desk.do(verbs.set_policy, verbs.SetPreflight(levels))
    return of_result(made, ", ".join(f"{one.check} is {one.level}" for one in made.levels) + ".")


@does(preflight, "order", "preflight.require_order")
def order(
    desk: Desk,
    customer: Annotated[str, typer.Argument(help="Number of the customer.")],
    required: Annotated[bool, typer.Option("--required/--optional", help="Whether it is demanded.")] = True,
) -> Answer:
    """Note whether a customer pays nothing without its order number."""
    from quittance.actions import preflight as verbs

    made = desk.do(verbs.require_order, verbs.RequireOrder(customer, required))
    return of_result(made, f"{customer} {'demands its order number' if made.required else 'demands no order number'}.")
