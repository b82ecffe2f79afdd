"""The layout of a bank table: guessed, corrected beside its first rows, kept as a profile, and read by it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import HttpResponse

from quittance.actions import banking, banking_profiles
from quittance.actions.banking import FileTaken, ReadFile
from quittance.actions.banking_profiles import Looked, RemoveProfile, SaveProfile
from quittance.reports import banking as reports
from quittance.rules import bank_layout as rules
from quittance.rules.bank_layout import Layout
from quittance.rules.bankline import UNREAD
from quittance.rules.refusals import Invalid
from quittance.web import visit
from quittance.web.banking import taken
from quittance.web.form import Form
from quittance.web.imports_layout import DECIMALS, ORDERS
from quittance.web.visit import Visit

SAMPLES = 3
NEEDED = ("booked_on", "amount", "credit", "debit")
"""Fields that are always shown: the day, and one way to give the amount."""

LABELS = {
    "booked_on": "Booking day",
    "value_on": "Value day",
    "amount": "Amount with its sign",
    "credit": "Money in",
    "debit": "Money out",
    "direction": "In or out, in words",
    "balance": "Balance behind it",
    "currency": "Currency",
    "payer_name": "Payer",
    "payer_account": "Payer’s account",
    "text": "Text",
    "details": "More text",
    "reference": "Payment reference",
    "bank_reference": "The bank’s reference",
    "end_to_end_id": "The payer’s reference",
    "account": "Our account",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A field with the column chosen for it, its first values, and why it was guessed."""

    field: str
    label: str
    column: str
    samples: tuple[str, ...]
    reason: str
    needed: bool


@visit.form("banking.read_file")
def bank_layout(visit: Visit, id: int) -> HttpResponse:
    """Look at the columns; `do` says whether to look again or to keep and read."""
    form = Form(visit)
    file, _ = reports.file(visit.books, id)
    if file.state != UNREAD:
        return visit.go("bank-file", id=id)
    _, content = reports.content(visit.books, id)
    found = banking_profiles.look(visit.context, content)
    if form.sent:
        found = form.tries(lambda: banking_profiles.look(visit.context, content, _typed(form, found))) or found
    if form.sent and form.refusal is None and form["do"] == "save":
        made = form.tries(lambda: _read(visit, form, id, found.layout))
        if made is not None:
            return taken(visit, made)
    values = {
        "form": form,
        "file": file,
        "found": found,
        "rows": _rows(found),
        "orders": ORDERS,
        "decimals": DECIMALS,
        "name": form["name"] if form.sent else found.layout.account or file.name.rpartition(".")[0],
        "header_row": str(found.layout.header_row),
    }
    return visit.show("cash/layout.html", values, status=form.status)


@visit.deed("banking.remove_profile")
def bank_unprofile(visit: Visit) -> HttpResponse:
    """Remove a profile."""
    form = Form(visit)
    made = form.does(banking_profiles.remove, lambda: RemoveProfile(form["name"]))
    return visit.go("bank-files", f"Profile {made.name} is gone" if made else "That profile is gone already")


def _read(visit: Visit, form: Form, id: int, layout: Layout) -> FileTaken:
    """Keep the profile and read the file by it; a layout that cannot read the file is refused before it is kept."""
    name = form["name"].strip()
    data = SaveProfile(name, rules.write(rules.check(layout)))
    visit.do(banking_profiles.save, data, f"{form.key}-profile")
    return visit.do(banking.read_file, ReadFile(id, name), form.key)


def _typed(form: Form, guessed: Looked) -> Layout:
    row = form["header_row"].strip() or "1"
    if not (row.isascii() and row.isdigit() and len(row) <= 3):
        raise Invalid("The row of the header is a number, such as 1; 0 is for none.", field="header_row")
    columns = tuple((field, form[f"c-{field}"].strip()) for field in rules.FIELDS)
    return replace(
        guessed.layout,
        columns=tuple(pair for pair in columns if pair[1]),
        account=form["account"].strip(),
        currency=form["currency"].strip().upper(),
        date_order=form["date_order"],
        decimal=form["decimal"],
        header_row=int(row),
        turned=form["turned"] == "yes",
    )


def _rows(found: Looked) -> list[Row]:
    chosen = dict(found.layout.columns)
    why = {(one.field, one.column): one.reason for one in found.guessed.choices}
    made = []
    for field in sorted(rules.FIELDS, key=lambda one: (one not in chosen, rules.FIELDS.index(one))):
        column = chosen.get(field, "")
        reason = why.get((field, column), "")
        made.append(Row(field, LABELS[field], column, _samples(found, column), reason, field in NEEDED))
    return made


def _samples(found: Looked, column: str) -> tuple[str, ...]:
    """The first different values of a column."""
    if column not in found.guessed.header:
        return ()
    at = found.guessed.header.index(column)
    values = [row[at].strip() for row in found.sample if at < len(row)]
    return tuple(dict.fromkeys(" ".join(value.split())[:40] for value in values if value))[:SAMPLES]
