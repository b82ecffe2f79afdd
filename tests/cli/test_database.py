"""Opening the books, bringing them up to date, and the practice company's password in a private file."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.conf import settings

from quittance.actions import practice
from quittance.cli import database, faults
from tests import factories
from tests.cli.terminal import done, quittance

INIT = ("init", "--entity", " Delft Tiles ", "--currency", "eur")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, for the files beside the database."""
    monkeypatch.setattr(settings, "HOME", tmp_path / "home")
    return tmp_path / "home"


@pytest.mark.django_db
def test_init_opens_the_books_and_tells_what_comes_next() -> None:
    said = quittance(*INIT, "--country", "nl", "--timezone", "Europe/Amsterdam")
    assert said.code == 0
    assert "The books of Delft Tiles are open." in said.out
    assert "quittance import" in said.out and "quittance user add" in said.out
    shown = done("entity", "show")
    assert (shown["name"], shown["currency"], shown["timezone"]) == ("Delft Tiles", "EUR", "Europe/Amsterdam")


@pytest.mark.django_db
def test_init_answers_in_json_and_opens_books_once() -> None:
    made = done(*INIT)
    assert (made["entity"], made["currency"], made["tenant_id"].isdigit()) == ("Delft Tiles", "EUR", True)
    again = quittance(*INIT, "--format", "json")
    assert (again.code, again.refusal) == (faults.REFUSED, ("exists", ""))
    assert database.companies() == ["Delft Tiles"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "field"),
    [
        (("--entity", " ", "--currency", "EUR"), "name"),
        (("--entity", "A", "--currency", "EURO"), "currency"),
        (("--entity", "A", "--currency", "EUR", "--timezone", "Mars"), "timezone"),
    ],
)
def test_init_refuses_wrong_books_and_opens_none(words: tuple[str, ...], field: str) -> None:
    assert quittance("init", *words, "--format", "json").refusal == ("invalid", field)
    assert database.companies() == []
    assert quittance("init", "--entity", "A").code == faults.USAGE


@pytest.mark.django_db
def test_migrate_is_harmless_when_there_is_nothing_to_do() -> None:
    factories.company("Delft Tiles")
    assert done("migrate")["companies"] == ["Delft Tiles"]
    assert "is up to date" in quittance("migrate").out


@pytest.mark.django_db
def test_the_practice_company_needs_an_empty_database() -> None:
    factories.company("Delft Tiles")
    said = quittance("demo", "--format", "json")
    assert (said.code, said.refusal[0]) == (faults.REFUSED, "exists")
    assert "Delft Tiles" in said.err


@pytest.mark.django_db
def test_the_password_of_the_practice_company_is_kept_for_its_owner_only(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(now: int, password: str, **more: object) -> practice.Loaded:
        context = factories.company(practice.COMPANY)
        return practice.Loaded(practice.COMPANY, context.tenant_id, context.entity_id, 1, 2, 3)

    monkeypatch.setattr(practice, "load", load)
    said = quittance("demo")
    kept = home / database.PASSWORD_FILE
    assert said.code == 0 and kept.read_text() in said.out and practice.CLERK in said.out
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    kept.unlink()
    assert "quittance user password" in database.how_to_sign_in()


@pytest.mark.django_db
def test_a_company_of_ones_own_is_entered_by_an_added_person(home: Path) -> None:
    factories.company("Delft Tiles")
    assert "quittance user add" in database.how_to_sign_in()


def test_books_that_are_not_there_are_not_made_by_a_question(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import connection

    missing = tmp_path / "none.sqlite3"
    monkeypatch.setitem(connection.settings_dict, "ENGINE", "django.db.backends.sqlite3")
    monkeypatch.setattr(connection, "vendor", "sqlite")
    monkeypatch.setitem(connection.settings_dict, "NAME", str(missing))
    said = quittance("aging", "--format", "json")
    assert (said.code, said.refusal[0]) == (faults.NOT_READY, "not_ready")
    assert not missing.exists()
