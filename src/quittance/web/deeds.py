"""Corrections: write off, reverse, pay back, move, take an allocation back; each shows its postings first if asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from quittance.actions import allocations, payments, reversals, writeoffs
from quittance.actions.allocations import Allocate, ShareInput, Unallocate
from quittance.actions.command import Context
from quittance.actions.payments import MovePayment, RefundPayment
from quittance.actions.reversals import Reverse
from quittance.actions.writeoffs import WriteOff
from quittance.reports import document, journal
from quittance.reports import payments as listed
from quittance.rules import money
from quittance.rules.refusals import Invalid, NotFound
from quittance.web import preview, shown, visit
from quittance.web.form import Form
from quittance.web.templatetags.desk import KINDS
from quittance.web.visit import Visit

In = TypeVar("In")
Out = TypeVar("Out")


@dataclass(frozen=True, slots=True)
class Deed(Generic[In, Out]):
    """A verb with how its form is read, what is said when it is done, and what its page shows."""

    verb: Callable[[Context, In], Out]
    read: Callable[[], In]
    said: Callable[[Out], str]
    values: dict[str, Any]


@visit.form("writeoffs.write_off")
def write_off_document(visit: Visit, number: str) -> HttpResponse:
    """Give up what is open on a document, within the limit for small balances."""
    row = document.card(visit.books, number, visit.context.today).row
    back = reverse("invoice", kwargs={"number": number})
    return _write_off(visit, number, row.open, row.currency, back)


@visit.form("writeoffs.write_off")
def write_off_payment(visit: Visit, reference: str) -> HttpResponse:
    """Give up what is left of a payment, within the limit for small balances."""
    row = listed.card(visit.books, reference).row
    back = reverse("payment", kwargs={"reference": reference})
    return _write_off(visit, reference, row.unapplied, row.currency, back)


@visit.form("reversals.reverse")
def reverse_document(visit: Visit, number: str) -> HttpResponse:
    """Take an invoice or credit note back by its mirror image."""
    row = document.card(visit.books, number, visit.context.today).row
    said = f"{row.number}, {shown.with_currency(row.total, row.currency, visit.company.base_currency)}"
    return _reverse(visit, lambda form: _reversal(form, number=number), said, reverse("invoice", args=[number]))


@visit.form("reversals.reverse")
def reverse_payment(visit: Visit, reference: str) -> HttpResponse:
    """Take a payment back by its mirror image, such as a direct debit that was returned."""
    row = listed.card(visit.books, reference).row
    said = f"{row.reference}, {shown.with_currency(row.amount, row.currency, visit.company.base_currency)}"
    return _reverse(visit, lambda form: _reversal(form, number=reference), said, reverse("payment", args=[reference]))


@visit.form("reversals.reverse")
def reverse_entry(visit: Visit, id: int) -> HttpResponse:
    """Take any entry back: a write-off, a refund, a move, an allocation."""
    back = local(visit.request.GET.get("next", "") or visit.request.POST.get("next", ""))
    posted = journal.of_entry(visit.books, id)
    if not posted:
        raise NotFound("There is no such entry.", field="entry_id")
    first, base = posted[0], visit.company.base_currency
    said = f"{KINDS.get(first.kind, first.kind).lower()} {shown.with_currency(first.amount, first.currency, base)}"
    return _reverse(visit, lambda form: _reversal(form, entry_id=id), f"{said} on {first.document}", back)


@visit.form("payments.refund")
def refund(visit: Visit, reference: str) -> HttpResponse:
    """Pay what is left of a payment back to who sent it."""
    row = listed.card(visit.books, reference).row
    form = Form(visit, {"amount": money.write(row.unapplied, row.currency)})
    back = reverse("payment", kwargs={"reference": reference})

    def read() -> RefundPayment:
        return RefundPayment(reference, form["amount"].strip(), form.day_or_none("effective_on"))

    def said(made: Any) -> str:
        return f"{made.amount} {made.currency} of {reference} is paid back."

    values = {"title": "Pay back", "subject": row, "back": back, "kind": "refund"}
    return _carry(visit, form, Deed(payments.refund, read, said, values))


@visit.form("payments.move")
def move(visit: Visit, reference: str) -> HttpResponse:
    """Move what is left of a payment to the customer it belongs to."""
    row = listed.card(visit.books, reference).row
    form = Form(visit, {"amount": money.write(row.unapplied, row.currency)})
    back = reverse("payment", kwargs={"reference": reference})

    def read() -> MovePayment:
        amount, customer = form["amount"].strip(), form["customer_number"].strip()
        if not customer:
            raise Invalid("Enter the number of the customer it belongs to.", field="customer_number")
        return MovePayment(reference, customer, amount, form.day_or_none("effective_on"))

    def said(made: Any) -> str:
        return f"{made.amount} {made.currency} of {reference} is with {made.customer_number} now."

    values = {"title": "Move", "subject": row, "back": back, "kind": "move"}
    return _carry(visit, form, Deed(payments.move, read, said, values))


@visit.deed("allocations.unallocate")
def unallocate(visit: Visit) -> HttpResponse:
    """Take allocations back as their exact inverse; the message offers to allocate the same again."""
    form = Form(visit)
    given = (*form.all("id"), *visit.request.GET.getlist("id"))
    ids = [int(text) for text in given if text.isascii() and text.isdigit() and len(text) < 20]
    again = form["again"] if form["again"].startswith(reverse("allocation-again")) else ""
    made = visit.do(allocations.unallocate, Unallocate(tuple(ids)), form.key)
    said = ", ".join(f"{one.document} has {one.open} open again" for one in made.reopened)
    return visit.go(local(form["next"]), f"Taken back: {said}.", undo=again)


@visit.deed("allocations.allocate")
def allocate_again(visit: Visit) -> HttpResponse:
    """The undo of taking back: the same credit on the same invoice with the same amount."""
    given = visit.request.GET
    data = Allocate(given.get("credit", ""), (ShareInput(given.get("document", ""), given.get("amount", "")),))
    made = visit.do(allocations.allocate, data, Form(visit).key)
    said = ", ".join(f"{one.amount} on {one.document}" for one in made.allocated)
    return visit.go(local(given.get("next", "")), f"{made.credit} is allocated again: {said}.")


def _write_off(visit: Visit, number: str, left: int, currency: str, back: str) -> HttpResponse:
    form = Form(visit, {"amount": money.write(left, currency)})

    def read() -> WriteOff:
        return WriteOff(number, form["reason"], form["amount"].strip(), form.day_or_none("effective_on"))

    def said(made: Any) -> str:
        return f"{made.amount} {made.currency} of {number} is written off."

    values = {"title": "Write off", "number": number, "left": left, "currency": currency, "back": back}
    return _carry(visit, form, Deed(writeoffs.write_off, read, said, {**values, "kind": "write_off"}))


def _reverse(visit: Visit, read: Callable[[Form], Reverse], what: str, back: str) -> HttpResponse:
    form = Form(visit)

    def said(made: Any) -> str:
        return f"Reversed on {shown.day(made.effective_on)}: {what}."

    values = {"title": "Reverse", "what": what, "back": back, "kind": "reverse"}
    return _carry(visit, form, Deed(reversals.reverse, lambda: read(form), said, values))


def _reversal(form: Form, *, number: str = "", entry_id: int = 0) -> Reverse:
    return Reverse(form["reason"], number, entry_id, form.day_or_none("effective_on"))


def _carry(visit: Visit, form: Form, deed: Deed[In, Out]) -> HttpResponse:
    """Show the form, its postings when they are asked for, or carry it out and go back."""
    rehearsed = None
    if form.sent and form["do"] == "preview":
        rehearsed = preview.of(form, deed.verb, deed.read)
    elif form.sent:
        made = form.does(deed.verb, deed.read)
        if made is not None:
            return visit.go(deed.values["back"], deed.said(made))
    return visit.show("deeds/deed.html", {"form": form, "rehearsed": rehearsed, **deed.values}, status=form.status)


def local(address: str) -> str:
    """The page the button stood on; Today for an address of elsewhere."""
    own = url_has_allowed_host_and_scheme(address, allowed_hosts=None) and address.startswith("/")
    return address if own else reverse("today")
