"""Rules for e-invoices: the published unit tests and samples get the verdicts that they name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from quittance.formats import einvoice, ubl
from quittance.rules import einvoice as terms
from quittance.rules.einvoice_checks import MOST_FINDINGS, check, valid
from tests import einvoices
from tests.formats import third_party

SYNTAX_ONLY = {
    ("BR-CO-15.xml", 7),  # two tax totals in one currency, of which a document has one
    ("BR-CO-15~2.xml", 7),
    ("BR-CL-13.xml", 1),  # a list that is named for a class that is empty
    ("BR-CL-21.xml", 1),
}
"""Tests of how a file is written; a value cannot break them."""

ELSEWHERE = ("FX-SCH-", "UBL-", "CII-", "BR-DEX-")
"""Rules of the syntax and of extensions, which are left to the official rule sets."""


def test_the_published_unit_tests_are_judged_as_they_say(shared: Path) -> None:
    judged = 0
    folder = shared / "data" / "formats" / "einvoice-unit"
    for path in sorted(folder.glob("connectingeurope__*.xml")):
        name = path.name.split("__")[1]
        for n, test in enumerate(etree.parse(str(path)).getroot().findall("{*}test")):
            wanted = test.find("{*}assert")
            document = [one for one in test if isinstance(one.tag, str) and one is not wanted][-1]
            fired = {one.rule for one in check(ubl.read(etree.tostring(document)))}
            assert wanted is not None
            for said in wanted:
                rule = (said.text or "").strip()
                kind = etree.QName(said).localname if isinstance(said.tag, str) else ""
                if kind not in ("success", "error", "warning") or rule.startswith(ELSEWHERE):
                    continue
                if (name, n) not in SYNTAX_ONLY:
                    judged += 1
                    assert (rule in fired) is (kind != "success"), (name, n, rule)
    assert judged == 499


def test_samples_break_the_rules_that_the_official_ones_say(shared: Path) -> None:
    for row, data in third_party.samples(shared, "einvoice"):
        found = einvoice.read(data)
        fatal = {one.rule for one in (*check(found.invoice), *found.faults) if one.severity == "fatal"}
        said = {rule for verdict in row["schematron"].values() for rule in verdict["fatal"]}
        wanted = {rule for rule in said if not rule.startswith(ELSEWHERE)}
        if "rabatte" in row["file"]:
            wanted.add("BR-CO-25")  # its terms of payment are an empty element
        assert {rule for rule in fatal if not rule.startswith(ELSEWHERE)} == wanted, row["file"]


@pytest.mark.parametrize("customization", [terms.EN16931, terms.PEPPOL, terms.XRECHNUNG])
@pytest.mark.parametrize("category", ["S", "Z", "E", "AE", "K", "G", "L", "M"])
def test_a_document_of_every_category_is_valid_in_every_profile(customization: str, category: str) -> None:
    rate = {"S": "21", "L": "7", "M": "4"}.get(category, "0")
    lines = (
        einvoices.line(1, "100.00", category=category, rate=rate),
        einvoices.line(2, "-20.00", category=category, rate=rate, quantity="-2"),
    )
    found = check(einvoices.invoice(*lines, customization=customization))
    assert found == () and valid(found)


def test_what_is_not_subject_to_vat_names_no_vat_id() -> None:
    seller = replace(einvoices.SELLER, vat_id="")
    line = einvoices.line(1, "100.00", category="O", rate=None)
    invoice = einvoices.invoice(line, seller=seller, buyer=replace(einvoices.BUYER, vat_id=""))
    assert check(invoice) == ()
    assert [one.rule for one in check(replace(invoice, buyer=einvoices.BUYER))] == ["BR-O-02"]


def test_a_finding_names_the_rule_the_place_and_what_to_mend() -> None:
    line = replace(einvoices.line(1, "100.00"), net=None)
    (first, *_) = check(einvoices.invoice(einvoices.line(1, "1.00"), line))
    assert (first.rule, first.place, first.severity) == ("BR-24", "line 2, BT-131", "fatal")
    assert first.sentence == "The net amount is missing."


def test_findings_are_bounded() -> None:
    bare = einvoices.invoice(*(terms.Line() for _ in range(500)))
    assert len(check(bare)) == MOST_FINDINGS and not valid(check(bare))
