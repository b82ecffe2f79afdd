"""From a database URL to a configuration: the embedded default, a file, PostgreSQL, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from quittance.database import configuration


def test_without_a_url_the_books_are_a_file_at_home(tmp_path: Path) -> None:
    made = configuration("", tmp_path / "new" / "home")
    assert (made["ENGINE"], made["NAME"]) == ("django.db.backends.sqlite3", str(tmp_path / "new/home/books.sqlite3"))
    assert (tmp_path / "new" / "home").is_dir()


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("sqlite:///books.sqlite3", "books.sqlite3"),
        ("sqlite:////srv/books.sqlite3", "/srv/books.sqlite3"),
        ("sqlite:///with%20space.sqlite3", "with space.sqlite3"),
        ("sqlite://", ":memory:"),
    ],
)
def test_a_file_is_named_relative_or_absolute(url: str, name: str, tmp_path: Path) -> None:
    assert configuration(url, tmp_path)["NAME"] == name


def test_the_embedded_database_is_set_up_for_many_writers(tmp_path: Path) -> None:
    options = configuration("", tmp_path)["OPTIONS"]
    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 20)
    assert all(word in options["init_command"] for word in ("journal_mode=WAL", "foreign_keys=ON"))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://ann:s%40crt@db.example:5433/books", ("books", "db.example", "5433", "ann", "s@crt")),
        ("postgres:///books", ("books", "", "", "", "")),
        ("postgresql:///?host=/run/postgresql&dbname=books&port=5433", ("books", "/run/postgresql", "5433", "", "")),
        ("postgresql://db.example", ("quittance", "db.example", "", "", "")),
    ],
)
def test_a_server_is_named_by_its_url(url: str, expected: tuple[str, ...], tmp_path: Path) -> None:
    made = configuration(url, tmp_path)
    assert made["ENGINE"] == "django.db.backends.postgresql"
    assert tuple(made[name] for name in ("NAME", "HOST", "PORT", "USER", "PASSWORD")) == expected
    assert not {"host", "port", "dbname"} & set(made["OPTIONS"])


def test_other_options_of_a_server_are_passed_on(tmp_path: Path) -> None:
    assert configuration("postgresql://db/books?sslmode=require", tmp_path)["OPTIONS"]["sslmode"] == "require"


@pytest.mark.parametrize("url", ["mysql://db/books", "books.sqlite3", "http://db", "/srv/books"])
def test_any_other_address_is_refused_with_the_right_form(url: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"sqlite:///file or postgresql://"):
        configuration(url, tmp_path)
