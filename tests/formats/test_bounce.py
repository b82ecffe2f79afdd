"""Notifications of RFC 3464: addresses, hard or soft, the message that came back, and any other mail refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quittance.formats import bounce
from quittance.formats.bank import Malformed
from quittance.formats.bounce import HARD, NONE, SOFT
from tests.formats.bounced import notification


@pytest.mark.parametrize("headers_only", [False, True])
def test_a_notification_tells_what_came_back_and_why(headers_only: bool) -> None:
    found = bounce.read(notification("Office@Bright.example", headers_only=headers_only))
    assert found.message == "<1@company.example>"
    (one,) = found.returned
    assert (one.address, one.kind, one.status) == ("Office@Bright.example", HARD, "5.1.1")
    assert one.said == "550 5.1.1 <office@bright.example>: user unknown"


@pytest.mark.parametrize(
    ("action", "status", "said", "kind"),
    [
        ("failed", "5.1.1", "", HARD),
        ("failed", "5.0.0", "", HARD),
        ("failed", "4.4.7", "", SOFT),
        ("failed", "", "550 no such user", HARD),
        ("failed", "", "451 try later", SOFT),
        ("failed", "", "452 4.2.2 mailbox full", SOFT),
        ("failed", "nonsense", "", HARD),
        ("delayed", "4.4.1", "", SOFT),
        ("delayed", "5.1.1", "", SOFT),
        ("delivered", "2.0.0", "", NONE),
        ("relayed", "", "", NONE),
        ("expanded", "2.1.5", "", NONE),
    ],
)
def test_hard_soft_and_arrived_are_told_apart(action: str, status: str, said: str, kind: str) -> None:
    assert bounce.kind(action, status, said) == kind
    assert bounce.read(notification(action=action, status=status, said=said)).returned[0].kind == kind


@pytest.mark.parametrize(
    ("said", "gone"),
    [
        ("The mail server says 550: 5.1.1 user unknown", True),
        ("The mail server says 553: no such mailbox", True),
        ("The mail server says 552: 5.2.2 mailbox full", True),
        ("The mail server says 550: 5.7.1 blocked by policy", False),
        ("The mail server says 554: refused", False),
        ("The mail server says 450: 4.2.1 try later", False),
    ],
)
def test_only_a_no_to_the_address_says_that_it_is_gone(said: str, gone: bool) -> None:
    assert bounce.gone(said) is gone


def test_other_mail_is_refused() -> None:
    for content in (b"", b"Subject: hello\r\n\r\nI am away.", notification().replace(b"Final-Recipient", b"X-Nobody")):
        with pytest.raises(Malformed):
            bounce.read(content)
    with pytest.raises(Malformed, match="most"):
        bounce.read(b"x" * (bounce.MOST_BYTES + 1))


@given(st.binary(max_size=300), st.integers(0, 700))
def test_damaged_mail_is_read_or_refused(noise: bytes, at: int) -> None:
    whole = notification()
    try:
        bounce.read(whole[:at] + noise + whole[at:])
    except Malformed as refusal:
        assert refusal.sentence
