"""Secrets of links: only what was signed opens, the same one each time, and a link holds for days that are bounded."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quittance.rules import link
from quittance.rules.refusals import Invalid

IDS = st.integers(1, 2**63 - 1)


@given(IDS, IDS)
def test_a_secret_opens_what_it_was_made_for(tenant_id: int, id: int) -> None:
    made = link.secret("key", tenant_id, id)
    assert link.opened("key", made) == (tenant_id, id) and made == link.secret("key", tenant_id, id)
    assert len(made) == link.CHARACTERS and link.opened("another key", made) is None


@given(IDS, st.integers(0, link.CHARACTERS - 1), st.sampled_from("Aa0-_"))
def test_a_secret_with_one_sign_changed_opens_nothing(id: int, at: int, sign: str) -> None:
    made = link.secret("key", 1, id)
    changed = f"{made[:at]}{sign}{made[at + 1 :]}"
    assert changed == made or link.opened("key", changed) != (1, id) or at == link.CHARACTERS - 1
    assert link.opened("key", changed) in (None, (1, id))


@given(st.text(max_size=60))
def test_any_text_is_refused_quietly(text: str) -> None:
    assert link.opened("key", text) is None


@pytest.mark.parametrize(
    ("expires_at", "revoked_at", "now", "stands"),
    [(10, 0, 9, True), (10, 0, 10, False), (10, 5, 6, False), (10, 5, 4, False)],
)
def test_a_link_stands_until_it_ends_or_is_revoked(expires_at: int, revoked_at: int, now: int, stands: bool) -> None:
    assert link.stands(expires_at, revoked_at, now) is stands


def test_the_days_of_a_link_are_bounded() -> None:
    assert link.expires_at(5, 1) == 5 + link.DAY
    for days in (0, -1, link.MOST_DAYS + 1):
        with pytest.raises(Invalid) as refused:
            link.expires_at(5, days)
        assert refused.value.field == "days"
