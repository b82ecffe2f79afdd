"""Official rule sets: run where saxonche is, refused clearly where it is not, and read from their reports."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from quittance.cli import official
from quittance.cli.faults import NotReady
from quittance.formats import ubl
from quittance.rules.einvoice_findings import Finding
from quittance.rules.refusals import Invalid
from tests import einvoices

REPORT = """<svrl:schematron-output xmlns:svrl="http://purl.oclc.org/dsdl/svrl">
<svrl:failed-assert id="BR-01" flag="fatal" location="/*:Invoice[namespace-uri()='urn:x'][1]"><svrl:text>[BR-01]-An
Invoice shall have it.</svrl:text></svrl:failed-assert>
<svrl:successful-report flag="warning"><svrl:text>[W-2] Look.</svrl:text></svrl:successful-report>
</svrl:schematron-output>"""

SHEET = """<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="2.0"
 xmlns:svrl="http://purl.oclc.org/dsdl/svrl"><xsl:template match="/"><svrl:schematron-output>
<svrl:failed-assert id="T-1" flag="fatal"><svrl:text><xsl:value-of select="name(/*)"/></svrl:text></svrl:failed-assert>
</svrl:schematron-output></xsl:template></xsl:stylesheet>"""


def test_a_report_is_read_with_rules_places_and_severities() -> None:
    assert list(official.read(REPORT, "CEN")) == [
        Finding("BR-01", "CEN /Invoice[1]", "[BR-01]-An Invoice shall have it.", "fatal"),
        Finding("W-2", "CEN", "[W-2] Look.", "warning"),
    ]


def test_a_folder_without_rules_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="no rule set"):
        official.run(tmp_path, b"<a/>")


def test_rules_are_run_where_saxonche_is_and_refused_where_it_is_not(tmp_path: Path) -> None:
    (tmp_path / "own.xslt").write_text(SHEET)
    data = ubl.write(einvoices.invoice())
    if importlib.util.find_spec("saxonche") is None:
        with pytest.raises(NotReady, match="saxonche"):
            official.run(tmp_path, data)
        return
    assert official.run(tmp_path, data) == (Finding("T-1", "own", "Invoice", "fatal"),)
