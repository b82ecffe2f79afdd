"""Payments of an import: checked as one by one, compared with the books, and planned in one go."""

from __future__ import annotations

from dataclasses import replace

from quittance.actions import payments, postings
from quittance.actions.command import Subject
from quittance.actions.entities import UNIDENTIFIED
from quittance.actions.imports_documents import read_day
from quittance.actions.imports_draft import Draft
from quittance.actions.imports_facts import Received
from quittance.books import lock
from quittance.rules import currency as currencies
from quittance.rules import money, text
from quittance.rules.exchange import PAYMENTS
from quittance.rules.ledger import NewPayment
from quittance.rules.refusals import Duplicate, NotFound, Refusal

Rows = list[tuple[int, list[str]]]


def payer_of(values: list[str]) -> str:
    """The number of the customer that the payment of a row belongs to."""
    return values[1].strip() or UNIDENTIFIED


def plan(draft: Draft, rows: Rows) -> None:
    """Add the payments of the rows to the draft, all of their money unapplied."""
    held = draft.facts.payments(values[0].strip() for _, values in rows)
    seen: dict[str, int] = {}
    for row, values in rows:
        reference = values[0].strip()
        try:
            if reference in seen:
                raise Duplicate(
                    f"The same reference as in row {seen[reference]}. Keep one of the two.", field="reference"
                )
            seen[reference] = row
            made = _read(draft, values)
            if reference in held:
                _compare(made, values, held[reference])
                draft.leave(PAYMENTS, made.currency)
                continue
            _add(draft, made)
        except Refusal as refusal:
            draft.refuse(PAYMENTS, row, refusal)


def _read(draft: Draft, values: list[str]) -> NewPayment:
    reference, _, received, currency, amount, payer, said = values
    customer = draft.customers.get(payer_of(values))
    if customer is None:
        raise NotFound(
            f"There is no customer {payer_of(values)[:64]!r}. Correct the number, import that customer first, "
            "or leave it empty where the payer is not known.",
            field="customer_number",
        )
    received_on = postings.check_day(read_day(received, "received_on", needed=True), draft.context.today, "received_on")
    code = currencies.check((currency.strip() or customer.currency).upper())
    return NewPayment(
        id=draft.new_id(),
        entry_id=draft.new_id(),
        customer_id=customer.id,
        reference=text.clean(reference, "reference", 128, needed=True),
        method="bank",
        received_on=received_on,
        currency=code,
        amount=money.read_positive(amount, code),
        base_amount=0,
        payer_name=text.clean(payer, "payer_name", 300),
        text=text.clean(said, "text", 2000),
    )


def _add(draft: Draft, made: NewPayment) -> None:
    draft.check_allowed("payments.record")
    lock.check_open(draft.entity, made.received_on)
    base = draft.base_of(made.amount, made.currency, made.received_on)
    payment = replace(made, base_amount=base)
    entry, item = payments.entry_of(payment)
    draft.payments.append(payment)
    draft.entries[entry.id] = entry
    draft.items[item.id] = item
    said = {"reference": payment.reference, "amount": money.write(payment.amount, payment.currency)}
    said |= {"currency": payment.currency}
    subject = Subject("payment", payment.id, payment.customer_id)
    draft.events.append(("payments.record", subject, said))
    draft.take(PAYMENTS, payment.currency, payment.amount)


def _compare(made: NewPayment, values: list[str], held: Received) -> None:
    """Raise `Duplicate` when the row says something of the payment that the books do not."""
    said = {
        "customer_number": (values[1].strip(), held.customer_number),
        "received_on": (made.received_on, held.received_on),
        "currency": (values[3].strip() and made.currency, held.currency),
        "amount": (made.amount, held.amount),
        "payer_name": (made.payer_name, held.payer_name),
        "text": (made.text, held.text),
    }
    for name, (row, stands) in said.items():
        if row and row != stands:
            shown = money.write(held.amount, held.currency) if name == "amount" else stands
            raise Duplicate(
                f"Payment {held.reference} is in the books already with the {name.replace('_', ' ')} {shown}. "
                "Correct the row, or give it a reference of its own.",
                field=name,
            )
