"""Lines of money that left, compared with the payments that they may return: the sure ones done where allowed."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass, replace

from django.db import transaction

from quittance.actions import cash
from quittance.actions.cash import ReturnLine
from quittance.actions.cash_policy import policy_of
from quittance.actions.command import Context
from quittance.books import sql
from quittance.books.keys import new_id
from quittance.rules import cash as rules
from quittance.rules import returns
from quittance.rules.refusals import Refusal
from quittance.rules.returns import Back, Came, Match

MOST_LINES = 500
MOST_EARLIER = 50


@dataclass(frozen=True, slots=True)
class Returned:
    """Lines that return a payment: done by themselves, and proposed."""

    done: int
    proposed: int


def run(context: Context) -> Returned:
    """Look at open lines of money that left; repeating it changes nothing. Index: bank_line_state."""
    policy = policy_of(context)
    done = proposed = 0
    for line_id, back in _lines(context):
        found = returns.match(back, _earlier(context, back, policy.charge_limit), policy.charge_limit)
        if found is None:
            continue
        _keep(context, line_id, found)
        if policy.auto_return and found.sure:
            try:
                keyed = replace(context, key=f"return:{line_id}:{context.now}")
                cash.return_payment(keyed, ReturnLine(line_id, found.reference, decision=rules.POSTED))
                done += 1
                continue
            except Refusal:
                pass
        proposed += 1
    return Returned(done, proposed)


def _lines(context: Context) -> list[tuple[int, Back]]:
    found = sql.rows(
        "SELECT id, booked_on, amount, currency, return_code, fields, payer_name, payer_account, reference, "
        "bank_reference, end_to_end_id, text, kind FROM bank_line WHERE tenant_id = %s AND entity_id = %s "
        "AND state = 'open' AND amount < 0 ORDER BY booked_on DESC, id DESC LIMIT %s",
        [context.tenant_id, context.entity_id, MOST_LINES],
    )
    made = []
    for id, on, amount, currency, code, fields, payer, account, reference, bank_reference, ends, text, kind in found:
        pairs = json.loads(fields)
        marked = any(name.endswith("RvslInd") and value in ("true", "1") for name, value in pairs)
        said = " ".join([text, kind, *(value for _, value in pairs[:60])])[:8_000]
        names = (reference, bank_reference, ends)
        made.append((id, Back(sql.day(on), -amount, currency, code, marked, payer, account, names, said)))
    return made


def _earlier(context: Context, back: Back, most_fee: int) -> list[Came]:
    """Applied lines of about that amount that no other line has returned, the latest first."""
    if not returns.is_return(back):
        return []
    found = sql.rows(
        "SELECT p.reference, l.booked_on, l.amount, l.currency, l.payer_name, l.payer_account, l.reference, "
        "l.bank_reference, l.end_to_end_id, l.text FROM bank_line l "
        "JOIN payment p ON p.tenant_id = l.tenant_id AND p.id = l.payment_id "
        "WHERE l.tenant_id = %s AND l.entity_id = %s AND l.state = 'applied' AND l.booked_on BETWEEN %s AND %s "
        "AND l.amount BETWEEN %s AND %s AND l.currency = %s AND NOT EXISTS (SELECT 1 FROM bank_line o "
        "WHERE o.tenant_id = l.tenant_id AND o.payment_id = l.payment_id AND o.amount < 0) "
        "ORDER BY l.booked_on DESC, l.id DESC LIMIT %s",
        [
            *(context.tenant_id, context.entity_id),
            *(back.on - datetime.timedelta(days=returns.MOST_DAYS_BACK), back.on),
            *(max(1, back.amount - most_fee), back.amount, back.currency, MOST_EARLIER),
        ],
    )
    return [
        Came(ours, sql.day(on), amount, currency, payer, account, (reference, bank_reference, ends), text)
        for ours, on, amount, currency, payer, account, reference, bank_reference, ends, text in found
    ]


def _keep(context: Context, line_id: int, found: Match) -> None:
    """Keep the proposal; an earlier one of the line gives way."""
    proposal = {"returns": found.reference, "reasons": list(found.reasons), "fee": found.fee}
    with transaction.atomic():
        sql.execute(
            "DELETE FROM cash_match WHERE tenant_id = %s AND entity_id = %s AND decision = 'proposed' "
            "AND bank_line_id = %s",
            [context.tenant_id, context.entity_id, line_id],
        )
        sql.insert(
            "cash_match",
            "tenant_id id entity_id bank_line_id probability_e6 decision proposal runner_up actor_name recorded_at "
            "decided_at entries".split(),
            [
                [
                    *(context.tenant_id, new_id(), context.entity_id, line_id, found.probability_e6, rules.PROPOSED),
                    *(json.dumps(proposal, ensure_ascii=False), "{}", context.actor.name, context.now, 0, "[]"),
                ]
            ],
        )
        if context.dry_run:
            transaction.set_rollback(True)
