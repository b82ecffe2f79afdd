"""Passwords: hashed slowly in little memory, verified, and renewed when they were hashed otherwise."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, identify_hasher, make_password

from quittance.actions import passwords, users

pytestmark = pytest.mark.usefixtures("costly")


def test_a_password_is_hashed_with_the_recommended_parameters() -> None:
    made = users.hashed("several quiet words")
    assert made.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert check_password("several quiet words", made) and not check_password("several quiet word", made)


def test_the_same_password_never_has_the_same_hash() -> None:
    assert make_password("several quiet words") != make_password("several quiet words")


def test_a_hash_with_other_parameters_opens_the_account_and_is_renewed() -> None:
    other = Argon2PasswordHasher()
    other.time_cost, other.memory_cost = 1, 8 * 1024
    kept = other.encode("several quiet words", other.salt())
    renewed: list[str] = []
    assert check_password("several quiet words", kept, setter=renewed.append)
    assert renewed == ["several quiet words"]
    assert isinstance(identify_hasher(kept), passwords.Hasher)
