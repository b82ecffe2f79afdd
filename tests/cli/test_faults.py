"""What goes wrong: one calm line with a code on standard error, and the exit code that the docs name."""

from __future__ import annotations

import json

import pytest
import typer
from django.db.utils import OperationalError

from quittance.actions import identity
from quittance.cli import faults
from quittance.cli.faults import NotReady
from quittance.rules.refusals import Overallocated
from tests import factories
from tests.cli.terminal import quittance
from tests.tidy import tree


@pytest.mark.parametrize(
    ("fault", "code", "exit_code"),
    [
        (Overallocated("Too much.", field="amount"), "overallocated", faults.REFUSED),
        (NotReady("Not yet."), "not_ready", faults.NOT_READY),
        (OperationalError("connection refused"), "not_ready", faults.NOT_READY),
    ],
)
def test_a_fault_is_one_line_and_an_exit_code(
    fault: Exception, code: str, exit_code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    for form in ("table", "json", "csv"):
        with pytest.raises(typer.Exit) as left, faults.told(form):
            raise fault
        out, err = capsys.readouterr()
        assert (left.value.exit_code, out, err.count("\n")) == (exit_code, "", 1)
        if form == "json":
            assert json.loads(err)["code"] == code
        else:
            assert err.startswith("quittance: ") and err.endswith(f"[{code}]\n")


def test_a_fault_of_the_program_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError), faults.told("table"):
        raise ZeroDivisionError


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("no such table: entity", "quittance init"),
        ('relation "entity" does not exist\nLINE 1', "quittance init"),
        ("no such column: freed_on", "quittance migrate"),
        ("database is locked", "Try again"),
        ("file is not a database", "Restore it from a backup"),
        ("database disk image is malformed", "Restore it from a backup"),
        ("connection refused", "does not answer: connection refused"),
        ("", "does not answer: OperationalError"),
    ],
)
def test_an_error_of_the_database_tells_what_to_do(said: str, told: str) -> None:
    assert told in faults.of_database(OperationalError(said))
    assert "\n" not in faults.of_database(OperationalError(said))


def test_no_password_of_the_database_is_shown() -> None:
    from django.db import connection

    assert "PASSWORD" not in faults.where() and str(connection.settings_dict["NAME"]) in faults.where()


def test_every_exit_code_is_explained() -> None:
    named = {value for name, value in vars(faults).items() if name.isupper() and isinstance(value, int)}
    assert named == set(faults.CODES)
    page = tree.ROOT / "docs" / "cli.md"
    if page.is_file():
        text = page.read_text(encoding="utf-8")
        assert all(f"| {code} |" in text or f"`{code}`" in text for code in faults.CODES)


@pytest.mark.django_db
def test_commands_before_the_books_are_open_tell_how_to_open_them() -> None:
    said = quittance("aging")
    assert (said.code, said.out) == (faults.REFUSED, "")
    assert "quittance init" in said.err


@pytest.mark.django_db
def test_a_usage_error_is_code_2_and_a_refusal_code_3() -> None:
    factories.company()
    assert quittance("aging", "--as-of", "2026-02-30").code == faults.USAGE
    assert quittance("aging", "--nonsense").code == faults.USAGE
    assert quittance("pay", "5", "C-9").code == faults.REFUSED
    said = quittance("pay", "5", "C-9", "--format", "json")
    assert said.refusal == ("not_found", "customer") and said.out == ""


@pytest.mark.django_db
def test_a_refusal_is_an_event_of_who_asked() -> None:
    context = factories.company()
    quittance("pay", "5", "C-9")
    said = quittance("audit", "--outcome", "refused", "--format", "csv")
    (row,) = said.rows
    assert (row["verb"], row["outcome"], row["face"]) == ("payments.record", "not_found", "cli")
    assert identity.operator(context.tenant_id, context.entity_id).actor.name == row["actor"]
