"""Addresses that may be told, events, secrets, and signatures."""

from __future__ import annotations

import pytest

from quittance.rules import webhook
from quittance.rules.refusals import Invalid
from quittance.rules.webhook import Address


def test_an_https_address_is_taken_apart() -> None:
    told = webhook.check_url("https://Hooks.Example.com:8443/in?x=1", local=False)
    assert told == Address(True, "hooks.example.com", 8443, "/in?x=1")
    assert webhook.check_url("https://example.com", local=False).path == "/"
    assert webhook.check_url("http://localhost:9/x", local=True) == Address(False, "localhost", 9, "/x")


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "ftp://example.com/",
        "https://user:pass@example.com/",
        "https://example.com/#part",
        "https://example.com:99999/",
        "https://localhost/",
        "https://exa mple.com/",
        "https:///x",
        "https://example.com/\r\nX: 1",
        "https://" + "a" * 600,
    ],
)
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(Invalid):
        webhook.check_url(url, local=False)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.7", "192.168.1.1", "172.16.0.1", "169.254.169.254", "::1", "fe80::1%eth0", "::ffff:10.0.0.1",
     "0.0.0.0", "224.0.0.1", "fd00::1", "100.64.0.1"],
)  # fmt: skip
def test_addresses_inside_a_network_are_not_told(address: str) -> None:
    with pytest.raises(Invalid):
        webhook.check_address(address, local=False)


def test_public_addresses_are_told_and_this_machine_only_for_trying() -> None:
    webhook.check_address("93.184.216.34", local=False)
    webhook.check_address("127.0.0.1", local=True)
    with pytest.raises(Invalid):
        webhook.check_address("10.0.0.7", local=True)


def test_events_and_secrets_are_checked_and_a_signature_is_an_hmac() -> None:
    assert webhook.check_events(("cash.undone", "cash.applied", "cash.applied")) == ("cash.applied", "cash.undone")
    for wrong in ((), ("cash.lost",)):
        with pytest.raises(Invalid):
            webhook.check_events(wrong)
    for secret in ("short", "x" * 201, "sixteen letters\n."):
        with pytest.raises(Invalid):
            webhook.check_secret(secret)
    made = webhook.signature("k" * 16, 1, "{}")
    assert len(made) == 64 and made != webhook.signature("k" * 16, 2, "{}") and made.isalnum()
