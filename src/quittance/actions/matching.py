"""Matching: open bank lines compared with the books, the sure ones posted, the others kept as proposals.

What compares them works with arrays and is imported when it is needed: a web process that never matches stays small.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from quittance.actions import cash, cash_policy, command, matching_returns, rates, reading
from quittance.actions.cash import ApplyLine, Part, PassLine
from quittance.actions.command import Context, Subject
from quittance.books import sql
from quittance.books.keys import new_id
from quittance.reports import books, cash_reliability
from quittance.rules import cash as rules
from quittance.rules import fx, money
from quittance.rules.matching_values import Line, Proposal, Receipt
from quittance.rules.refusals import RateMissing, Refusal

MOST_LINES = 5_000
"""Lines that one run compares."""


@dataclass(frozen=True, slots=True)
class Found:
    """A proposal for a line, ready to be applied: `parts` in the documents' currency, probability in millionths."""

    line_id: int
    customer: str
    parts: tuple[Part, ...]
    probability_e6: int
    reasons: tuple[str, ...]
    runner_up: tuple[Part, ...] = ()
    runner_up_e6: int = 0
    searched: str = ""
    plain_e6: int = 0


@dataclass(frozen=True, slots=True)
class Matched:
    """What a run has done with the lines that were open: `refused` could not be posted and are proposed instead.

    `returned` lines took back the payment that the bank had returned.
    """

    lines: int
    posted: int
    proposed: int
    nothing: int
    set_aside: int
    refused: int
    returned: int = 0


def run(context: Context, line_ids: Sequence[int] = (), progress: Callable[[int, int], None] | None = None) -> Matched:
    """Compare open lines (all, or those named), post what is sure, propose the rest. Repeating it changes nothing."""
    reading.check(context, "matching.propose")
    waiting = _waiting(context, line_ids)
    aside, known = _by_rules(context, waiting)
    given = [
        replace(one, account=known[one.id][0]) if one.id in known else one for one in waiting if one.id not in aside
    ]
    found = _found(context, given, dict(known.values()))
    _keep(context, found)
    posted = refused = 0
    policy, base = cash_policy.policy_of(context), books.entity(books.of(context)).base_currency
    amounts = {int(one.id): _base(context, one, base) for one in given}
    for n, one in enumerate(found, start=1):
        amount, kinds = amounts[one.line_id], [part.kind for part in one.parts if part.kind]
        if one.parts and amount is not None and rules.posts_unseen(policy, one.probability_e6, amount, kinds):
            try:
                _post(context, one)
                posted += 1
            except Refusal:
                refused += 1
        if progress is not None:
            progress(n, len(found))
    empty = sum(not one.parts and not one.customer for one in found)
    back = matching_returns.run(context) if not line_ids else matching_returns.Returned(0, 0)
    proposed = len(found) - posted - empty + back.proposed
    return Matched(len(waiting), posted, proposed, empty, len(aside), refused, back.done)


def _keep(context: Context, found: Sequence[Found]) -> None:
    """Keep proposals, to be shown with their lines; those of an earlier run give way unless a decision met them."""
    with transaction.atomic():
        _replace(context, found)
        if context.dry_run:
            transaction.set_rollback(True)


def _replace(context: Context, found: Sequence[Found]) -> None:
    ids = [one.line_id for one in found]
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        sql.execute(
            "DELETE FROM cash_match WHERE tenant_id = %s AND entity_id = %s AND decision = 'proposed' "
            f"AND bank_line_id IN ({sql.marks(len(some))}) AND NOT EXISTS (SELECT 1 FROM cash_match d "
            "WHERE d.tenant_id = cash_match.tenant_id AND d.bank_line_id = cash_match.bank_line_id "
            "AND d.id > cash_match.id AND d.decision <> 'proposed')",
            [context.tenant_id, context.entity_id, *some],
        )
    columns = (
        "tenant_id id entity_id bank_line_id probability_e6 plain_e6 decision proposal runner_up actor_name "
        "recorded_at decided_at entries"
    )
    sql.insert("cash_match", columns.split(), [_row(context, one) for one in found])
    command.note(context, "matching.propose", Subject("entity", context.entity_id), {"lines": len(ids)})


def _waiting(context: Context, line_ids: Sequence[int]) -> list[Receipt]:
    from quittance.actions import matching_facts

    here = books.of(context)
    ids = list(line_ids)[:MOST_LINES]
    if not ids:
        found = sql.rows(
            "SELECT id FROM bank_line WHERE tenant_id = %s AND entity_id = %s AND state = 'open' AND amount > 0 "
            "ORDER BY booked_on, id LIMIT %s",
            [context.tenant_id, context.entity_id, MOST_LINES],
        )
        ids = [row[0] for row in found]
    return matching_facts.receipts(here, ids)


def _by_rules(context: Context, waiting: Sequence[Receipt]) -> tuple[set[str], dict[str, tuple[str, str]]]:
    """Lines that a rule sets aside (done at once), and for others the (account, customer) that a rule names."""
    found = sql.rows(
        "SELECT r.name, r.text_contains, r.payer_account, r.what, COALESCE(c.number, ''), r.account_code "
        "FROM cash_rule r LEFT JOIN customer c ON c.tenant_id = r.tenant_id AND c.id = r.customer_id "
        "WHERE r.tenant_id = %s AND r.entity_id = %s ORDER BY r.position, r.id",
        [context.tenant_id, context.entity_id],
    )
    aside: set[str] = set()
    known: dict[str, tuple[str, str]] = {}
    for one in waiting:
        said = f"{one.text} {one.payer}".upper()
        for name, text, account, what, customer, code in found:
            if (text and text in said) or (account and account == one.account.upper().replace(" ", "")):
                if what == cash_policy.PASS:
                    cash.pass_over(_keyed(context, f"rule:{one.id}"), PassLine(int(one.id), f"Rule: {name}", code))
                    aside.add(one.id)
                else:
                    known[one.id] = (one.account or f"rule:{name}", customer)
                break
    return aside, known


def _found(context: Context, given: Sequence[Receipt], known: dict[str, str]) -> list[Found]:
    if not given:
        return []
    from quittance.actions import matching_facts
    from quittance.rules import matching as engine
    from quittance.rules import matching_model

    here = books.of(context)
    setting = matching_facts.world(here, books.entity(here).base_currency, given, known)
    model = replace(matching_model.shipped(), refitted=cash_reliability.curve(here))
    numbers = {item.id: (item.number, item.currency, item.open_minor) for item in setting.ledger.items}
    receipts = {one.id: one for one in given}
    return [_read(one, receipts[one.receipt], numbers) for one in engine.propose(given, setting, model)]


def _read(one: Proposal, receipt: Receipt, numbers: dict[str, tuple[str, str, int]]) -> Found:
    customer = one.customer or (one.lines[0].customer if one.lines else "")
    return Found(
        line_id=int(receipt.id),
        customer=customer,
        parts=_parts(one.lines, receipt, numbers),
        probability_e6=round(one.probability * rules.MILLION),
        reasons=one.reasons,
        runner_up=_parts(one.runner_up, receipt, numbers),
        runner_up_e6=round(one.runner_up_probability * rules.MILLION),
        searched=one.searched,
        plain_e6=round(one.plain * rules.MILLION),
    )


_KINDS = {"discount": rules.DISCOUNT, "discount_late": rules.DEDUCTION, "bank_charge": rules.CHARGE}
_CODES = {"discount_late": "discount", "bank_charge": "fees"}


def _parts(lines: Sequence[Line], receipt: Receipt, numbers: dict[str, tuple[str, str, int]]) -> tuple[Part, ...]:
    """Parts by document: instalments of one document together, converted cash in the document's currency."""
    sums: dict[str, tuple[int, int, str, str]] = {}
    for line in lines:
        number, currency, open_minor = numbers[line.item]
        paid = line.cash_minor if currency == receipt.currency else open_minor - line.adjust_minor
        before = sums.get(number, (0, 0, "", currency))
        kind = line.adjust_kind if line.adjust_minor else before[2]
        sums[number] = (before[0] + paid, before[1] + line.adjust_minor, kind, currency)
    return tuple(_part(number, *values) for number, values in sums.items())


def _part(number: str, paid: int, adjusted: int, kind: str, currency: str) -> Part:
    if not adjusted:
        return Part(number, money.write(paid, currency))
    named = _KINDS.get(kind, kind)
    if kind.startswith("deduction"):
        named = rules.DEDUCTION
    if named not in rules.KINDS:
        named = rules.ROUNDING
    reason = _CODES.get(kind, "unknown") if named == rules.DEDUCTION else ""
    return Part(number, money.write(paid, currency), money.write(abs(adjusted), currency), named, reason)


def _base(context: Context, one: Receipt, base: str) -> int | None:
    """The receipt in base minor units, or None when no rate is known."""
    if one.currency == base:
        return one.amount_minor
    try:
        rate = rates.find(context.tenant_id, one.currency, base, one.booked_on)
    except RateMissing:
        return None
    return fx.to_base(one.amount_minor, one.currency, base, rate)


def _post(context: Context, one: Found) -> None:
    given = ApplyLine(one.line_id, one.customer, one.parts, rules.POSTED, one.probability_e6, one.reasons)
    cash.apply_line(_keyed(context, f"match:{one.line_id}:{context.now}"), given)


def _keyed(context: Context, key: str) -> Context:
    return replace(context, key=key)


def _row(context: Context, one: Found) -> list[Any]:
    proposal = {
        "customer": one.customer,
        "parts": _plain(one.parts),
        "reasons": list(one.reasons),
        "searched": one.searched,
    }
    second = {"parts": _plain(one.runner_up), "probability_e6": one.runner_up_e6}
    return [
        *(context.tenant_id, new_id(), context.entity_id, one.line_id, one.probability_e6, one.plain_e6),
        rules.PROPOSED,
        *(json.dumps(proposal, ensure_ascii=False), json.dumps(second, ensure_ascii=False)),
        *(context.actor.name, context.now, 0, "[]"),
    ]


def _plain(parts: Sequence[Part]) -> list[list[str]]:
    return [[one.document, one.amount, one.adjustment, one.kind, one.reason] for one in parts]
