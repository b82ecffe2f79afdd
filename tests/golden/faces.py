"""The faces that a story is told through: the write layer itself, the command line, and the API."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any, Protocol

from quittance.actions import (
    allocations,
    closing,
    credits,
    customers,
    identity,
    invoices,
    payments,
    rates,
    reversals,
    writeoffs,
)
from quittance.actions.allocations import ShareInput
from quittance.actions.command import Context
from quittance.books import sql
from quittance.reports import aged, books
from quittance.rules import money
from quittance.rules.refusals import Refusal
from quittance.rules.totals import LineInput
from tests.api import client
from tests.cli import terminal
from tests.golden.story import Step

REASON = "as the story goes"
Aging = dict[str, list[str]]
"""Customer -> amounts per bucket, unapplied and balance, as decimal text; "" is the total."""


class Face(Protocol):
    """A way in: a step is carried out, or refused with a code; the aged list is asked for."""

    context: Context
    today: datetime.date

    def do(self, step: Step) -> str:
        """Carry a step out; "" or the code of the refusal."""
        ...

    def aging(self, on: datetime.date) -> Aging:
        """The aged list of a day."""
        ...


class Direct:
    """The verbs of the write layer, on the day of the context."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.today = context.today

    def do(self, step: Step) -> str:
        """Call the verb."""
        verb, data = _verb(self.context, step)
        try:
            verb(self.context, data)
        except Refusal as refusal:
            return refusal.code
        return ""

    def aging(self, on: datetime.date) -> Aging:
        """Ask the report."""
        mine, question = books.of(self.context), aged.Question(on)
        totals = aged.summary(mine, question)

        def said(*amounts: int) -> list[str]:
            return [money.write(amount, totals.currency) for amount in amounts]

        rows = {
            row.number: said(*row.amounts, row.unapplied, row.balance) for row in aged.customers(mine, question).rows
        }
        return rows | {"": said(*(one.amount for one in totals.buckets), totals.unapplied, totals.receivable)}


class Terminal:
    """The command line, on the day of the machine."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.today = identity.today_in("UTC", identity.now_micros())

    def do(self, step: Step) -> str:
        """Type the command."""
        said = terminal.quittance(*_typed(self.context, step), "--format", "json")
        assert said.code in (0, 3), f"{step.text}: {said.err}"
        return said.refusal[0] if said.code else ""

    def aging(self, on: datetime.date) -> Aging:
        """`quittance aging`."""
        return _aging(terminal.done("aging", "--as-of", on.isoformat()), "customer")


class Api:
    """The REST API, on the day of the machine."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.today = identity.today_in("UTC", identity.now_micros())
        self.api = client.Api(context, client.key_of(context, *client.EVERYTHING))

    def do(self, step: Step) -> str:
        """Send the request."""
        path, body = _sent(self.context, step)
        answer = self.api.post(path, {name: value for name, value in body.items() if value not in ("", None, [])})
        assert answer.status < 500, f"{step.text}: {answer.text}"
        assert bool(answer.code) == (answer.status >= 400), f"{step.text}: {answer.text}"
        return answer.code

    def aging(self, on: datetime.date) -> Aging:
        """GET /aging."""
        return _aging(self.api.get("/aging", as_of=on.isoformat()).body, "customer")


FACES: dict[str, Any] = {"actions": Direct, "cli": Terminal, "api": Api}


def _aging(document: Any, customer: str) -> Aging:
    rows = {row[customer]: [*row["amounts"], row["unapplied"], row["balance"]] for row in document["rows"]}
    buckets = [one["amount"] for one in document["buckets"]]
    return rows | {"": [*buckets, document["unapplied"], document["receivable"]]}


def _verb(context: Context, step: Step) -> tuple[Any, Any]:
    """The verb of a step, and its input."""
    words, on = step.words, step.on or context.today
    number, amount, customer = (words.get(name, "") for name in ("number", "amount", "customer"))
    met = tuple(ShareInput(*share) for share in step.shares)
    own: dict[str, Any] = {"currency": words.get("currency", ""), "rate": words.get("rate", "")}
    lines = tuple(LineInput(one["text"], one["quantity"], one["price"], one.get("tax", "0")) for one in step.lines)
    match step.verb:
        case "customer":
            own = {"currency": words.get("currency", ""), "terms": words.get("terms", "")}
            made = customers.CreateCustomer(words["name"], number, parent_number=words.get("parent", ""), **own)
            return customers.create, made
        case "rate":
            base = books.entity(books.of(context)).base_currency
            return rates.set_rate, rates.SetRate(words["currency"], base, on, words["rate"])
        case "invoice":
            due = datetime.date.fromisoformat(words["due"]) if "due" in words else None
            data = invoices.RecordInvoice(
                customer, on, amount, number=number, due_on=due, terms=words.get("terms", ""), lines=lines, **own
            )
            return invoices.record, data
        case "credit note":
            note = credits.RecordCreditNote(customer, on, amount, number=number, lines=lines, allocate=met, **own)
            return credits.record, note
        case "payment":
            paid = payments.RecordPayment(on, amount, customer, reference=number, allocate=_how(step))
            return payments.record, replace(paid, shares=met, currency=own["currency"], rate=own["rate"])
        case _:
            return _later(context, step)


def _later(context: Context, step: Step) -> tuple[Any, Any]:
    """The verb of a step on something that is there already."""
    words, on = step.words, step.on
    number, amount = words.get("number", ""), words.get("amount", "")
    through = datetime.date.fromisoformat(words["through"]) if "through" in words else None
    match step.verb:
        case "allocate":
            met = tuple(ShareInput(*share) for share in step.shares)
            return allocations.allocate, allocations.Allocate(number, met, on)
        case "take back":
            return allocations.unallocate, allocations.Unallocate(tuple(_met(context, step)), on)
        case "move":
            return payments.move, payments.MovePayment(number, words["customer"], amount, on)
        case "refund":
            return payments.refund, payments.RefundPayment(number, amount, on)
        case "write off":
            return writeoffs.write_off, writeoffs.WriteOff(number, REASON, amount, on)
        case "reverse":
            by_entry = "kind" in words
            entry_id = _entry(context, step) if by_entry else 0
            return reversals.reverse, reversals.Reverse(REASON, "" if by_entry else number, entry_id, on)
        case "lock":
            assert through is not None
            return closing.lock_period, closing.LockPeriod(through)
        case _:
            return closing.unlock_period, closing.UnlockPeriod(REASON, through)


def _how(step: Step) -> str:
    return "oldest" if "oldest" in step.words else "chosen" if step.shares else "none"


def _met(context: Context, step: Step) -> list[int]:
    """Ids of the allocations in force between a credit and an invoice."""
    found = sql.rows(
        "SELECT a.id FROM allocation a "
        "JOIN open_item d ON d.tenant_id = a.tenant_id AND d.id = a.debit_item_id "
        "JOIN document v ON v.tenant_id = d.tenant_id AND v.id = d.document_id "
        "JOIN open_item c ON c.tenant_id = a.tenant_id AND c.id = a.credit_item_id "
        "LEFT JOIN document n ON n.tenant_id = c.tenant_id AND n.id = c.document_id "
        "LEFT JOIN payment p ON p.tenant_id = c.tenant_id AND p.id = c.payment_id "
        "WHERE a.tenant_id = %s AND v.number = %s AND COALESCE(p.reference, n.number) = %s AND a.reverses IS NULL "
        "ORDER BY a.id DESC LIMIT 1",
        [context.tenant_id, step.words["invoice"], step.words["number"]],
    )
    return [row[0] for row in found]


def _entry(context: Context, step: Step) -> int:
    """The latest entry of a kind about a document or payment."""
    found = sql.row(
        "SELECT MAX(e.id) FROM entry e JOIN open_item i ON i.tenant_id = e.tenant_id AND i.entry_id = e.id "
        "LEFT JOIN document d ON d.tenant_id = i.tenant_id AND d.id = i.document_id "
        "LEFT JOIN payment p ON p.tenant_id = i.tenant_id AND p.id = i.payment_id "
        "WHERE e.tenant_id = %s AND e.kind = %s AND COALESCE(p.reference, d.number) = %s",
        [context.tenant_id, step.words["kind"], step.words["number"]],
    )
    assert found is not None and found[0] is not None, step.text
    return int(found[0])


def _typed(context: Context, step: Step) -> list[str]:
    """The words of the command line."""
    words = step.words
    number, amount, customer = (words.get(name, "") for name in ("number", "amount", "customer"))
    on = ["--on", step.on.isoformat()] if step.on else []
    to = [part for name, part in step.shares for part in ("--to", f"{name}={part}" if part else name)]
    lines = [f"{one['text']}|{one['quantity']}|{one['price']}|{one.get('tax', '0')}" for one in step.lines]
    typed = [part for line in lines for part in ("--line", line)]
    own = [part for name in ("currency", "rate", "terms", "due", "parent") for part in _option(words, name)]
    part = ["--amount", amount] if amount else []
    because = ["--reason", REASON]
    through = ["--through", words["through"]] if "through" in words else []
    total = ["--total", amount] if amount else []
    commands: dict[str, list[str]] = {
        "customer": ["customer", "add", words.get("name", ""), "--number", number, *own],
        "rate": ["rate", words.get("currency", ""), words.get("rate", ""), *on],
        "invoice": ["invoice", "add", customer, *total, "--number", number, *on, *own, *typed],
        "credit note": ["credit", "add", customer, *total, "--number", number, *on, *own, *to, *typed],
        "payment": ["pay", amount, customer, "--reference", number, *on, *own, *to],
        "allocate": ["allocate", number, *to, *on],
        "move": ["move", number, customer, *part, *on],
        "refund": ["refund", number, *part, *on],
        "write off": ["writeoff", number, *because, *part, *on],
        "lock": ["lock", words.get("through", "")],
        "unlock": ["unlock", *because, *through],
    }
    if step.verb == "take back":
        return ["unallocate", *map(str, _met(context, step)), *on]
    if step.verb == "reverse":
        named = ["--entry", str(_entry(context, step))] if "kind" in words else [number]
        return ["reverse", *named, *because, *on]
    return commands[step.verb] + (["--oldest"] if "oldest" in words else [])


def _option(words: dict[str, str], name: str) -> list[str]:
    return [f"--{name}", words[name]] if name in words else []


def _sent(context: Context, step: Step) -> tuple[str, dict[str, Any]]:
    """The address and the body of the request."""
    words, on = step.words, step.on.isoformat() if step.on else None
    number, amount, customer = (words.get(name, "") for name in ("number", "amount", "customer"))
    met = [{"invoice_number": name, **({"amount": part} if part else {})} for name, part in step.shares]
    lines = [
        {
            "description": one["text"],
            "quantity": one["quantity"],
            "unit_price": one["price"],
            "tax_rate": one.get("tax", "0"),
        }
        for one in step.lines
    ]
    own = {name: words.get(name) for name in ("currency", "rate", "terms")}
    later = {"effective_on": on}
    paper = {"customer_number": customer, "issued_on": on, "total": amount, "number": number, "lines": lines}
    if step.verb == "take back":
        return "/allocations/unallocate", {"allocation_ids": [str(id) for id in _met(context, step)], **later}
    if step.verb == "reverse" and "kind" in words:
        return "/reversals", {"entry_id": str(_entry(context, step)), "reason": REASON, **later}
    requests: dict[str, tuple[str, dict[str, Any]]] = {
        "customer": (
            "/customers",
            {"name": words.get("name"), "number": number, "parent_number": words.get("parent")} | own,
        ),
        "rate": ("/rates", {"on": on} | own),
        "invoice": ("/invoices", {**paper, "due_on": words.get("due")} | own),
        "credit note": ("/credit-notes", {**paper, "allocate": met} | own),
        "payment": (
            "/payments",
            {
                "received_on": on,
                "amount": amount,
                "customer_number": customer,
                "reference": number,
                "allocate": _how(step),
                "shares": met,
            }
            | own,
        ),
        "allocate": ("/allocations", {"credit": number, "shares": met, **later}),
        "move": ("/moves", {"reference": number, "customer_number": customer, "amount": amount, **later}),
        "refund": ("/refunds", {"reference": number, "amount": amount, **later}),
        "write off": ("/write-offs", {"number": number, "reason": REASON, "amount": amount, **later}),
        "reverse": ("/reversals", {"number": number, "reason": REASON, **later}),
        "lock": ("/periods/lock", {"through": words.get("through")}),
        "unlock": ("/periods/unlock", {"reason": REASON, "through": words.get("through")}),
    }
    return requests[step.verb]
