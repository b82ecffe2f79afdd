"""Remittance advices as tables, CSV or XLSX: columns told by their headers, one advice for each payment named."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quittance.formats import sheet
from quittance.formats.bank import Malformed
from quittance.formats.remittance import Adjustment, Advice, Paid
from quittance.formats.sheet_limits import MEGABYTE, Limits
from quittance.rules import columns, mapping_values, money
from quittance.rules import currency as currencies
from quittance.rules.mapping_rows import SIGNS
from quittance.rules.refusals import Refusal

LIMITS = Limits(4 * MEGABYTE, 32 * MEGABYTE, 20_000, 100, 4_000)
"""A remittance is a page or some; what is larger is something else."""

WANTED = columns.Wanted(
    columns.phrases(
        document=(
            "invoice number; invoice no; invoice; invoice reference; our invoice; document; document number; "
            "doc number; bill number; your reference; your invoice; supplier invoice; supplier reference; reference; "
            "ref; belegnummer; beleg; rechnungsnummer; rechnung; rechnungsnr; re nr; ihre referenz; ihr zeichen; "
            "referenz; facture; numero de facture; no facture; votre reference; piece; factuurnummer; factuur; "
            "uw referentie; factura; numero factura; su referencia; fattura; numero fattura; vs riferimento; "
            "fakturanummer; faktura"
        ),
        paid=(
            "net amount; amount paid; paid amount; net paid; payment amount; paid; net; payment; amount; "
            "netto; nettobetrag; zahlbetrag; gezahlt; gezahlter betrag; uberweisungsbetrag; betrag; montant paye; "
            "montant regle; net a payer; montant; betaald; betaald bedrag; bedrag; importe pagado; importe; "
            "importo pagato; importo; betalt belopp; belopp"
        ),
        original=(
            "gross amount; invoice amount; gross; original amount; document amount; total; invoice total; brutto; "
            "bruttobetrag; rechnungsbetrag; belegbetrag; montant brut; montant facture; brut; bruto; factuurbedrag; "
            "importe bruto; importe factura; importo lordo; lordo; importo fattura"
        ),
        discount=(
            "discount; discount amount; cash discount; discount taken; early payment discount; skonto; skontobetrag; "
            "rabatt; escompte; remise; korting; betalingskorting; descuento; sconto"
        ),
        deduction=(
            "deduction; deductions; deduction amount; adjustment; adjustments; adjustment amount; less; withheld; "
            "abzug; abzuge; kurzung; differenz; retenue; deduction montant; inhouding; aftrek; deduccion; retencion; "
            "trattenuta; detrazione"
        ),
        code=(
            "reason; reason code; deduction code; deduction reason; adjustment reason; code; comment; remark; remarks; "
            "grund; bemerkung; motif; reden; motivo; causale"
        ),
        payment=(
            "payment reference; payment number; payment no; payment id; check number; cheque number; eft number; "
            "trace number; zahlungsreferenz; zahlungsnummer; reference de paiement; betalingskenmerk; "
            "referencia de pago; riferimento pagamento"
        ),
        payer="payer; payer name; customer; customer name; company; from; remitter; zahler; auftraggeber; firma; "
        "payeur; betaler; pagador; pagatore",
        paid_on=(
            "payment date; paid on; date paid; value date; zahlungsdatum; zahldatum; valuta; date de paiement; "
            "betaaldatum; fecha de pago; data pagamento"
        ),
        currency="currency; curr; ccy; wahrung; devise; valuta; moneda; munt; waehrung",
    ),
    frozenset({"paid_on"}),
    frozenset({"paid", "original", "discount", "deduction"}),
)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Place of each field's column, and how days and amounts are written."""

    places: dict[str, int]
    order: str
    decimal: str
    currency: str


def is_table(data: bytes) -> bool:
    """A workbook, or text in which a row of headers is found."""
    if data.startswith(b"PK\x03\x04"):
        return True
    try:
        return columns.header_row(_rows(data), WANTED) >= 0
    except Refusal:
        return False


def read(data: bytes, currency: str) -> tuple[Advice, ...]:
    """The advices of a table; `currency` stands where no column gives one. Raises `Malformed` with the row."""
    try:
        rows = _rows(data)
    except Refusal as refusal:
        raise Malformed(refusal.sentence, "row 1") from None
    at = columns.header_row(rows, WANTED)
    if at < 0:
        raise Malformed(
            "no row of headers tells which column holds the invoices and which the amounts. "
            "Name them, such as «Invoice number» and «Amount paid».",
            "row 1",
        )
    chosen = columns.choose(columns.below(rows, at, WANTED), WANTED)
    if "document" not in chosen or not {"paid", "original"} & set(chosen):
        raise Malformed("a column of invoice numbers and one of amounts are needed.", f"row {rows[at][0]}")
    order, decimal = columns.written(chosen, WANTED)
    layout = _Layout({name: column.at for name, (column, _) in chosen.items()}, order, decimal, currency)
    found: dict[tuple[str, str], list[tuple[int, Sequence[str]]]] = {}
    for n, cells in rows[at + 1 :]:
        if any(map(str.isdigit, _cell(layout, cells, "document"))) and _has_amount(layout, cells):
            found.setdefault((_cell(layout, cells, "payment"), _code(layout, n, cells)), []).append((n, cells))
    if not found:
        raise Malformed("no row names an invoice and an amount.", f"row {rows[at][0]}")
    return tuple(_advice(layout, *key, listed) for key, listed in found.items())


def _rows(data: bytes) -> list[tuple[int, Sequence[str]]]:
    file = io.BytesIO(data)
    seen = sheet.look(file, LIMITS)
    return [(row.n, row.cells) for row in sheet.read(file, seen, LIMITS)]


def _cell(layout: _Layout, cells: Sequence[str], field: str) -> str:
    at = layout.places.get(field, len(cells))
    return cells[at].strip() if at < len(cells) else ""


def _has_amount(layout: _Layout, cells: Sequence[str]) -> bool:
    return bool(_cell(layout, cells, "paid") or _cell(layout, cells, "original"))


def _code(layout: _Layout, n: int, cells: Sequence[str]) -> str:
    said = _cell(layout, cells, "currency").upper()
    try:
        return currencies.check(SIGNS.get(said, said)) if said else layout.currency
    except Refusal as refusal:
        raise Malformed(refusal.sentence, f"row {n}") from None


def _advice(layout: _Layout, payment: str, code: str, rows: list[tuple[int, Sequence[str]]]) -> Advice:
    paid = tuple(_paid(layout, code, rows))
    known = [one.amount for one in paid if one.amount is not None]
    days = [
        day for _, cells in rows if (day := mapping_values.day(_cell(layout, cells, "paid_on"), layout.order)) != ""
    ]
    return Advice(
        location=f"row {rows[0][0]}",
        amount=sum(known) if len(known) == len(paid) else None,
        currency=code,
        reference=payment,
        paid_on=datetime.date.fromisoformat(days[0]) if days else None,
        payer_name=next((name for _, cells in rows if (name := _cell(layout, cells, "payer"))), ""),
        paid=paid,
        fields=tuple((f"row {n}", " | ".join(cells)) for n, cells in rows),
    )


def _paid(layout: _Layout, code: str, rows: list[tuple[int, Sequence[str]]]) -> Iterator[Paid]:
    for n, cells in rows:
        sums = {name: _minor(layout, code, n, cells, name) for name in WANTED.amounts}
        discount, less = abs(sums["discount"] or 0), abs(sums["deduction"] or 0)
        original, paid = sums["original"], sums["paid"]
        if paid is None and original is not None:
            paid = original - discount - less
        adjusted = (Adjustment(-less, _cell(layout, cells, "code")[:60]),) if less else ()
        number = _cell(layout, cells, "document")
        yield Paid(f"row {n}", number[:64], paid, original=original, discount=discount, adjustments=adjusted)


def _minor(layout: _Layout, code: str, n: int, cells: Sequence[str], field: str) -> int | None:
    said = _cell(layout, cells, field)
    if not said:
        return None
    plain = mapping_values.amount(said, layout.decimal)
    try:
        return money.read(plain or said, code)
    except Refusal as refusal:
        raise Malformed(f"column {field}: {refusal.sentence}", f"row {n}") from None
