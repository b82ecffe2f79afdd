"""Workbooks for tests: made by xlsxwriter as spreadsheets make them, or put together by hand as nobody should."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any

import xlsxwriter

PARTS = {
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": (
        '<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


def book(*sheets: tuple[str, Sequence[Sequence[Any]]], **options: Any) -> bytes:
    """A workbook of named sheets; days get a day's format."""
    content = io.BytesIO()
    options = {"in_memory": True, "default_date_format": "dd/mm/yyyy", "strings_to_formulas": False, **options}
    with xlsxwriter.Workbook(content, options) as made:
        for name, rows in sheets:
            sheet = made.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return content.getvalue()


def by_hand(rows: str, **parts: str) -> bytes:
    """A workbook whose only sheet holds `rows` as XML; other parts by name."""
    content = io.BytesIO()
    sheet = {"xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{rows}</sheetData></worksheet>"}
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in (PARTS | sheet | parts).items():
            made.writestr(name, f'<?xml version="1.0"?>{text}')
    return content.getvalue()
