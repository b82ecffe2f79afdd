"""Races between processes, in an empty database of their own (see `apart`), and what came of them."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from quittance.actions import allocations, banking, cash, closing, invoices, payments, reversals, writeoffs
from quittance.actions.allocations import ShareInput
from quittance.actions.command import Context
from quittance.actions.identity import now_micros
from quittance.books import sql
from quittance.reports import aged, books, verify
from quittance.rules.refusals import Busy, Refusal
from tests import factories
from tests.sim import crowd
from tests.sim.crowd import Outcome
from tests.sim.finalised import finalised_in_series
from tests.sim.mailed import mailed_by_workers
from tests.sim.reminding import reminded_by_workers
from tests.sim.scheduled_told import scheduled_by_workers

PAYERS = 64
PAYMENTS = 1_000
INVOICES = 40
MOMENTS = 40
"""Past moments at which the books are asked again after the race."""

SAME = 8
POSTERS = 12
NUMBERED = 20
"""Invoices that each process numbers."""

FILED = 12
"""Lines of the bank file that is taken in at once."""

MOST_BUSY = 50
"""How often a deed is repeated while the database is busy."""

CUSTOMERS = 4
DEEDS = 40


def every() -> dict[str, Any]:
    """All races, one after another in one database, each in a company of its own; the clock comes first."""
    races: tuple[Callable[[], dict[str, Any]], ...] = (
        scheduled_by_workers,
        payments_on_one_customer,
        same_key,
        lock_against_posting,
        numbers_without_gaps,
        all_verbs_at_once,
        one_bank_file,
        finalised_in_series,
        mailed_by_workers,
        reminded_by_workers,
    )
    return {one.__name__: one() for one in races}


def payments_on_one_customer() -> dict[str, Any]:
    """1,000 payments by 64 processes on one customer's invoices: chosen, oldest first, or allocated afterwards."""
    context = _company()
    numbers = [factories.invoice(context, f"INV-{n}", "100.00").number for n in range(INVOICES)]

    def pay(n: int) -> list[Outcome]:
        rng = random.Random(n)
        return [_pay_once(context, rng, f"PAY-{n}-{m}", numbers) for m in range(n, PAYMENTS, PAYERS)]

    told = crowd.run(PAYERS, pay)
    return _counted(told) | _state(context) | {"moments": _moments(context)}


def same_key() -> dict[str, Any]:
    """Eight processes send the same payment under the same key; then eight send different ones under another."""
    context = _company()
    factories.invoice(context, "INV-1", "100.00")

    def same(n: int) -> list[Outcome]:
        data = payments.RecordPayment(context.today, "60.00", "C-1", allocate="oldest")
        return [_outcome(payments.record, replace(context, key="the same"), data)]

    def other(n: int) -> list[Outcome]:
        data = payments.RecordPayment(context.today, f"{n + 1}.00", "C-1")
        return [_outcome(payments.record, replace(context, key="another"), data)]

    first = crowd.run(SAME, same)
    return {"same": first, "other": _counted(crowd.run(SAME, other))} | _state(context)


def lock_against_posting() -> dict[str, Any]:
    """Processes post on a day until they are refused, while another locks that day."""
    context = _company()

    def post(n: int) -> list[Outcome]:
        if n == 0:
            time.sleep(0.5)
            done = _outcome(closing.lock_period, context, closing.LockPeriod(context.today))
            return [done | {"locked": True, "at": time.monotonic()}]
        told: list[Outcome] = []
        while not told or told[-1]["code"] == "":
            began = time.monotonic()
            data = invoices.RecordInvoice("C-1", context.today, "10.00", number=f"INV-{n}-{len(told)}")
            told.append(_outcome(invoices.record, context, data) | {"at": began})
        return told

    told = crowd.run(POSTERS, post)
    locked = next(one["at"] for one in told if "locked" in one)
    late = [one for one in told if "locked" not in one and one["code"] == "" and one["at"] > locked]
    return _counted([one for one in told if "locked" not in one]) | {"late": late} | _state(context)


def numbers_without_gaps() -> dict[str, Any]:
    """Processes take numbers of one series for different customers, and some of them are refused afterwards."""
    context = _company()
    for n in range(POSTERS):
        factories.customer(context, f"N-{n}")

    def number(n: int) -> list[Outcome]:
        data = invoices.RecordInvoice(f"N-{n}", context.today, "10.00")
        papers = [replace(data, external_id="" if m % 5 else "the same") for m in range(NUMBERED)]
        return [_outcome(invoices.record, context, paper) for paper in papers]

    told = crowd.run(POSTERS, number)
    found = sql.rows("SELECT number FROM document WHERE tenant_id = %s ORDER BY number", [context.tenant_id])
    return _counted(told) | {"numbers": [row[0] for row in found]} | _state(context)


def all_verbs_at_once() -> dict[str, Any]:
    """Processes pay, move, refund, allocate, take back, write off and reverse among the same few customers."""
    context = _company()
    for n in range(2, CUSTOMERS + 1):
        factories.customer(context, f"C-{n}", parent_number="C-1")
    for n in range(CUSTOMERS * 5):
        factories.invoice(context, f"INV-{n}", "30.00", customer=f"C-{n % CUSTOMERS + 1}")

    def work(n: int) -> list[Outcome]:
        rng = random.Random(n)
        return [_any_verb(context, rng, f"{n}-{m}") for m in range(DEEDS)]

    told = crowd.run(POSTERS, work)
    return _counted(told) | _state(context) | {"moments": _moments(context)}


def one_bank_file() -> dict[str, Any]:
    """People take the same statement in at once, each under another name, and then all apply its lines."""
    context = _company()
    for n in range(FILED):
        factories.invoice(context, f"INV-{n}", "100.00")
    told = "".join(f":61:2603030303C100,NTRFREF{n}//B{n}\n:86:/NAME/ACME NV/REMI/INV-{n}\n" for n in range(FILED))
    head = ":20:X\n:25:NL91ABNA0417164300\n:60F:C260302EUR0,\n"
    data = f"{head}{told}:62F:C260303EUR{FILED}00,\n-".encode()

    def take(n: int) -> list[Outcome]:
        return [_outcome(lambda context, name: banking.import_bytes(context, name, data), context, f"{n}.sta")]

    def apply(n: int) -> list[Outcome]:
        ids = sql.rows("SELECT id, text FROM bank_line WHERE tenant_id = %s ORDER BY id", [context.tenant_id])
        parts = [(id, (cash.Part(text.strip(), "100.00"),)) for id, text in ids]
        return [_outcome(cash.apply_line, context, cash.ApplyLine(id, "C-1", part)) for id, part in parts]

    taken = crowd.run(SAME, take)
    counts = {
        table: sql.rows(f"SELECT COUNT(*) FROM {table} WHERE tenant_id = %s", [context.tenant_id])[0][0]
        for table in ("bank_file", "bank_statement", "bank_line")
    }
    return {"taken": _counted(taken), "counts": counts} | _counted(crowd.run(SAME, apply)) | _state(context)


def _any_verb(context: Context, rng: random.Random, name: str) -> Outcome:
    customer = f"C-{rng.randint(1, CUSTOMERS)}"
    paid = rng.choice(
        sql.rows("SELECT reference FROM payment WHERE tenant_id = %s", [context.tenant_id]) or [("none",)]
    )
    made = rng.choice(
        sql.rows("SELECT id FROM allocation WHERE tenant_id = %s AND amount > 0", [context.tenant_id]) or [(1,)]
    )
    number = f"INV-{rng.randrange(CUSTOMERS * 5)}"
    deeds: list[tuple[Callable[[Context, Any], Any], Any]] = [
        (payments.record, payments.RecordPayment(context.today, "45.00", customer, reference=name, allocate="oldest")),
        (payments.record, payments.RecordPayment(context.today, "45.00", customer, reference=name)),
        (payments.move, payments.MovePayment(paid[0], customer)),
        (payments.refund, payments.RefundPayment(paid[0], "1.00")),
        (allocations.allocate, allocations.Allocate(paid[0], (ShareInput(number),))),
        (allocations.unallocate, allocations.Unallocate((made[0],))),
        (writeoffs.write_off, writeoffs.WriteOff(number, "small", "0.50")),
        (reversals.reverse, reversals.Reverse("wrong", rng.choice((number, paid[0])))),
    ]
    verb, data = rng.choice(deeds)
    return _outcome(verb, context, data)


def _company() -> Context:
    context = factories.company("Race Ltd")
    factories.customer(context, "C-1")
    return context


def _pay_once(context: Context, rng: random.Random, reference: str, numbers: list[str]) -> Outcome:
    how = rng.choice(("chosen", "chosen", "oldest", "later"))
    shares = (ShareInput(rng.choice(numbers), "10.00"),)
    data = payments.RecordPayment(context.today, "10.00", "C-1", reference=reference)
    if how == "chosen":
        data = replace(data, allocate="chosen", shares=shares)
    elif how == "oldest":
        data = replace(data, allocate="oldest")
    outcome = _outcome(payments.record, context, data)
    if how == "later" and not outcome["code"]:
        outcome = _outcome(allocations.allocate, context, allocations.Allocate(reference, shares))
    return outcome | {"how": how}


def _outcome(verb: Callable[[Context, Any], Any], context: Context, data: Any) -> Outcome:
    """What a verb says, repeated while too many write at once, as that refusal asks for."""
    began = time.monotonic()
    for tried in range(MOST_BUSY):
        try:
            answer = verb(replace(context, now=now_micros()), data)
        except Refusal as refusal:
            if isinstance(refusal, Busy) and tried + 1 < MOST_BUSY:
                continue
            return {"code": refusal.code, "sentence": refusal.sentence, "seconds": time.monotonic() - began}
        break
    return {"code": "", "entry": getattr(answer, "entry_id", 0), "seconds": time.monotonic() - began}


def _counted(told: list[Outcome]) -> dict[str, Any]:
    codes = [one["code"] or "done" for one in told]
    return {
        "codes": {code: codes.count(code) for code in sorted(set(codes))},
        "sentences": sorted({one["sentence"] for one in told if one["code"]})[:40],
        "slowest": max(one["seconds"] for one in told),
    }


def _state(context: Context) -> dict[str, Any]:
    mine = books.of(context)
    found = aged.summary(mine, aged.Question(context.today))
    checked = verify.run(mine)
    paid = sql.row("SELECT COUNT(*), SUM(amount) FROM payment WHERE tenant_id = %s", [context.tenant_id])
    sent = sql.row("SELECT COUNT(*), SUM(total) FROM document WHERE tenant_id = %s", [context.tenant_id])
    refusals = sql.row("SELECT COUNT(*) FROM event WHERE tenant_id = %s AND outcome <> 'done'", [context.tenant_id])
    assert paid and sent and refusals
    return {
        "receivable": found.receivable,
        "unapplied": found.unapplied,
        "differences": [str(one) for one in checked.differences],
        "payments": [int(paid[0]), int(paid[1] or 0)],
        "documents": [int(sent[0]), int(sent[1] or 0)],
        "refusals": int(refusals[0]),
    }


def _moments(context: Context) -> list[str]:
    """What is wrong as known at moments during the race: nothing is open beyond its amount, and the ledger agrees."""
    mine = books.of(context)
    found = sql.rows("SELECT recorded_at FROM entry WHERE tenant_id = %s ORDER BY recorded_at", [context.tenant_id])
    twice = sql.rows(
        "SELECT i.customer_id, e.recorded_at FROM open_item i "
        "JOIN entry e ON e.tenant_id = i.tenant_id AND e.id = i.entry_id WHERE i.tenant_id = %s "
        "GROUP BY i.customer_id, e.recorded_at HAVING COUNT(DISTINCT e.command_id) > 1",
        [context.tenant_id],
    )
    wrong = [f"{moment} twice for {customer}" for customer, moment in twice]
    amounts = dict(sql.rows("SELECT id, amount FROM open_item WHERE tenant_id = %s", [context.tenant_id]))
    for (moment,) in found[:: max(1, len(found) // MOMENTS)]:
        question = aged.Question(context.today, moment)
        rows = list(aged.invoices(mine, question))
        wrong += [f"{row.number} at {moment}" for row in rows if not 0 < abs(row.open) <= amounts[row.item_id]]
        total = sql.row(
            "SELECT SUM(CASE WHEN p.debit_account_id = a.id THEN p.base_amount ELSE -p.base_amount END) FROM posting p "
            "JOIN entry e ON e.tenant_id = p.tenant_id AND e.id = p.entry_id "
            "JOIN account a ON a.tenant_id = p.tenant_id AND a.id IN (p.debit_account_id, p.credit_account_id) "
            "AND a.kind IN ('receivable', 'unapplied') WHERE p.tenant_id = %s AND e.recorded_at <= %s",
            [context.tenant_id, moment],
        )
        assert total
        if int(total[0]) != aged.summary(mine, question).receivable:
            wrong.append(f"ledger at {moment}")
    return wrong
