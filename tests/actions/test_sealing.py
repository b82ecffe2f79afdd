"""Sealed passwords open with the secret key they were sealed under, and with no other."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import Settings

from quittance.actions import sealing
from quittance.rules.refusals import Conflict


def test_a_sealed_password_opens_under_its_own_key_only(settings: Settings) -> None:
    sealed = sealing.seal("påss wörd")
    assert sealing.unseal(sealed) == "påss wörd" and sealed != sealing.seal("påss wörd")
    settings.SECRET_KEY = "another"
    for text in (sealed, "nonsense", "ü"):
        with pytest.raises(Conflict, match="Enter the password again"):
            sealing.unseal(text)
