"""From a database URL to Django's configuration, with the settings each database needs."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

SQLITE_START = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
    "PRAGMA cache_size=-8192;PRAGMA temp_store=MEMORY;"
)


def configuration(url: str, home: Path) -> dict[str, Any]:
    """Django's DATABASES entry for `sqlite:///file` or `postgresql://…`; "" is the embedded default in `home`.

    Raises `ValueError` for any other scheme.
    """
    if not url:
        home.mkdir(parents=True, exist_ok=True)
        return _sqlite(str(home / "books.sqlite3"))
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path.removeprefix("/")) or ":memory:")
    if parts.scheme in ("postgresql", "postgres"):
        return _postgresql(url)
    raise ValueError(f"QUITTANCE_DATABASE_URL starts with {parts.scheme!r}: use sqlite:///file or postgresql://…")


def _sqlite(name: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_START},
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or query.pop("dbname", "quittance"),
        "HOST": unquote(parts.hostname or query.pop("host", "")),
        "PORT": str(parts.port or query.pop("port", "")),
        "USER": unquote(parts.username or query.pop("user", "")),
        "PASSWORD": unquote(parts.password or query.pop("password", "")),
        "CONN_MAX_AGE": 60,
        "OPTIONS": query,
    }
