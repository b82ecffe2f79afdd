"""Layouts of bank tables at the terminal: guessed from a file, corrected, kept as profiles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quittance.cli.answer import Amount, Answer
from quittance.cli.bank import bank
from quittance.cli.desk import Desk, asks, does

if TYPE_CHECKING:
    from quittance.actions.banking_profiles import Looked
    from quittance.rules.bank_layout import Layout

__all__ = ["bank"]


@does(bank, "layout", "banking.save_profile")
def layout(
    desk: Desk,
    file: Annotated[Path, typer.Argument(help="A CSV or XLSX file of the bank.", exists=True, dir_okay=False)],
    save: Annotated[str, typer.Option(help="Keep the layout as a profile of this name.")] = "",
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set", help="A field and its column; may be repeated. No column: not that field.", metavar="F=C"
        ),
    ] = None,
    account: Annotated[str, typer.Option(help="The account, where the file does not name it.")] = "",
    currency: Annotated[str, typer.Option(help="Its currency, where the file does not name it.")] = "",
    days: Annotated[str, typer.Option(help="Order of days in figures: ymd, dmy or mdy.")] = "",
    decimal: Annotated[str, typer.Option(help="Decimal sign: . or ,")] = "",
    header: Annotated[int, typer.Option(help="Row of the headers; 0 for none.", min=-1)] = -1,
    turned: Annotated[bool, typer.Option("--turned", help="An amount above zero left the account.")] = False,
) -> Answer:
    """Show how a bank table would be read, with the reason for each column; --save keeps it as a profile."""
    from dataclasses import replace

    from quittance.actions import banking_profiles
    from quittance.rules import bank_layout

    content = file.read_bytes()
    used = banking_profiles.look(desk.context, content).layout
    used = replace(used, columns=_columns(used, set_ or []), turned=turned or used.turned)
    used = replace(
        used,
        account=account or used.account,
        currency=currency.upper() or used.currency,
        date_order=days or used.date_order,
        decimal=decimal or used.decimal,
        header_row=header if header >= 0 else used.header_row,
    )
    if save:
        desk.do(banking_profiles.save, banking_profiles.SaveProfile(save, bank_layout.write(used)))
    found = banking_profiles.look(desk.context, content, used)
    return _shown(found, f"Saved as {save}." if save else "Keep it with --save NAME.")


@asks(bank, "profiles")
def profiles(desk: Desk) -> Answer:
    """List the profiles of bank tables."""
    from quittance.actions import banking_profiles

    rows = [
        (one.name, one.layout.account, one.layout.currency, ", ".join(f"{f}={c}" for f, c in one.layout.columns))
        for one in banking_profiles.listed(desk.context)
    ]
    columns = ("name", "account", "currency", "columns")
    empty = "No profile yet. Make one: quittance bank layout FILE --save NAME"
    return Answer(columns, rows, title="Profiles of bank tables", empty=empty)


@does(bank, "unprofile", "banking.remove_profile")
def unprofile(desk: Desk, name: Annotated[str, typer.Argument(help="Its name.")]) -> Answer:
    """Remove a profile; what was read by it stays."""
    from quittance.actions import banking_profiles
    from quittance.cli.answer import of_result

    made = desk.do(banking_profiles.remove, banking_profiles.RemoveProfile(name))
    return of_result(made, f"Profile {made.name} is gone.")


def _columns(used: Layout, given: list[str]) -> tuple[tuple[str, str], ...]:
    """The guessed columns with those that are set by hand; a column serves one field."""
    chosen = dict(used.columns)
    for one in given:
        field, _, column = one.partition("=")
        chosen = {name: held for name, held in chosen.items() if held != column.strip()}
        chosen[field.strip()] = column.strip()
    return tuple((field, column) for field, column in chosen.items() if column)


def _shown(found: Looked, sentence: str) -> Answer:
    why = {one.field: one.reason for one in found.guessed.choices}
    rows = [(field, column, why.get(field, "set by hand")) for field, column in found.layout.columns]
    used = found.layout
    writing = f"Days {used.date_order}, decimal sign {used.decimal}, header in row {used.header_row}"
    said = [f"{writing}, account {used.account or '(in the file)'}, currency {used.currency}."]
    said += [
        f"{line.location}: {line.booked_on}, {Amount(line.amount, line.currency).readable()} {line.currency}, "
        f"{line.payer_name} {line.text}"[:150]
        for line in found.lines
    ]
    said.append(f"It cannot be read like this: {found.fault}" if found.fault else sentence)
    return Answer(("field", "column", "why"), rows, title="Layout", lines=tuple(said))
