"""The API put together: every noun is in, in words, under the two ways to sign."""

from __future__ import annotations

from quittance import __version__
from quittance.api import app, authentication


def test_every_noun_has_its_router_once() -> None:
    names = [noun.__name__.rsplit(".", 1)[1] for noun in app.NOUNS]
    assert len(set(names)) == len(names)
    assert {"customers", "documents", "payments", "allocations", "aging", "journal", "audit"} <= set(names)
    assert app.api.version == __version__


def test_a_key_is_tried_before_a_session() -> None:
    assert [type(one) for one in app.api.auth] == [authentication.ApiKey, authentication.Session]  # type: ignore[union-attr]
