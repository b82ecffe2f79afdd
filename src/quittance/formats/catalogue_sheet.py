"""Items of a catalogue as a table, CSV or XLSX: its columns told by their headers, its rows as plain text."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from quittance.formats import sheet
from quittance.formats.sheet_limits import MEGABYTE, Limits
from quittance.rules import columns, mapping_values
from quittance.rules.refusals import Invalid

MOST_ROWS = 20_000
LIMITS = Limits(16 * MEGABYTE, 128 * MEGABYTE, MOST_ROWS + 20, 100, 4_000)
WANTED = columns.Wanted(
    columns.phrases(
        number="number;item;item number;item no;sku;article;article number;artikelnummer;artikel nr;artikel;reference;"
        "code;codigo",
        name="name;description;title;bezeichnung;artikelbezeichnung;designation;omschrijving;nombre;descripcion",
        price="price;unit price;list price;net price;preis;nettopreis;prix;prix unitaire;prijs;precio",
        unit="unit;uom;unit of measure;einheit;unite;eenheid;unidad",
        tax="tax;tax rate;vat;vat rate;tax percent;mwst;mw st;ust;us t;u st;steuersatz;tva;btw;iva",
        tax_reason="tax reason;why no tax;exemption reason",
        on_hand="on hand;stock;stock on hand;quantity on hand;bestand;lagerbestand;voorraad;existencias",
        low_at="low at;minimum stock;reorder level;reorder point;meldebestand;mindestbestand;minimumvoorraad",
    ),
    frozenset(),
    frozenset({"price", "on_hand", "low_at"}),
)
AMOUNTS = ("price", "on_hand", "low_at")
_LANGUAGE = re.compile(r"(?:name|description)[ _-]([a-z]{2})")


@dataclass(frozen=True, slots=True)
class ItemRead:
    """A row: `n` as the spreadsheet counts, fields as plain text, names by language."""

    n: int
    fields: dict[str, str]
    texts: tuple[tuple[str, str], ...]


def read(data: bytes) -> list[ItemRead]:
    """The rows below the headers; raises `Invalid` for a file without a column of numbers and one of names."""
    file = io.BytesIO(data)
    seen = sheet.look(file, LIMITS)
    rows = [(row.n, row.cells) for row in sheet.read(file, seen, LIMITS)]
    at = columns.header_row(rows, WANTED)
    below = columns.below(rows, at, WANTED) if at >= 0 else []
    languages = {found[1]: one.at for one in below if (found := _LANGUAGE.fullmatch(one.title.strip().lower()))}
    chosen = columns.choose([one for one in below if one.at not in languages.values()], WANTED)
    if "number" not in chosen or "name" not in chosen:
        raise Invalid(
            "The table needs a column «number» and a column «name», and may have price, unit, tax, on hand and low at.",
            field="file",
        )
    if len(rows) - at - 1 > MOST_ROWS:
        raise Invalid(f"The table has more than {MOST_ROWS:,} items. Split it.", field="file")
    sign = columns.written(chosen, WANTED)[1]
    places = {field: column.at for field, (column, _) in chosen.items()}
    return [_row(n, cells, places, languages, sign) for n, cells in rows[at + 1 :]]


def _row(n: int, cells: list[str], places: dict[str, int], languages: dict[str, int], sign: str) -> ItemRead:
    def cell(at: int) -> str:
        return cells[at].strip() if at < len(cells) else ""

    fields = {field: cell(at) for field, at in places.items()}
    for field in AMOUNTS:
        if fields.get(field):
            fields[field] = mapping_values.amount(fields[field], sign) or fields[field]
    return ItemRead(n, fields, tuple((language, cell(at)) for language, at in languages.items() if cell(at)))
