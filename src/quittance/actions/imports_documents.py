"""Invoices and credit notes of an import with their lines: checked as one by one, compared, planned in one go."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from quittance.actions import credits, invoices, postings
from quittance.actions.command import Subject
from quittance.actions.imports_draft import HELD_BACK, Draft
from quittance.actions.imports_facts import Facts, Paper
from quittance.actions.imports_foreseen import Foreseen
from quittance.books import lock
from quittance.books.lock import CustomerFacts
from quittance.rules import currency as currencies
from quittance.rules import money, tax, terms, text, totals
from quittance.rules.exchange import INVOICES, LINES
from quittance.rules.fault import Fault
from quittance.rules.ledger import CREDIT_NOTE, INVOICE, NewDocument, NewLine
from quittance.rules.refusals import Duplicate, Invalid, NotFound, Refusal
from quittance.rules.totals import Said

Rows = list[tuple[int, list[str]]]
VERBS = {INVOICE: "invoices.record", CREDIT_NOTE: "credits.record"}


class Given(NamedTuple):
    """An invoice row, read: days None and `total` "" where the row says nothing."""

    number: str
    kind: str
    issued_on: datetime.date
    due_on: datetime.date | None
    total: str
    purchase_order: str
    external_id: str
    terms: str
    goods_on: datetime.date | None


def plan(draft: Draft, rows: Rows, line_rows: Rows) -> None:
    """Add the documents of the rows to the draft."""
    books = _Shelf(draft.facts, rows, line_rows)
    for row, values in rows:
        number = values[0].strip()
        lines = books.lines.pop(number, [])
        try:
            books.claim(number, row)
            _one(draft, books, values, lines)
        except Refusal as refusal:
            draft.refuse(INVOICES, row, refusal)
            _hold_back(draft, lines, number, row)
    for number, lines in books.lines.items():
        _lines_alone(draft, books, number, lines)


class _Waiting(Refusal):
    """The row is in order itself and waits for another."""

    code = HELD_BACK


class _Shelf:
    """The documents of the books that rows name, and the rows' lines by the number of their invoice."""

    def __init__(self, facts: Facts | Foreseen, rows: Rows, line_rows: Rows) -> None:
        self.lines: dict[str, Rows] = defaultdict(list)
        for row, values in line_rows:
            self.lines[values[0].strip()].append((row, values))
        numbers = [values[0].strip() for _, values in rows]
        self.papers = facts.documents([*numbers, *self.lines])
        self.owners = facts.documents_by_external(values[8].strip() for _, values in rows)
        with_lines = [self.papers[number].id for number in self.lines if number in self.papers]
        self.held = facts.lines(with_lines)
        self._seen: dict[str, int] = {}

    def claim(self, number: str, row: int) -> None:
        """Raise `Duplicate` when an earlier row has the number."""
        if number in self._seen:
            raise Duplicate(f"The same number as in row {self._seen[number]}. Keep one of the two.", field="number")
        self._seen[number] = row

    def claim_external(self, external: str, number: str) -> None:
        """Raise `Duplicate` when another document has the external id."""
        taken = self.owners.setdefault(external, number) if external else number
        if taken != number:
            raise Duplicate(f"Document {taken} has that external id. Correct one of them.", field="external_id")


def _one(draft: Draft, books: _Shelf, values: list[str], line_rows: Rows) -> None:
    customer = draft.customers.get(values[1].strip())
    if customer is None:
        raise NotFound(
            f"There is no customer {values[1].strip()[:64]!r}. Correct the number, import that customer first, "
            "or import the file as a ledger, which makes its customers.",
            field="customer_number",
        )
    given = _read(draft, values)
    currency = currencies.check((values[5].strip() or customer.currency).upper())
    lines = _lines(draft, line_rows, currency)
    held = books.papers.get(given.number)
    if held is not None:
        _compare(held, customer, given, values[5].strip() and currency)
        _compare_lines(held, books, lines)
        draft.leave(INVOICES, held.currency)
        for _ in lines:
            draft.leave(LINES, held.currency)
        return
    draft.check_allowed(VERBS[given.kind])
    books.claim_external(given.external_id, given.number)
    document, due = _document(draft, customer, given, currency, lines)
    _add(draft, document, due)
    draft.take(INVOICES, currency, document.total if given.kind == INVOICE else -document.total)
    if lines:
        draft.take(LINES, currency, sum([line.net for line in lines]), len(lines))


def _read(draft: Draft, values: list[str]) -> Given:
    kind = values[2].strip().lower().replace(" ", "_") or INVOICE
    if kind not in VERBS:
        raise Invalid(f"{values[2][:40]!r} is no kind of document here. Write invoice or credit_note.", field="kind")
    issued_on = postings.check_day(read_day(values[3], "issued_on", needed=True), draft.context.today, "issued_on")
    return Given(
        text.clean(values[0], "number", 64, needed=True),
        kind,
        issued_on,
        read_day(values[4], "due_on") if values[4].strip() else None,
        values[6].strip(),
        text.clean(values[7], "purchase_order", 128),
        text.clean(values[8], "external_id", 128),
        text.clean(values[9], "terms", 200),
        _goods_on(draft, values[10]) if kind == INVOICE else None,
    )


def _goods_on(draft: Draft, given: str) -> datetime.date | None:
    """When the goods of an invoice were received."""
    if not given.strip():
        return None
    return postings.check_day(read_day(given, "goods_on"), draft.context.today, "goods_on")


def read_day(given: str, field: str, *, needed: bool = False) -> datetime.date:
    """A day from ISO text; raises `Invalid` saying how to write one."""
    try:
        return datetime.date.fromisoformat(given.strip())
    except ValueError:
        said = "Enter the day" if needed and not given.strip() else f"{given.strip()[:40]!r} is not a day"
        raise Invalid(f"{said}. Write it as 2026-03-31.", field=field) from None


def _lines(draft: Draft, rows: Rows, currency: str) -> tuple[NewLine, ...]:
    """The lines in the order of `n`; notes the fault of a line and raises `_Waiting` for its invoice."""
    if len(rows) > totals.MOST_LINES:
        raise Invalid(f"A document has at most {totals.MOST_LINES} lines.", field="number")
    made: dict[int, NewLine] = {}
    for row, (_, n, description, quantity, price, rate, category, reason) in rows:
        try:
            at = _position(n, len(made) + 1)
            if at in made:
                raise Invalid(f"The invoice has two lines {at}. Give each line a number of its own.", field="n")
            free = tax.typed(category)[0] or category.strip()
            said = Said(description, quantity or "1", price, rate or "0", free, reason)
            made[at] = totals.read_line(at, said, currency)
        except Refusal as refusal:
            draft.refuse(LINES, row, refusal, refusal.field.rpartition(".")[2])
            raise _Waiting(f"Its line in row {row} of the lines is at fault. Correct that and import both.") from None
    return tuple([made[n] for n in sorted(made)])


def _position(given: str, otherwise: int) -> int:
    given = given.strip()
    if not given:
        return otherwise
    if not (given.isascii() and given.isdigit() and len(given) < 9 and 1 <= int(given) <= totals.MOST_LINES):
        raise Invalid(f"{given[:20]!r} is no position. Number the lines 1, 2, 3 and so on.", field="n")
    return int(given)


def _document(
    draft: Draft, customer: CustomerFacts, given: Given, currency: str, lines: tuple[NewLine, ...]
) -> tuple[NewDocument, Sequence[tuple[datetime.date, int]]]:
    lock.check_open(draft.entity, given.issued_on)
    summed = invoices.total_of(given.total, currency, lines)
    agreed = given.terms or draft.terms_of(customer, given.issued_on) if given.kind == INVOICE else ""
    due = _due(draft, given, agreed)
    document = NewDocument(
        id=draft.new_id(),
        entry_id=draft.new_id(),
        customer_id=customer.id,
        kind=given.kind,
        number=given.number,
        issued_on=given.issued_on,
        due_on=due[-1][0],
        currency=currency,
        net=summed.net,
        tax=summed.tax,
        total=summed.total,
        base_total=draft.base_of(summed.total, currency, given.issued_on),
        terms=agreed,
        goods_on=given.goods_on,
        purchase_order=given.purchase_order,
        external_id=given.external_id,
        lines=summed.lines,
        taxes=totals.stored(summed, tax.WITHOUT_TAX),
    )
    return document, due


def _due(draft: Draft, given: Given, agreed: str) -> Sequence[tuple[datetime.date, int]]:
    """As `invoices.due_days`; a credit note can be used at once, and a ledger says when its invoices were due."""
    if given.kind == CREDIT_NOTE:
        return [(given.issued_on, 1)]
    if given.due_on is not None and draft.ledger:
        return [(given.due_on, 1)]
    if given.due_on is None and agreed:
        read = terms.read(agreed)
        closed = draft.closed() if read.roll else frozenset()
        return terms.due_days(read, given.issued_on, received_on=given.goods_on, holidays=closed)
    return invoices.due_days(draft.context, agreed, given.issued_on, given.due_on, given.goods_on)


def _add(draft: Draft, document: NewDocument, due: Sequence[tuple[datetime.date, int]]) -> None:
    if document.kind == INVOICE:
        entry = invoices.entry_of(document, due)
    else:
        entry, _ = credits.entry_of(document)
    draft.documents.append(document)
    draft.entries[entry.id] = entry
    draft.items |= {item.id: item for item in entry.items}
    total = money.write(document.total, document.currency)
    said = {"number": document.number, "total": total, "currency": document.currency}
    draft.events.append((VERBS[document.kind], Subject("document", document.id, document.customer_id), said))


def _compare(held: Paper, customer: CustomerFacts, given: Given, currency: str) -> None:
    """Raise `Duplicate` when the row says something of the document that the books do not."""
    said: dict[str, tuple[object, object]] = {
        "customer_number": (customer.number, held.customer_number),
        "kind": (given.kind, held.kind),
        "issued_on": (given.issued_on, held.issued_on),
        "due_on": (given.due_on if given.kind == INVOICE else None, held.due_on),
        "currency": (currency, held.currency),
        "purchase_order": (given.purchase_order, held.purchase_order),
        "external_id": (given.external_id, held.external_id),
        "terms": (given.terms, held.terms),
        "goods_on": (given.goods_on, held.goods_on),
    }
    if given.total:
        said["total"] = (money.read_positive(given.total, held.currency, field="total"), held.total)
    for name, (row, stands) in said.items():
        if row and row != stands:
            shown = money.write(held.total, held.currency) if name == "total" else stands
            raise Duplicate(
                f"{held.number} is in the books already with the {name.replace('_', ' ')} {shown}. "
                "Correct the row, or reverse that document and use another number.",
                field=name,
            )


def _compare_lines(held: Paper, books: _Shelf, lines: tuple[NewLine, ...]) -> None:
    said = [(one.n, one.description.strip(), one.quantity_e6, one.unit_price_e6, one.tax_rate_e4) for one in lines]
    if said and said != books.held.get(held.id, []):
        raise Duplicate(
            f"{held.number} is in the books already with other lines. An issued document is not changed: "
            "leave its lines out, or reverse it and use another number.",
            field="number",
        )


def _lines_alone(draft: Draft, books: _Shelf, number: str, rows: Rows) -> None:
    """Lines without their invoice in the portion: there already, or at fault."""
    held = books.papers.get(number)
    try:
        if held is None:
            raise NotFound(
                f"There is no invoice {number[:64]!r} in these files or in the books. Import its invoice with it.",
                field="invoice_number",
            )
        _compare_lines(held, books, _lines(draft, rows, held.currency))
        for _ in rows:
            draft.leave(LINES, held.currency)
    except Refusal as refusal:
        noted = {fault.row for fault in draft.faults if fault.kind == LINES}
        for row, _ in rows:
            if row not in noted:
                draft.refuse(LINES, row, refusal, "invoice_number")


def _hold_back(draft: Draft, rows: Rows, number: str, invoice_row: int) -> None:
    """Lines wait for their invoice: they go into the error file beside it."""
    noted = {fault.row for fault in draft.faults if fault.kind == LINES} if rows else set()
    for row, _ in rows:
        if row not in noted:
            sentence = (
                f"Its invoice {number} was refused (row {invoice_row} of the invoices). Import it again with that."
            )
            draft.faults.append(Fault(LINES, row, "invoice_number", HELD_BACK, sentence))
