"""The practice company's reminders: policies in force, and the messages of the last months as they would have gone."""

from __future__ import annotations

import datetime
import json
from collections import defaultdict
from collections.abc import Sequence, Sized
from dataclasses import dataclass, replace

from quittance.actions import dunning, dunning_runs, practice_story
from quittance.actions.command import Context
from quittance.books import bulk, sql
from quittance.books.keys import new_ids
from quittance.formats import paper_figures
from quittance.reports import books as companies
from quittance.reports import dunning as reports
from quittance.reports.books import of as books_of
from quittance.reports.dunning_letter import named
from quittance.rules import dunning as rules
from quittance.rules import dunning_text, holdout

KEY = practice_story.KEY_ACCOUNTS
POLICIES = (
    dunning.ProposePolicy(
        "Standard",
        (
            "-5 email kind min=5000.00",
            "3 email friendly",
            "8 call friendly min=2500.00",
            "15 email firm interest",
            "30 letter formal interest approval senior",
        ),
        standard=True,
        minimum="25.00",
        sender="Bram Fennel",
        thanks=True,
        holdout=15,
    ),
    dunning.ProposePolicy(
        "Abroad",
        ("5 email friendly working", "20 email firm", "40 letter formal approval"),
        countries=("GB", "IE", "US"),
        minimum="50.00",
        sender="Bram Fennel",
    ),
    dunning.ProposePolicy(
        KEY,
        (
            "-5 email kind risk=CDE",
            "5 call friendly min=2500.00",
            "12 email friendly",
            "18 email firm senior ours approval",
            "22 inside firm min=2500.00",
        ),
        minimum="100.00",
        sender="Ilse Groenveld",
        segments=(KEY,),
    ),
    dunning.ProposePolicy(
        "High risk",
        (
            "2 email friendly",
            "4 call friendly min=1000.00",
            "8 email firm interest",
            "14 email firm interest",
            "21 letter formal interest approval senior",
        ),
        minimum="25.00",
        sender="Bram Fennel",
        grades="DE",
    ),
    dunning.ProposePolicy(
        "Small balances",
        ("5 email friendly", "20 email friendly", "45 email firm"),
        minimum="25.00",
        sender="Bram Fennel",
        segments=(practice_story.SMALL_ACCOUNTS,),
    ),
)
LOOKED_BACK_DAYS = 100
MEASURED_DAYS = 200
"""Since when the policies are in force, so that their effect can be measured."""

OWN_DIRECTOR = 3
"""One of so many key accounts has a director of its own."""

SENT_HOUR = 9


@dataclass(frozen=True, slots=True)
class _Late:
    item_id: int
    customer_id: int
    document: str
    currency: str
    due_on: datetime.date
    closed_on: datetime.date
    amount: int
    base: int
    name: str
    number: str
    language: str
    country: str
    address: str


@dataclass(frozen=True, slots=True)
class _Message:
    id: int
    on: datetime.date
    items: tuple[tuple[_Late, int], ...]


def remind(manager: Context, controller: Context, behind: str, director: str) -> None:
    """Adopt the policies, and keep what would have been mailed of them until yesterday.

    `behind` stands behind the escalations of key accounts and `director` has some of them, both by email.
    """
    then = controller.today - datetime.timedelta(days=MEASURED_DAYS)
    for policy in POLICIES:
        inside = policy.name == KEY
        dunning.propose(manager, replace(policy, our_senior=behind) if inside else policy)
        dunning.adopt(replace(controller, today=then), dunning.AdoptPolicy(policy.name))
    for number in _largest(manager)[1::OWN_DIRECTOR]:
        dunning.set_customer(manager, dunning.SetDunning(number, our_senior=director))
    _past(manager, _late(manager))
    asked = dunning_runs.ask(manager, dunning_runs.RunDunning())
    dunning_runs.carry_out(manager, asked.run_id)


def _past(context: Context, late: Sequence[_Late]) -> None:
    """One mail a customer and day, at the two steps that are mailed; none about what was paid by then."""
    standard = reports.version(books_of(context), "Standard")
    code = companies.entity(books_of(context)).code
    sent: dict[tuple[int, datetime.date], list[tuple[_Late, int]]] = defaultdict(list)
    for item in late:
        if holdout.held_out(standard.policy.holdout, "", code, standard.name, item.number):
            continue
        for day in (3, 15):
            on = item.due_on + datetime.timedelta(days=day)
            on += datetime.timedelta(days=max(0, on.weekday() - 4) and 7 - on.weekday())
            if on < context.today and item.closed_on > on:
                sent[item.customer_id, on].append((item, day))
    chosen = [
        _Message(id, on, tuple(items)) for id, ((_, on), items) in zip(_ids(sent), sorted_by_day(sent), strict=False)
    ]
    run_id = _run(context, len(chosen))
    bulk.insert("reminder", _COLUMNS.split(), [_row(context, standard, run_id, one) for one in chosen])
    parts = [(one.id, item, day) for one in chosen for item, day in one.items]
    bulk.insert(
        "reminder_item",
        "tenant_id id reminder_id item_id day amount".split(),
        [
            [context.tenant_id, part_id, id, item.item_id, day, item.amount]
            for part_id, (id, item, day) in zip(_ids(parts), parts, strict=False)
        ],
    )
    lines = [(one.id, item) for one in chosen for item in dict.fromkeys(item for item, _ in one.items)]
    bulk.insert(
        "reminder_asked",
        "tenant_id id reminder_id item_id due_on open amount".split(),
        [
            [context.tenant_id, line_id, id, item.item_id, item.due_on, item.amount, item.amount]
            for line_id, (id, item) in zip(_ids(lines), lines, strict=False)
        ],
    )


def sorted_by_day(
    sent: dict[tuple[int, datetime.date], list[tuple[_Late, int]]],
) -> list[tuple[tuple[int, datetime.date], list[tuple[_Late, int]]]]:
    """Messages in the order of their days."""
    return sorted(sent.items(), key=lambda one: one[0][1])


def _ids(things: Sized) -> range:
    return new_ids(max(1, len(things)))


_COLUMNS = (
    "tenant_id id entity_id run_id customer_id policy_id number day channel tone state cycle_on address copies "
    "language subject body message base_amount fee fee_number rule fault actor_name queued_at settled_at"
)


def _row(context: Context, standard: reports.PolicyVersion, run_id: int, one: _Message) -> list[object]:
    items, on = one.items, one.on
    first, day = items[0][0], max(day for _, day in items)
    step = rules.step_on(standard.policy, day)
    assert step is not None
    total = sum(item.amount for item, _ in items)
    figures = paper_figures.of(first.language, first.country)
    facts = {
        "invoices": named([item.document for item, _ in items], first.language),
        "amount": figures.money(total, first.currency),
        "due": figures.day(min(item.due_on for item, _ in items)),
        "name": first.name,
        "company": "",
        "owner": standard.policy.sender,
    }
    subject, body = (dunning_text.fill(said, facts) for said in dunning_text.of(standard.policy, step, first.language))
    at = datetime.datetime.combine(on, datetime.time(SENT_HOUR), datetime.UTC)
    moment = (at - datetime.datetime.fromtimestamp(0, datetime.UTC)) // datetime.timedelta(microseconds=1)
    base = sum(item.base for item, _ in items)
    return [
        *(context.tenant_id, one.id, context.entity_id, run_id, first.customer_id, standard.id, "", day),
        *("email", step.tone, "sent", on, first.address, "", first.language, subject, body, "", base, 0, "", "", ""),
        *(context.actor.name, moment, moment),
    ]


def _run(context: Context, count: int) -> int:
    """The run of yesterday, which stands for all before it."""
    (id,) = new_ids(1)
    yesterday, moment = context.today - datetime.timedelta(days=1), context.now - 86_400 * 1_000_000
    sql.insert(
        "dunning_run",
        "tenant_id id entity_id run_on state job_id report fault actor_name recorded_at".split(),
        [
            [
                *(context.tenant_id, id, context.entity_id, yesterday, "done", None, json.dumps({"email": count})),
                *("", context.actor.name, moment),
            ]
        ],
    )
    return id


def _late(context: Context) -> list[_Late]:
    """Invoices of the last months that were late by three days at least. Index open_item_customer."""
    found = sql.rows(
        "SELECT i.id, i.customer_id, d.number, i.currency, i.due_on, i.closed_on, i.amount, i.base_amount, c.name, "
        "c.number, c.language, c.country, COALESCE((SELECT MIN(p.email) FROM contact p WHERE p.tenant_id = c.tenant_id "
        "AND p.customer_id = c.id AND p.main AND p.email <> ''), c.email) FROM open_item i "
        "JOIN document d ON d.tenant_id = i.tenant_id AND d.id = i.document_id "
        "JOIN customer c ON c.tenant_id = i.tenant_id AND c.id = i.customer_id "
        "WHERE i.tenant_id = %s AND i.entity_id = %s AND i.side = 'D' AND i.due_on >= %s AND i.due_on < %s "
        "AND i.closed_on >= %s AND i.kind = 'invoice' ORDER BY i.due_on, i.id",
        [
            *(context.tenant_id, context.entity_id, context.today - datetime.timedelta(days=LOOKED_BACK_DAYS)),
            *(context.today, context.today - datetime.timedelta(days=LOOKED_BACK_DAYS)),
        ],
    )
    named_row = (dict(zip(_Late.__slots__, row, strict=True)) for row in found)
    return [
        _Late(**row | {"due_on": sql.day(row["due_on"]), "closed_on": sql.day(row["closed_on"])}) for row in named_row
    ]


def _largest(context: Context) -> list[str]:
    """Key accounts, those that owe the most first."""
    found = sql.rows(
        "SELECT c.number FROM customer c LEFT JOIN open_sum s ON s.tenant_id = c.tenant_id AND s.whose = c.id "
        "AND s.entity_id = %s WHERE c.tenant_id = %s AND c.segment = %s ORDER BY s.debit_base DESC, c.number LIMIT %s",
        [context.entity_id, context.tenant_id, KEY, practice_story.KEY_COUNT],
    )
    return [row[0] for row in found]
