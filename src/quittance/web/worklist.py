"""The worklist: overdue accounts in the order of money moved per minute, and the one that is looked at."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse

from quittance.actions.collecting_policy import policy_of
from quittance.reports import (
    contacted,
    customers,
    disputes,
    dunning_held,
    holding,
    holidays,
    open_items,
    paying,
    promises,
    worklist,
)
from quittance.reports.audit import Filter
from quittance.reports.open_items import OpenRow
from quittance.reports.worklist import Account, Sums, Wanted
from quittance.reports.worklist_rank import DONE, MINE, TEAM
from quittance.rules import calendar, grades
from quittance.rules import disputes as dispute_rules
from quittance.rules import worklist as rules
from quittance.rules import worklist_words as say
from quittance.rules.duties import LOOK_AFTER
from quittance.rules.paying import Lateness
from quittance.rules.refusals import NotFound
from quittance.rules.worklist import REACHED
from quittance.rules.worklist_words import Ask, Broken, Scene
from quittance.web import customer as pages
from quittance.web import seniors, shown, timeline, views, visit, worklist_filter
from quittance.web.form import Form
from quittance.web.visit import Visit
from quittance.web.worklist_filter import TITLES

ROWS = 50
"""Accounts on a page."""

MOST_PAGES = 10_000

KEYS = (
    ("Next, before", "J K"),
    ("Do the suggested step", "↵"),
    ("Open customer", "O"),
    ("Call, then 1 to 4 for how it ended", "C"),
    ("Email", "E"),
    ("Promise", "P"),
    ("Dispute, then 1 to 9 for the reason", "D"),
    ("Payment plan", "L"),
    ("Paid already", "R"),
    ("Escalate", "U"),
    ("Snooze", "Z"),
    ("Note", "M"),
    ("Filter", "F"),
    ("Save what is filtered as a view", "S"),
    ("Saved view, by its place", "V 1–9"),
)
UNWANTED = {"call": "calls", "email": "mail", "letter": "letters", "sms": "SMS", "whatsapp": "WhatsApp"}
"""Channel -> what the customer does not want, in words."""

ICONS = {rules.CALL: "phone", rules.EMAIL: "mail", rules.PLAN: "plan", rules.ESCALATE: "up", rules.WAIT: "hold"}

Means = Mapping[int, Lateness]
"""How late customers pay, by their ids."""


@dataclass(frozen=True, slots=True)
class Row:
    """An account of the list with its place, the letter of how it pays, and the icon of its next step."""

    rank: int
    account: Account
    grade: str
    icon: str


@dataclass(frozen=True, slots=True)
class Debt:
    """A late invoice that may be asked for: what is free of it, and what is held back by which rule ("" nothing)."""

    item: OpenRow
    free: int
    rule: str


@visit.page()
def worklist_page(visit: Visit) -> HttpResponse:
    """The list, and the account that is looked at."""
    return show(visit, Form(visit))


@visit.page()
def worklist_account(visit: Visit, number: str) -> HttpResponse:
    """One account: for the right-hand side, or with the list where somebody follows its address."""
    found = worklist.account(visit.books, visit.context.today, customers.id_of(visit.books, number))
    if not visit.wants_part:
        return show(visit, Form(visit), number) if found else visit.go("customer", number=number)
    return visit.show("worklist/account.html", detail(visit, found, Form(visit)) if found else {})


def show(visit: Visit, form: Form, number: str = "", which: str = "") -> HttpResponse:
    """The whole page; `which` names the dialog whose form was refused."""
    asked = visit.request.GET
    takes = visit.may(LOOK_AFTER) or seniors.has_been_given(visit)
    first = MINE if takes else TEAM  # whoever takes no accounts, such as a supervisor, looks at all
    tab = asked["tab"] if asked.get("tab") in TITLES else first
    given = worklist_filter.typed(visit)
    if tab == MINE and given["owner"]:
        tab = TEAM  # accounts of others stand there
    page = int(asked["page"]) if asked.get("page", "").isascii() and asked.get("page", "").isdigit() else 1
    chosen = worklist_filter.chosen(visit, given)
    wanted = Wanted(tab, chosen, given["q"], visit.context.actor.id, _me(visit), ROWS)
    found, sums, page = _page(visit, wanted, max(1, min(page, MOST_PAGES)))
    picked = _picked(visit, number or asked.get("at", ""), found)
    means = paying.means(visit.books, [one.customer_id for one in (*found, picked) if one], visit.context.today)
    values: dict[str, Any] = {
        "form": form,
        "tab": tab,
        "tabs": [(name, TITLES[name], sums.tabs[name] if sums else None) for name in TITLES],
        "rows": _rows(found, means, (page - 1) * ROWS),
        "sums": sums,
        "of": sums.tabs[DONE] + sums.tabs[MINE] if sums else 0,
        "page": page,
        "pages": -(-sums.count // ROWS) or 1 if sums else None,
        "full": len(found) == ROWS,
        "kept": worklist_filter.kept(visit),
        "saved": views.tabs(visit, "worklist"),
        "picked": picked,
        "horizon": rules.HORIZON_DAYS,
        "own_keys": KEYS,
    }
    values |= detail(visit, picked, form, which, means) if picked else {}
    values |= worklist_filter.shown_with(visit, given, values.get("members"))
    return visit.show("worklist/worklist.html", values, status=form.status)


def _page(visit: Visit, wanted: Wanted, page: int) -> tuple[tuple[Account, ...], Sums | None, int]:
    """A page, or the last one there is, with the sums of all; where there are many, those are asked for after it."""
    books, today, asked = visit.books, visit.context.today, visit.request.GET
    place = replace(wanted, offset=(page - 1) * ROWS)
    if wanted.tab in (MINE, TEAM) and wanted.everything and asked.get("sums") != "1" and worklist.is_large(books):
        found = worklist.first(books, today, place)
        if found or page == 1:
            return found, None, page
    work = worklist.accounts(books, today, place)
    last = -(-work.sums.count // ROWS) or 1
    if page > last:
        work, page = worklist.accounts(books, today, replace(wanted, offset=(last - 1) * ROWS)), last
    return work.accounts, work.sums, page


def _picked(visit: Visit, number: str, found: Sequence[Account]) -> Account | None:
    """The account that is named, wherever it stands, or the first of the page."""
    here = next((one for one in found if one.number == number), found[0] if found and not number else None)
    if here is not None or not number:
        return here
    try:
        id = customers.id_of(visit.books, number)
    except NotFound:
        return found[0] if found else None
    return worklist.account(visit.books, visit.context.today, id) or (found[0] if found else None)


def detail(visit: Visit, account: Account, form: Form, which: str = "", means: Means | None = None) -> dict[str, Any]:
    """Everything the right-hand side shows of an account; `means` where it is known already how customers pay."""
    books, today = visit.books, visit.context.today
    card = customers.card(books, account.customer_id, today)
    items = open_items.of_customer(books, account.number, today).rows
    debts = _debts(visit, account, items)
    ticked = [one for one in debts if one.free]
    currency = ticked[0].item.currency if ticked else card.row.currency
    contact = next((one for one in card.contacts if one.main), card.contacts[0] if card.contacts else None)
    usual = worklist.usual_day(books, account.customer_id)
    means = paying.means(books, [account.customer_id], today) if means is None else means
    scene = _scene(visit, account, debts, _asked(debts, items), (contact.name if contact else "", usual))
    free = holidays.closed_days(books)
    again_on = calendar.working_days_after(today, rules.AGAIN_DAYS, free)
    pays_on = _pays_on(today, usual[0]) if usual else again_on
    return {
        "form": form,
        "kept": form["kept"] or worklist_filter.kept(visit),
        "which": which,
        "opened": which or visit.request.GET.get("open", ""),
        "account": account,
        "card": card,
        "contact": contact,
        **_before(visit, account.customer_id, contact.email if contact else "", card.row.email),
        "agreed": pages.agreed(card.row.terms),
        "limit": pages.limit_of(card),
        "grade": _grades([account], means)[account.customer_id],
        "paying": means[account.customer_id].signed if account.customer_id in means else None,
        "debts": debts[: pages.MOST_ITEMS],
        "currency": currency,
        "free": sum(one.free for one in ticked if one.item.currency == currency),
        "opening": say.opening(scene),
        "usual": (shown.WEEKDAYS[usual[0]], usual[1], usual[2]) if usual else None,
        "subject": say.subject(scene),
        "mail": say.mail(scene),
        "again_soon": calendar.working_days_after(today, 1, free),
        "habit": promises.habits(books, account.customer_id).get(account.customer_id, promises.Habit()),
        "pays_on": pays_on,
        "pauses": calendar.working_days_after(pays_on, policy_of(visit.context).promise_grace_days, free),
        "again_on": again_on,
        "reasons": [(n, name, words, owner) for n, (name, (words, owner)) in enumerate(_reasons(), start=1)],
        "outcomes": [(n, name, words) for n, (name, words) in enumerate(rules.OUTCOMES.items(), start=1)],
        "reached": REACHED,
        **seniors.escalating(visit, account, form["owner"] if which == "escalate" else None),
        "open_disputes": disputes.rows(books, "open", account.number),
        "asked_in_part": {one.item.number for one in ticked if one.free < one.item.open},
        "timeline": timeline.of(visit, Filter(customer_id=account.customer_id), ""),
        "currencies": sorted({one.item.currency for one in debts}),
    }


def _before(visit: Visit, customer_id: int, main: str, own: str) -> dict[str, Any]:
    """What is said before anybody calls or writes: the clock at the customer, what stands against it, and where to."""
    place = contacted.there(visit.books, customer_id, visit.context.now)
    return {
        "there": place,
        "clock": f"{place.hour}:{place.minute:02d}",
        "unwanted": ", ".join(UNWANTED[one] for one in place.unwanted),
        "met_until": contacted.free_on(visit.books, customer_id, visit.context.today) if place.is_consumer else None,
        "address": _address(main, own, place.stopped),
    }


def _address(main: str, own: str, stopped: Sequence[str]) -> str:
    """Where a mail would go: to the main contact, else to the customer itself, wherever mail does not come back."""
    return next((one for one in (main, own) if one and one.lower() not in stopped), main or own)


def _rows(accounts: Sequence[Account], means: Means, before: int) -> list[Row]:
    letters = _grades(accounts, means)
    return [
        Row(n, one, letters.get(one.customer_id, ""), ICONS[one.proposal.step])
        for n, one in enumerate(accounts, start=before + 1)
    ]


def _grades(accounts: Sequence[Account], means: Means) -> dict[int, str]:
    return {
        one.customer_id: grades.grade(
            means[one.customer_id].signed if one.customer_id in means else None, int(one.facts.broken_on is not None)
        )
        for one in accounts
    }


def _debts(visit: Visit, account: Account, items: Sequence[OpenRow]) -> list[Debt]:
    """Late debts of the customer, the oldest first, with what is held back of each."""
    held: dict[int, tuple[int, str]] = {}
    for one in dunning_held.of_customer(visit.books, account.customer_id, visit.context.today):
        amount, rule = held.get(one.item_id, (0, one.rule))
        held[one.item_id] = (amount + one.amount, rule)
    found = []
    for item in items:
        amount, rule = held.get(item.item_id, (0, ""))
        if item.open > 0 and (item.days_late or rule):
            found.append(Debt(item, item.open - amount, rule))
    return found


def _asked(debts: Sequence[Debt], items: Sequence[OpenRow]) -> dict[str, int]:
    """What may be asked for in each currency: late, free, and beyond the credit that waits in the same currency."""
    sums: dict[str, int] = {}
    for one in debts:
        if one.free and one.item.days_late:
            sums[one.item.currency] = sums.get(one.item.currency, 0) + one.free
    for item in items:
        if item.open < 0 and item.currency in sums:
            sums[item.currency] += item.open
    return {currency: amount for currency, amount in sums.items() if amount > 0}


def _scene(
    visit: Visit,
    account: Account,
    debts: Sequence[Debt],
    asked: Mapping[str, int],
    known: tuple[str, tuple[int, int, int] | None],
) -> Scene:
    """What is said: each invoice and each sum in the currency that the customer owes it in."""
    today, base = visit.context.today, visit.company.base_currency
    contact, usual = known
    asks = tuple(
        Ask(
            one.item.number,
            shown.with_currency(one.free, one.item.currency, base),
            shown.short_day(one.item.due_on, today),
        )
        for one in debts
        if one.free and one.item.days_late
    )
    out = tuple(one.item.number for one in debts if not one.free and one.rule in (holding.DISPUTE, holding.DEDUCTION))
    weekday = f"this {shown.WEEKDAYS[usual[0]]}" if usual else ""
    sums = [shown.with_currency(amount, currency, base) for currency, amount in asked.items()]
    total = say.listed(sums) if sums else shown.with_currency(account.facts.asked, base, base)
    me = visit.context.actor.name
    return Scene(contact, me, visit.company.name, asks, total, _broken(visit, account), weekday, out)


def _broken(visit: Visit, account: Account) -> Broken | None:
    """The promise that passed, in words."""
    if account.facts.broken_on is None:
        return None
    today, base = visit.context.today, visit.company.base_currency
    for row in reversed(promises.rows(visit.books, "", account.number)):
        if row.promised_on == account.facts.broken_on and row.state in ("broken", "partly"):
            return Broken(
                shown.short_day(row.made_on, today),
                shown.short_day(row.promised_on, today),
                shown.with_currency(row.amount - row.received, row.currency, base),
            )
    return None


def _pays_on(today: datetime.date, weekday: int) -> datetime.date:
    """Their next usual payment day."""
    return today + datetime.timedelta(days=(weekday - today.weekday()) % 7 or 7)


def _reasons() -> list[tuple[str, tuple[str, str]]]:
    return list(dispute_rules.REASONS.items())


def _me(visit: Visit) -> str:
    return f"{visit.context.actor.kind}:{visit.context.actor.id}"
