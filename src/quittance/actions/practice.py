"""The practice company: three invented years, recorded week by week by invented people, to try things on."""

from __future__ import annotations

import datetime
import random
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from django.db import transaction

from quittance.actions import (
    allocations,
    closing,
    contacts,
    credits,
    entities,
    identity,
    imports_portion,
    imports_run,
    invoices,
    payments,
    practice_bank,
    practice_billing,
    practice_claims,
    practice_dunning,
    practice_files,
    practice_informed,
    practice_mail,
    practice_names,
    practice_places,
    practice_story,
    reversals,
    sharing,
    users,
    writeoffs,
)
from quittance.actions.allocations import ShareInput
from quittance.actions.command import Actor, Context
from quittance.actions.practice_papers import DAY, Deed, Story
from quittance.actions.practice_story import WEEKS
from quittance.books import bulk, scope, series
from quittance.rules import money
from quittance.rules.deposits import DrawInput
from quittance.rules.ledger import DEPOSIT, INVOICE
from quittance.rules.refusals import Refusal

COMPANY = practice_names.COMPANY
ZONE = "Europe/Amsterdam"
CLERK = "clerk@practice.example"
CONTROLLER = "controller@practice.example"
MANAGER = "credit@practice.example"
COLLECTOR = "collector@practice.example"
SALES = "sales@practice.example"
ADMINISTRATOR = "admin@practice.example"
PEOPLE = {
    CLERK: ("Tess Rietveld", ("clerk",)),
    COLLECTOR: ("Bram Fennel", ("collector",)),
    "collector2@practice.example": ("Maud Sanderling", ("collector",)),
    MANAGER: ("Ilse Groenveld", ("credit_manager",)),
    CONTROLLER: ("Olga Lindqvist", ("controller",)),
    SALES: ("Daan Eikhof", ("sales",)),
    "auditor@practice.example": ("Hanna Coldbrook", ("auditor",)),
    ADMINISTRATOR: ("Wout Tolhuis", ("administrator",)),
}
"""Email -> name and roles; one password opens them all."""

LOCK_AFTER_DAYS = 45
WRITEOFF_LIMIT = "25.00"
_HOUR = datetime.time(15, 30)
_DUTIES = ("Accounts payable", "Finance", "Purchasing", "Owner")

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the practice company holds."""

    entity: str
    tenant_id: int
    entity_id: int
    customers: int
    invoices: int
    payments: int


@dataclass(frozen=True, slots=True)
class Staff:
    """Who acts in the story."""

    clerk: Context
    controller: Context

    def at(self, now: int, today: datetime.date) -> Staff:
        """The same people at a moment."""
        return Staff(*(replace(one, now=now, today=today) for one in (self.clerk, self.controller)))


def new_password() -> str:
    """A password for the practice company's people; random, because others on this machine can reach the server."""
    return f"practice-{secrets.token_hex(5)}"


def load(now: int, password: str, *, seed: int = 1, progress: Progress = lambda done, total: None) -> Loaded:
    """Open the practice company and let its three years up to `now` happen, in one transaction.

    Every paper goes through the verb of the import that any company uses, all that is done by hand through its own.
    """
    today = identity.today_in(ZONE, now)
    with imports_run.Uncollected(), bulk.roomy(), transaction.atomic():
        story = practice_story.tell(today, seed)
        first = _moment(story.first)
        opened = entities.open_books(entities.OpenBooks(COMPANY, "EUR", "NL", ZONE), first)
        staff = _hire(opened, first, story.first, password)
        for n, week in enumerate(practice_files.weeks(story, WEEKS)):
            day = story.first + DAY * (7 * n + 6)
            then = staff.at(min(_moment(day), now), day)
            _record(then.clerk, week.portion(n + 1))
            if n & (n + 1) == 0:  # in the 1st, 2nd, 4th, 8th … week
                bulk.gather()
            for deed in week.deeds:
                with suppress(Refusal):
                    _DEEDS[deed.kind](then, deed)
            _lock(then, day)
            progress(n + 1, WEEKS)
        _introduce(staff.at(now, today).clerk, story)
        _continue_numbers(opened, story)
        here = staff.at(now, today)
        practice_bank.arrive(here.clerk, here.controller, seed)
        manager = identity.of_member(opened.tenant_id, MANAGER, "web")
        practice_dunning.remind(replace(manager, now=now, today=today), here.controller, MANAGER, SALES)
        operator = replace(identity.operator(opened.tenant_id, opened.entity_id, "jobs"), now=now, today=today)
        sales, manager = (replace(here.clerk, actor=_member(opened, email)) for email in (SALES, MANAGER))
        practice_informed.listen(operator, sales, manager)
        collector = replace(here.clerk, actor=_member(opened, COLLECTOR))
        practice_claims.speak(collector, COLLECTOR)
        sharing.share_out(operator, sharing.ShareOut())
        practice_mail.write(collector)
        practice_billing.prepare(_desk(opened, here), _buyers(story))
        practice_informed.hear(operator)
    return Loaded(
        COMPANY,
        opened.tenant_id,
        opened.entity_id,
        len(story.payers),
        len(story.invoices),
        len(story.payments),
    )


def _moment(day: datetime.date) -> int:
    at = datetime.datetime.combine(day, _HOUR, datetime.UTC)
    return (at - datetime.datetime.fromtimestamp(0, datetime.UTC)) // datetime.timedelta(microseconds=1)


def _hire(opened: entities.Opened, now: int, today: datetime.date, password: str) -> Staff:
    operator = identity.operator(opened.tenant_id, opened.entity_id, "cli", "practice")
    operator = replace(operator, now=now, today=today)
    entities.edit(operator, replace(practice_places.LETTERHEAD, writeoff_limit=WRITEOFF_LIMIT))
    entities.set_logo(operator, entities.logo(practice_places.LOGO))
    secret = users.hashed(password)
    for email, (name, roles) in PEOPLE.items():
        users.invite(operator, users.InviteUser(email, name, roles, secret))
    return Staff(*(identity.of_member(opened.tenant_id, email, "web") for email in (CLERK, CONTROLLER)))


def _member(opened: entities.Opened, email: str) -> Actor:
    return identity.of_member(opened.tenant_id, email, "web").actor


def _desk(opened: entities.Opened, here: Staff) -> practice_billing.Desk:
    sales, administrator = (replace(here.clerk, actor=_member(opened, email)) for email in (SALES, ADMINISTRATOR))
    return practice_billing.Desk(sales, here.clerk, here.controller, administrator)


def _buyers(story: Story) -> list[str]:
    """Customers at home that still buy, the largest first."""
    still = [one for one in story.payers if one.country == "NL" and one.stops > story.today and not one.parent]
    return [one.number for one in sorted(still, key=lambda one: -one.weight)]


def _record(clerk: Context, portion: imports_portion.TakeIn) -> None:
    """Take a week's papers in, as the import takes any company's; the story has no faults."""
    done = imports_portion.take_in(clerk, portion)
    assert not done.faults, done.faults


def _bill(staff: Staff, deed: Deed) -> None:
    """A deposit, or the invoice of the whole that draws on it."""
    assert deed.invoice is not None
    one = deed.invoice
    kind, draws = (INVOICE, (DrawInput(one.deposit.number),)) if one.deposit else (DEPOSIT, ())
    terms = "" if one.deposit else f"net {(one.due - one.on).days}"
    data = invoices.RecordInvoice(one.payer.number, one.on, number=one.number, terms=terms, lines=one.lines)
    data = replace(data, purchase_order=one.order, goods_on=one.goods_on, kind=kind, draws=draws)
    invoices.record(staff.clerk, data)


def _credit(staff: Staff, deed: Deed) -> None:
    assert deed.invoice is not None
    payer = deed.invoice.payer
    total = money.write(deed.amount, payer.currency)
    note = credits.RecordCreditNote(
        payer.number,
        deed.on,
        total,
        note=f"Goods of {deed.invoice.number} returned",
        allocate=(ShareInput(deed.invoice.number),),
    )
    credits.record(staff.controller, note)


def _write_off(staff: Staff, deed: Deed) -> None:
    assert deed.invoice is not None
    amount = money.write(deed.amount, deed.invoice.payer.currency)
    writeoffs.write_off(
        staff.controller, writeoffs.WriteOff(deed.invoice.number, "Bank charges of the payer", amount, deed.on)
    )


def _refund(staff: Staff, deed: Deed) -> None:
    assert deed.payment is not None
    payments.refund(staff.controller, payments.RefundPayment(deed.payment.reference, "", deed.on))


def _reverse_invoice(staff: Staff, deed: Deed) -> None:
    assert deed.invoice is not None
    reason = "Issued to the wrong customer"
    reversals.reverse(staff.controller, reversals.Reverse(reason, deed.invoice.number, 0, deed.on))


def _reverse_payment(staff: Staff, deed: Deed) -> None:
    assert deed.payment is not None
    reason = "Taken back by the payer's bank"
    reversals.reverse(staff.controller, reversals.Reverse(reason, deed.payment.reference, 0, deed.on))


def _identify(staff: Staff, deed: Deed) -> None:
    assert deed.payment is not None and deed.invoice is not None
    reference, payer = deed.payment.reference, deed.invoice.payer
    payments.move(staff.clerk, payments.MovePayment(reference, payer.number, "", deed.on))
    wanted = (ShareInput(deed.invoice.number),)
    allocations.allocate(staff.clerk, allocations.Allocate(reference, wanted, deed.on))


def _look_again(staff: Staff, deed: Deed) -> None:
    assert deed.payment is not None and deed.invoice is not None
    context, reference = staff.clerk, deed.payment.reference
    items = scope.items_of_payment(context.tenant_id, context.entity_id, reference)
    made = scope.allocations_of_items(context.tenant_id, [item.id for item in items])
    allocations.unallocate(context, allocations.Unallocate(tuple(one.made.id for one in made), deed.on))
    wanted = (ShareInput(deed.invoice.number),)
    allocations.allocate(context, allocations.Allocate(reference, wanted, deed.on))


_DEEDS: dict[str, Callable[[Staff, Deed], None]] = {
    "bill": _bill,
    "credit": _credit,
    "write_off": _write_off,
    "refund": _refund,
    "reverse_invoice": _reverse_invoice,
    "reverse_payment": _reverse_payment,
    "identify": _identify,
    "look_again": _look_again,
}


def _lock(staff: Staff, day: datetime.date) -> None:
    """Lock each quarter some weeks after its end."""
    for through in _quarter_ends(day - DAY * (LOCK_AFTER_DAYS + 6), day - DAY * LOCK_AFTER_DAYS):
        closing.lock_period(staff.controller, closing.LockPeriod(through))


def _quarter_ends(since: datetime.date, until: datetime.date) -> Iterator[datetime.date]:
    day = since
    while day <= until:
        if (day + DAY).day == 1 and day.month in (3, 6, 9, 12):
            yield day
        day += DAY


def _introduce(clerk: Context, story: Story) -> None:
    """People at the larger customers."""
    rng = random.Random(story.rng.random())
    larger = sorted(story.payers, key=lambda one: -one.weight)[:200]
    for payer in larger:
        for n in range(rng.choice((1, 1, 2))):
            name = practice_names.person(rng)
            email = f"{name.split()[0].lower()}@{payer.slug}.example"
            phone = f"+00 555 {rng.randrange(10_000):04d}"
            data = contacts.AddContact(payer.number, name, email, phone, rng.choice(_DUTIES), n == 0)
            contacts.add(clerk, data)


def _continue_numbers(opened: entities.Opened, story: Story) -> None:
    """The series go on behind the story's numbers."""
    last = {paper.number: paper.on.year for paper in story.invoices}
    last |= {paper.reference: paper.on.year for paper in story.payments}
    highest: dict[tuple[str, int], int] = {}
    for number, year in last.items():
        prefix, _, digits = number.split("-")
        highest[prefix, year] = max(highest.get((prefix, year), 0), int(digits))
    kinds = {prefix: kind for kind, prefix in series.PREFIXES.items()}
    for (prefix, year), n in highest.items():
        series.reach(opened.tenant_id, opened.entity_id, f"{kinds[prefix]}-{year}", f"{prefix}-{year}-", n)
    reached = 1000 + len(story.payers)
    series.reach(opened.tenant_id, opened.entity_id, "customer", "C-", reached, width=4)
