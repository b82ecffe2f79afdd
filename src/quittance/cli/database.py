"""The database: opened, brought up to date, filled with the practice company."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quittance.cli import answer, desk, faults, progress
from quittance.cli.answer import Answer
from quittance.cli.desk import Form

if TYPE_CHECKING:
    from quittance.actions.practice import Loaded

top = typer.Typer()

PASSWORD_FILE = "practice_password"  # noqa: S105
"""In QUITTANCE_HOME, readable by its owner only."""


@top.command("init", rich_help_panel=desk.START)
def init(
    entity: Annotated[str, typer.Option(help="Name of the company.")],
    currency: Annotated[str, typer.Option(help="Its currency, three letters such as EUR.")],
    country: Annotated[str, typer.Option(help="Two letters, such as NL.")] = "",
    timezone: Annotated[str, typer.Option(help="Its time zone, which decides the day.")] = "UTC",
    format: Form = "table",
) -> None:
    """Create the database where needed and open the company's books."""
    form = desk.check_form(format)
    with faults.told(form):
        migrate_now()
        from quittance.actions import entities, identity

        there = companies()
        if there:
            raise faults.stop(
                form,
                faults.REFUSED,
                "exists",
                f"{faults.where()} holds the books of {there[0]} already; nothing was changed. "
                "For another company, name another database with QUITTANCE_HOME or QUITTANCE_DATABASE_URL.",
            )
        opened = entities.open_books(entities.OpenBooks(entity, currency, country, timezone), identity.now_micros())
        document = {
            "entity": entity.strip(),
            "currency": currency.strip().upper(),
            "database": faults.where(),
            "tenant_id": opened.tenant_id,
            "entity_id": opened.entity_id,
        }
        lines = (
            "",
            "Next: quittance import customers.csv invoices.csv payments.csv allocations.csv",
            "      quittance user add you@example.com --role administrator --role clerk",
            "      quittance serve",
        )
        title = f"The books of {entity.strip()} are open."
        made = Answer(("what", "value"), list(document.items())[1:3], lambda: document, title, lines)
        answer.show(made, form)


@top.command("migrate", rich_help_panel=desk.START)
def migrate(format: Form = "table") -> None:
    """Bring the database up to this version; harmless when it is."""
    form = desk.check_form(format)
    with faults.told(form):
        migrate_now()
        document = {"database": faults.where(), "companies": companies()}
        made = Answer(("what", "value"), [], lambda: document, f"{faults.where()} is up to date.")
        answer.show(made, form)


@top.command("demo", rich_help_panel=desk.START)
def demo(
    format: Form = "table",
    seed: Annotated[int, typer.Option(help="The same seed and day give the same company.")] = 1,
) -> None:
    """Load the practice company into an empty database."""
    form = desk.check_form(format)
    with faults.told(form):
        migrate_now()
        there = companies()
        if there:
            raise faults.stop(
                form,
                faults.REFUSED,
                "exists",
                f"{faults.where()} holds the books of {there[0]}; the practice company needs an empty database. "
                "Name one with QUITTANCE_HOME.",
            )
        loaded = load_practice(seed)
        answer.show(answer.of_result(loaded, f"{loaded.entity} is ready. {how_to_sign_in()}"), form)


def migrate_now() -> None:
    """Create the tables that are missing; the folder of the embedded database is made where needed."""
    desk.prepare()
    from django.core.management import call_command
    from django.db import connection

    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite" and not name.startswith(("file:", ":memory:")):
        Path(name).absolute().parent.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)

    from quittance.actions import new_duties

    new_duties.hand_out()


def companies() -> list[str]:
    """Names of the companies in the database."""
    from quittance.reports import books

    return list(books.names())


def load_practice(seed: int = 1) -> Loaded:
    """Load the practice company with a bar on a terminal, and keep the password of its people in a private file."""
    from django.conf import settings

    from quittance.actions import identity, practice

    password = practice.new_password()
    with progress.bar("practice company") as moved:
        loaded = practice.load(identity.now_micros(), password, seed=seed, progress=moved)
    kept = Path(settings.HOME) / PASSWORD_FILE
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.unlink(missing_ok=True)
    kept.touch(mode=0o600)
    kept.write_text(password)
    return loaded


def how_to_sign_in() -> str:
    """One or two lines that tell how to enter: as somebody of the practice company, or how to add a person."""
    from django.conf import settings

    from quittance.actions import practice

    kept = Path(settings.HOME) / PASSWORD_FILE
    if practice.COMPANY not in companies():
        return "Sign in with your email. Add a person with: quittance user add you@example.com --role administrator"
    if not kept.exists():
        return f"Sign in as {practice.CLERK}. A new password: quittance user password {practice.CLERK}"
    others = ", ".join(email for email in practice.PEOPLE if email != practice.CLERK)
    return f"Sign in as {practice.CLERK} with the password {kept.read_text()}\nThe same for {others}."
