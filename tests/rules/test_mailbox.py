"""Settings of a mailbox: what may stand in them, and to which addresses a connection may go."""

from __future__ import annotations

import pytest

from quittance.rules import mailbox
from quittance.rules.refusals import Invalid


def test_what_is_left_out_is_what_is_usual() -> None:
    assert mailbox.check_host(" IMAP.Example.com ") == "imap.example.com"
    assert [mailbox.check_port(*one) for one in ((0, "tls"), (0, "starttls"), (7, "tls"))] == [993, 143, 7]
    assert mailbox.check_folder("") == "INBOX" and mailbox.check_folder("A/B c") == "A/B c"


@pytest.mark.parametrize(
    ("address", "security", "local", "field"),
    [
        ("10.0.0.1", "tls", False, "host"),
        ("127.0.0.1", "tls", False, "host"),
        ("::1", "tls", False, "host"),
        ("::ffff:10.0.0.1", "tls", False, "host"),
        ("224.0.0.1", "tls", False, "host"),
        ("8.8.8.8", "none", True, "security"),
        ("10.0.0.1", "none", True, "security"),
    ],
)
def test_addresses_inside_and_passwords_in_the_clear_are_refused(
    address: str, security: str, local: bool, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        mailbox.check_address(address, security, local=local)
    assert refused.value.field == field


def test_public_addresses_and_allowed_ones_are_let_through() -> None:
    for address, security, local in (("8.8.8.8", "tls", False), ("10.0.0.1", "tls", True), ("127.0.0.1", "none", True)):
        mailbox.check_address(address, security, local=local)
    assert set(mailbox.PORTS) == set(mailbox.SECURITY)


def test_ports_and_security_are_checked() -> None:
    for work in (lambda: mailbox.check_port(70_000, "tls"), lambda: mailbox.check_security("x")):
        with pytest.raises(Invalid):
            work()
