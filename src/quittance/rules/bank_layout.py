"""Layouts of bank tables: which column is which field of a movement, guessed with reasons, corrected, kept as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from quittance.rules import bank_proof, columns, mapping_values
from quittance.rules import currency as currencies
from quittance.rules.columns import Rows
from quittance.rules.mapping import DECIMALS, MOST_HEADER_ROW, MOST_NAME_CHARACTERS, ORDERS, YMD
from quittance.rules.mapping_columns import Column
from quittance.rules.mapping_guess import Choice
from quittance.rules.mapping_rows import SIGNS
from quittance.rules.refusals import Invalid

WANTED = columns.Wanted(
    columns.phrases(
        booked_on=(
            "booking date; booked on; date; transaction date; posting date; date processed; posted; post date; "
            "buchungstag; buchungsdatum; datum; buchung; erfassungsdatum; belegdatum; date comptable; "
            "date d operation; date operation; boekdatum; boekingsdatum; datum verrichting; fecha; fecha operacion; "
            "data; data contabile; data operazione; bokforingsdag; bogforingsdato; data ksiegowania; "
            "tranzakcio datuma; datum boeking; booked at; data di registrazione; date de comptabilisation; "
            "transaktionsdatum; auftragsdatum; abschlussdatum; trade date; purchase date; data transazione; "
            "data di chiusura; date de conclusion; date d achat; einkaufsdatum; date d ecriture"
        ),
        value_on=(
            "value date; value; valuta; valutadatum; wertstellung; wert; date de valeur; date valeur; valeur; "
            "valutadag; rentedatum; datum verrekening; fecha valor; data valuta; valutadato; data waluty; erteknap"
        ),
        credit=(
            "credit; credit amount; paid in; money in; deposit; deposits; received; gutschrift; gutschriftsbetrag; "
            "haben; eingang; einnahmen; credit montant; bij; bijschrijving; abono; abonos; haber; accredito; avere; "
            "entrate; in; inflow; insattning; ind; accrediti; gutschriften; montant credite; "
            "importo accreditato; crediti"
        ),
        debit=(
            "debit; debit amount; paid out; money out; withdrawal; withdrawals; belastung; belastungsbetrag; soll; "
            "ausgang; ausgaben; lastschrift; debet; af; afschrijving; cargo; cargos; debe; addebito; dare; uscite; "
            "out; outflow; uttag; ud; addebiti; lastschriften; belastungen; montant debite; importo addebitato; debiti"
        ),
        amount=(
            "amount; transaction amount; betrag; umsatz; buchungsbetrag; montant; bedrag; importe; importo; valor; "
            "belopp; belob; kwota; castka; osszeg; tranzakcio osszege; net amount; sum; transaktionsbetrag; "
            "credit debit amount; debit credit amount; montant de la transaction; importo della transazione"
        ),
        direction=(
            "credit debit; debit credit; d c; c d; dr cr; cr dr; direction; sign; soll haben; s h; af bij; "
            "credit or debit; bevetel kiadas; debet credit; debit kredit; kredit debit; belastung gutschrift; "
            "debito credito; addebito accredito; debit credit indicator"
        ),
        balance=(
            "balance; running balance; closing balance; saldo; kontostand; solde; saldo na mutatie; egyenleg; "
            "saldo disponible"
        ),
        currency=(
            "currency; transaction currency; ccy; wahrung; waehrung; whrung; buchungswahrung; devise; munt; "
            "valuta code; moneda; divisa; waluta; devizanem; tranzakcio devizaneme"
        ),
        payer_name=(
            "payer; payer name; payee; counterparty; counterparty name; name; beneficiary; empfanger; "
            "beguenstigter zahlungspflichtiger; auftraggeber; zahlungspflichtiger; auftraggeber empfanger; "
            "naam tegenpartij; tegenpartij; contrepartie; donneur d ordre; ordenante; ordinante; partner neve; "
            "merchant; handelaar; name des auftraggebers"
        ),
        payer_account=(
            "counterparty account; counterparty iban; payer account; payer iban; beneficiary account; kontonummer; "
            "iban des auftraggebers; kontonummer iban; tegenrekening; compte contrepartie; partner szamlaszama; "
            "cuenta contraparte; iban ordinante"
        ),
        text=(
            "description; details; text; narrative; verwendungszweck; memo; transaction description; "
            "remittance information; purpose; beschreibung; bezeichnung; transaktionsbeschreibung; libelle; "
            "communication; omschrijving; mededelingen; mededeling; toelichting; concepto; descripcion; causale; "
            "descrizione; testo di registrazione; tekst; tytul; kozlemeny; opis; booking details; notification text; "
            "avisierungstext; texte de notification; testo di avviso; texte comptable; texte; "
            "testo di contabilizzazione; "
            "buchungstext; transaction details; libelle operation; motif; omschrijving 1; concepto comun; nota; remarks"
        ),
        details=(
            "message; detail; additional text; further details; buchungsdetails; transaktionsbeschreibung zusatz; "
            "vorgang; zusatz; transaction type; transaktionstyp; auftragsart; buchungstext; reszletek; info; type"
        ),
        reference=(
            "reference; payment reference; creditor reference; structured reference; numero de reference; "
            "referenznummer; referenz; kenmerk; betalingskenmerk; referencia; riferimento; viite; ocr"
        ),
        bank_reference=(
            "transaction id; bank reference; transaction reference; order number; auftragsnummer; buchungsreferenz; "
            "transaction number; transactiereferentie; id; volgnummer; megbizas azonosito; transaktions nr; "
            "transaction no; no de transaction; n di transazione; zkb referenz"
        ),
        end_to_end_id="end to end id; end to end reference; kundenreferenz; e2e; eref; end to end",
        account=(
            "iban; account; own account; auftragskonto; konto nr; kontonummer; konto; rekening; "
            "rekeningnummer; compte; cuenta; conto; szamlaszam; account number; account id; kredietkaart"
        ),
    ),
    frozenset({"booked_on", "value_on"}),
    frozenset({"amount", "credit", "debit", "balance"}),
)
FIELDS = tuple(WANTED.words)
MOST_ACCOUNT_CHARACTERS = 64
MOST_ACCOUNTS = 10
"""Accounts of the company that one table may name."""

MOSTLY = 0.9
FEWEST_CELLS = 2
"""A row of fewer cells is a remark above or below the movements."""
MOST_PROVED = 400
"""Rows whose balances are followed."""

_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){10,30}\b")
_NUMBERED = re.compile(
    r"(?:account|konto|rekening|compte|conto|cuenta)[ -]?(?:number|no|nr|nummer|num)?\.?\s*[:;|]\s*"
    r"(?P<said>[\w./ -]*\d[\w./ -]*)",
    re.IGNORECASE,
)
_CODE = re.compile(r"\b[A-Z]{3}\b")


@dataclass(frozen=True, slots=True)
class Layout:
    """`columns` pairs fields with headers; `account` and `currency` stand where the file itself gives none.

    `header_row` counts as a spreadsheet does; 0 is no header row, and columns are then called «column 1» and so on.
    `turned` says that an amount above zero left the account.
    """

    columns: tuple[tuple[str, str], ...]
    account: str = ""
    currency: str = ""
    date_order: str = YMD
    decimal: str = "."
    header_row: int = 1
    turned: bool = False

    def missing(self) -> tuple[str, ...]:
        """Fields that are needed and not given."""
        given = {field for field, _ in self.columns}
        lacks = [] if "booked_on" in given else ["booked_on"]
        return (*lacks, *(() if given & {"amount", "credit", "debit"} else ("amount",)))


@dataclass(frozen=True, slots=True)
class Guessed:
    """A layout with the reason for each column, and all headers of the table."""

    layout: Layout
    choices: tuple[Choice, ...]
    header: tuple[str, ...]


def guess(rows: Rows, currency: str) -> Guessed:
    """The likeliest layout of a table; `currency` stands where nothing in it tells."""
    at = columns.header_row(rows, WANTED)
    if at < 0:
        return _without_header(rows, currency)
    listed = columns.below([rows[at], *_movements(rows, at)], 0, WANTED)
    chosen = _own_account(columns.choose(listed, WANTED))
    chosen = _one_amount(_with_day(_without_odd_currency(chosen)))
    return _guessed(rows, at, listed, chosen, currency)


def _movements(rows: Rows, at: int) -> Rows:
    """The rows below the header at that index, without remarks."""
    return [row for row in rows[at + 1 :] if sum(1 for cell in row[1] if cell.strip()) >= FEWEST_CELLS]


def _guessed(rows: Rows, at: int, listed: Sequence[Column], chosen: Chosen, currency: str) -> Guessed:
    """The layout of the chosen columns, or of those that the balances prove; `at` is -1 without a header."""
    order, decimal = columns.written(chosen, WANTED)
    proved = bank_proof.by_balances(
        _movements(rows, at)[:MOST_PROVED], listed, chosen, decimal, _backwards(chosen, order)
    )
    if proved is not None:
        chosen = proved.chosen
        order, decimal = columns.written(chosen, WANTED)
    pairs = tuple((field, chosen[field][1].column) for field in FIELDS if field in chosen)
    code = _currency_of(rows[: max(at, 0)], chosen) or currency
    turned = proved is not None and proved.turned
    layout = Layout(pairs, "", code, order, decimal, rows[at][0] if at >= 0 else 0, turned)
    choices = tuple(chosen[field][1] for field in FIELDS if field in chosen)
    return Guessed(layout, choices, tuple(column.title for column in listed))


def of_table(layout: Layout, above: Rows) -> Layout:
    """The layout with the account and currency that the rows above the header name."""
    said = "\n".join("; ".join(cell for cell in cells if cell) for _, cells in above)
    account = layout.account or account_of(said)
    return replace(layout, account=account)


def account_of(said: str) -> str:
    """The first account number in some text: an IBAN, or what stands behind a word for it; "" for none."""
    if found := _IBAN.search(said):
        return found[0].replace(" ", "")[:MOST_ACCOUNT_CHARACTERS]
    if named := _NUMBERED.search(said):
        return " ".join(_CODE.sub("", named["said"]).split())[:MOST_ACCOUNT_CHARACTERS]
    return ""


def check(layout: Layout) -> Layout:
    """The layout when it is sound; raises `Invalid` saying what is wrong."""
    fields = [field for field, _ in layout.columns]
    unknown = next((field for field in fields if field not in FIELDS), "")
    if unknown:
        raise Invalid(f"A movement has no field {unknown[:40]!r}. There are {', '.join(FIELDS)}.", field="columns")
    if len(set(fields)) != len(fields):
        raise Invalid("A field is given twice. Choose one column for it.", field="columns")
    if any(not name or len(name) > MOST_NAME_CHARACTERS for _, name in layout.columns):
        raise Invalid("Name the column of each field by its header.", field="columns")
    if missing := layout.missing():
        raise Invalid(f"No column is chosen for {', '.join(missing)}. Choose one.", field="columns")
    _check_writing(layout)
    return layout


def _check_writing(layout: Layout) -> None:
    if layout.date_order not in ORDERS or layout.decimal not in DECIMALS:
        raise Invalid("Days are ymd, dmy or mdy, and the decimal sign is a point or a comma.", field="date_order")
    if not 0 <= layout.header_row <= MOST_HEADER_ROW:
        raise Invalid(f"The header stands in one of the first {MOST_HEADER_ROW} rows.", field="header_row")
    if len(layout.account) > MOST_ACCOUNT_CHARACTERS:
        raise Invalid(f"An account number has at most {MOST_ACCOUNT_CHARACTERS} characters.", field="account")
    if layout.currency:
        currencies.check(layout.currency)


def fits(layout: Layout, header: Sequence[str]) -> bool:
    """Every column of the layout is there."""
    there = {name.casefold() for name in header}
    return all(name.casefold() in there for _, name in layout.columns)


def write(layout: Layout) -> str:
    """Canonical JSON; `read` gives the layout back."""
    return json.dumps(asdict(layout) | {"columns": dict(layout.columns)}, ensure_ascii=False, sort_keys=True)


def read(text: str) -> Layout:
    """The layout of JSON text that `write` has made."""
    return of_plain(json.loads(text))


def of_plain(given: Mapping[str, Any]) -> Layout:
    """The layout of plain values with `columns` as an object; checked."""
    there = dict(given["columns"])
    known = [field for field in FIELDS if field in there]
    listed = (*known, *(field for field in there if field not in FIELDS))
    return check(Layout(**{**given, "columns": tuple((field, there[field]) for field in listed)}))


Chosen = Mapping[str, tuple[Column, Choice]]


def _own_account(chosen: Chosen) -> Chosen:
    """Without an account column that names many: it is the payers', and theirs when no other column is."""
    column, choice = chosen.get("account", (None, None))
    if column is None or choice is None or len(set(column.values)) <= MOST_ACCOUNTS:
        return chosen
    return {"payer_account": (column, replace(choice, field="payer_account")), **_without(chosen, "account")}


def _backwards(chosen: Chosen, order: str) -> bool | None:
    """The last day stands first; None when the days do not tell."""
    column, _ = chosen.get("booked_on", (None, None))
    days = [mapping_values.day(value, order) for value in (column.values if column else ())]
    days = [day for day in days if day]
    return days[0] > days[-1] if days and days[0] != days[-1] else None


def _with_day(chosen: Chosen) -> Chosen:
    """A table that names one day alone means the day of booking by it."""
    if "booked_on" in chosen or "value_on" not in chosen:
        return chosen
    column, choice = chosen["value_on"]
    return {"booked_on": (column, replace(choice, field="booked_on")), **_without(chosen, "value_on")}


def _one_amount(chosen: Chosen) -> Chosen:
    """Where money in and money out have a column each, a third amount is of details or of another currency."""
    return _without(chosen, "amount") if {"amount", "credit", "debit"} <= set(chosen) else chosen


def _without_odd_currency(chosen: Chosen) -> Chosen:
    """A column called currency that holds no codes of currencies is none."""
    column, _ = chosen.get("currency", (None, None))
    if column is None:
        return chosen
    known = currencies.CODES | currencies.FORMER
    codes = sum(1 for value in column.values if SIGNS.get(value.upper(), value.upper()) in known)
    return chosen if codes >= MOSTLY * len(column.values) else _without(chosen, "currency")


def _without(chosen: Chosen, gone: str) -> Chosen:
    return {field: found for field, found in chosen.items() if field != gone}


def _currency_of(above: Rows, chosen: Chosen) -> str:
    """The one currency that the headers of amounts, the amounts themselves or the rows above name; "" for none."""
    amounts = [column for field, (column, _) in chosen.items() if field in WANTED.amounts]
    for said in (
        [column.title for column in amounts],
        [value for column in amounts for value in column.values[:20]],
        [cell for _, cells in above for cell in cells],
    ):
        text = " ".join(said)
        codes = {code for code in _CODE.findall(text) if code in currencies.CODES and not code.startswith("X")}
        codes |= {SIGNS[sign] for sign in ("€", "£", "₹") if sign in text}
        if len(codes) == 1:
            (code,) = codes
            return str(code)
    return ""


def _without_header(rows: Rows, currency: str) -> Guessed:
    """A table that begins at once: days, numbers and the longest text by their values alone."""
    width = max((len(cells) for _, cells in rows), default=0)
    listed = [
        Column(n, f"column {n + 1}", "", [cells[n].strip() for _, cells in rows if n < len(cells) and cells[n].strip()])
        for n in range(width)
    ]
    choices: list[Choice] = []
    days = [one for one in listed if one.values and _all(one, "booked_on")]
    numbers = [one for one in listed if one not in days and one.values and _all(one, "amount")]
    for field, one in zip(("booked_on", "value_on"), days, strict=False):
        choices.append(Choice(field, one.title, 60, "its values are days"))
    names = ("amount",) if len(numbers) < 2 else ("debit", "credit", "balance")
    for field, one in zip(names, numbers, strict=False):
        choices.append(Choice(field, one.title, 50, "its values are numbers"))
    texts = [one for one in listed if one not in days and one not in numbers and one.values]
    if texts:
        longest = max(texts, key=lambda one: sum(map(len, one.values)))
        choices.append(Choice("text", longest.title, 50, "it holds the longest text"))
    chosen = {one.field: (next(c for c in listed if c.title == one.column), one) for one in choices}
    return _guessed(rows, -1, listed, chosen, currency)


def _all(column: Column, field: str) -> bool:
    test = WANTED.shows(field)
    looked = column.values[:100]
    return test is not None and sum(1 for value in looked if test(value)) >= MOSTLY * len(looked)
