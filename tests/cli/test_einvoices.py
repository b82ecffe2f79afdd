"""E-invoices at the terminal: a file is checked with the ids of rules, and shown whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from quittance.formats import cii, ubl
from tests import einvoiced, einvoices
from tests.cli.terminal import done, quittance


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A valid file."""
    path = tmp_path / "inv.xml"
    path.write_bytes(ubl.write(einvoices.invoice()))
    return path


def test_a_valid_file_keeps_every_rule(file: Path) -> None:
    said = quittance("einvoice", "check", str(file), "--format", "json")
    assert said.code == 0 and said.document == {
        "file": "inv.xml",
        "syntax": "UBL Invoice",
        "customization": einvoices.invoice().customization,
        "number": "INV-2026-0001",
        "valid": True,
        "rule_sets": [],
        "findings": [],
    }
    assert "It keeps every rule." in quittance("einvoice", "check", str(file)).out


def test_a_broken_rule_is_told_by_its_id_and_ends_with_one(file: Path) -> None:
    whole = einvoices.invoice()
    file.write_bytes(ubl.write(replace(whole, lines=(replace(whole.lines[0], quantity=None), *whole.lines[1:]))))
    said = quittance("einvoice", "check", str(file))
    assert said.code == 1 and "BR-22" in said.out and "line 1, BT-129" in said.out
    (first, *_) = quittance("einvoice", "check", str(file), "--format", "json").document["findings"]
    assert (first["severity"], first["rule"]) == ("fatal", "BR-22")


def test_a_file_is_shown_with_its_facts(file: Path) -> None:
    said = quittance("einvoice", "show", str(file)).out
    assert all(part in said for part in ("Northwind Paper BV", "175.39", "Paper 1", "1 H87", "S 21 %"))
    file.write_bytes(cii.write(einvoices.invoice()))
    document = quittance("einvoice", "show", str(file), "--format", "json").document
    assert (document["syntax"], document["totals"]["payable"], document["issued_on"]) == ("CII", "175.39", "2026-03-02")
    assert document["lines"][1]["item"]["rate"] == "9"


def test_a_file_that_is_none_is_refused(file: Path) -> None:
    file.write_bytes(b"<Order/>")
    assert quittance("einvoice", "check", str(file), "--format", "json").refusal == ("malformed_file", "file")


@pytest.mark.django_db
def test_an_issued_invoice_is_exported_and_keeps_every_rule(tmp_path: Path) -> None:
    einvoiced.company()
    out = tmp_path / "out.xml"
    for profile in ("ubl", "xrechnung-cii"):
        words = ("--profile", profile, "--buyer-reference", "04011000-1-1", "-o", str(out))
        assert done("einvoice", "export", "E-INV-1", *words)["bytes"] == out.stat().st_size
        assert done("einvoice", "check", str(out))["valid"] is True
    said = quittance("einvoice", "export", "E-INV-1", "--profile", "xrechnung-ubl", "-o", str(out), "--format", "json")
    assert said.code == 3 and said.refusal == ("rules_broken", "profile") and "BR-DE-15" in said.err
    reached = ("--buyer-endpoint", "0088:8712345000004", "-o", str(out))
    assert done("einvoice", "export", "E-INV-1", *reached)["bytes"] == out.stat().st_size
    assert b'schemeID="0088">8712345000004<' in out.read_bytes()
    said = quittance("einvoice", "export", "E-INV-1", "--buyer-endpoint", "one", "-o", str(out), "--format", "json")
    assert said.refusal == ("invalid", "buyer_endpoint")
