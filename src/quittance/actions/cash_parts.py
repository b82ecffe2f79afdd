"""What a bank line becomes: one payment a payer, shares of documents, credit notes netted, differences closed."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from quittance.actions import cash_discounts, command, payments, postings
from quittance.actions.cash_policy import policy_of
from quittance.actions.command import Context, Subject
from quittance.actions.entities import UNIDENTIFIED
from quittance.actions.postings import Allocated
from quittance.books import lock, scope, series, sql
from quittance.books.keys import new_id
from quittance.rules import allocation, cash, fx, happenings, money
from quittance.rules.allocation import Share
from quittance.rules.ledger import ADJUSTMENT, ALLOCATION, CREDIT, PAYMENT, Item, NewEntry, NewPayment, NewPosting
from quittance.rules.refusals import Conflict, Invalid, NotFound, Overallocated

MOST_PARTS = 2_000


@dataclass(frozen=True, slots=True)
class Part:
    """What a payment does to one document, as decimal text in the document's currency.

    `amount` is cash (below zero for a credit note that is netted); `adjustment` closes more without cash, and `kind`
    says why: discount, charge, rounding or fx; a deduction leaves its amount open, with a `reason` and an owner.
    """

    document: str
    amount: str = ""
    adjustment: str = ""
    kind: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BankMovement:
    """An open line, as far as applying it needs to know."""

    id: int
    amount: int
    currency: str
    booked_on: datetime.date
    value_on: datetime.date
    payer_name: str
    payer_account: str
    text: str
    return_code: str


@dataclass(frozen=True, slots=True)
class Posted:
    """What was posted: payments with their customers, entries in the order in which they would be taken back."""

    payer_id: int
    payment_id: int
    payments: tuple[tuple[int, int], ...]
    references: tuple[str, ...]
    currency: str
    entries: tuple[int, ...]
    allocated: tuple[Allocated, ...]
    unapplied: str
    deductions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A part with its items and its amounts in minor units."""

    document: str
    items: tuple[Item, ...]
    cash: int
    adjustment: int
    kind: str
    reason: str

    @property
    def customer_id(self) -> int:
        """Whose document it is."""
        return self.items[0].customer_id


def line_of(context: Context, id: int) -> BankMovement:
    """An open line by id; raises `NotFound`, or `Conflict` when it is dealt with."""
    tail = " FOR UPDATE" if sql.on_postgresql() else ""
    found = sql.row(
        "SELECT id, amount, currency, booked_on, value_on, payer_name, payer_account, text, return_code, state "
        f"FROM bank_line WHERE tenant_id = %s AND entity_id = %s AND id = %s{tail}",
        [context.tenant_id, context.entity_id, command.check_id(id)],
    )
    if found is None:
        raise NotFound("There is no such bank line.", field="line_id")
    if found[9] != "open":
        raise Conflict(f"The line is {found[9]} already. Take that back first.", field="line_id")
    days = (sql.day(found[3]), sql.day(found[4]))
    return BankMovement(found[0], found[1], found[2], *days, found[5], found[6], found[7], found[8])


def post(context: Context, line: BankMovement, payer_number: str, parts: Sequence[Part]) -> Posted:
    """Post the line as payments; raises what the parts of the verb `cash.apply` raise."""
    if len(parts) > MOST_PARTS:
        raise Invalid(f"At most {MOST_PARTS} documents at a time.", field="parts")
    number = payer_number or UNIDENTIFIED
    wanted = _wanted(context, parts)
    owners = _customer_ids(context, [number]) + [one.customer_id for one in wanted]
    locked = lock.customers_by_id(context.tenant_id, context.entity_id, owners)
    wanted = _wanted(context, parts)  # as they stand under the lock
    return _Posting(context, line, locked, locked.by_number(number)).run(wanted)


class _Posting:
    """One line on its way into the books."""

    def __init__(self, context: Context, line: BankMovement, locked: lock.Locked, payer: lock.CustomerFacts) -> None:
        self.context, self.line, self.locked, self.payer = context, line, locked, payer
        self.now: dict[int, Item] = {}
        self.entries: list[NewEntry] = []
        self.payments: list[NewPayment] = []
        self.adjusted: list[NewEntry] = []
        self.netted_later: list[int] = []

    def run(self, wanted: Sequence[_Wanted]) -> Posted:
        """Payments for the payer's group and for every other customer, then what closes differences."""
        currency = _one_currency(wanted) or self.line.currency
        self.now = {item.id: item for one in wanted for item in one.items}
        groups = self._groups(wanted)
        total = self._total(currency, wanted)
        others = {id: sum(one.cash for one in parts) for id, parts in groups.items() if id != self.payer.id}
        for id, amount in {self.payer.id: total - sum(others.values()), **others}.items():
            if amount:
                self._pay(id, amount, currency, groups.get(id, []))
        if not self.payments:
            raise Invalid("Nothing of the line is left to be a payment.", field="parts")
        self._adjust(wanted)
        after = tuple(self.now.values())
        postings.write(self.context, self.locked, [*self.entries, *self.adjusted], after, payments=self.payments)
        opened = self._open_deductions(wanted)
        told = tuple(one for entry in self.entries for one in postings.told(entry, after, currency))
        left = sum(self.now[item.id].open for entry in self.entries for item in entry.items if item.kind == PAYMENT)
        backwards = [entry.id for entry in self.adjusted] + self.netted_later + [one.entry_id for one in self.payments]
        return Posted(
            self.payer.id,
            self.payments[0].id,
            tuple((one.id, one.customer_id) for one in self.payments),
            tuple(one.reference for one in self.payments),
            currency,
            tuple(backwards),
            told,
            money.write(left, currency),
            opened,
        )

    def _groups(self, wanted: Sequence[_Wanted]) -> dict[int, list[_Wanted]]:
        """Parts by the customer whose payment meets them: the payer's for all of its group."""
        head = {self.payer.id, self.payer.parent_id} - {None}
        groups: dict[int, list[_Wanted]] = {}
        for one in wanted:
            owner = self.locked.customers[one.customer_id]
            ours = owner.id in head or owner.parent_id in head
            groups.setdefault(self.payer.id if ours else owner.id, []).append(one)
        return groups

    def _total(self, currency: str, wanted: Sequence[_Wanted]) -> int:
        """The line in the documents' currency: itself, or all they take when the bank has converted it."""
        taken = sum(one.cash for one in wanted)
        if currency == self.line.currency:
            if taken > self.line.amount:
                written = money.write(self.line.amount, currency)
                raise Overallocated(f"{written} {currency} came in, less than is to be applied.", field="parts")
            return self.line.amount
        return taken

    def _pay(self, customer_id: int, amount: int, currency: str, parts: Sequence[_Wanted]) -> None:
        """One payment, and its shares: credit notes are used up first, then the money."""
        if amount < 0:
            raise Invalid("Credit notes take more than there is to pay for that customer.", field="parts")
        payment = self._payment(customer_id, amount, currency)
        entry, credit = payments.entry_of(payment)
        self.now[credit.id] = credit
        shares = _shares(parts, credit)
        days = {share: self._first_day(share, payment.received_on) for share in shares}
        for day in sorted({payment.received_on, *days.values()}):
            one = entry if day == payment.received_on else NewEntry(new_id(), ALLOCATION, day)
            made, after = postings.paired(one, list(self.now.values()), [s for s in shares if days[s] == day])
            self.now |= {item.id: item for item in after}
            self.entries.append(made)
            if made.kind == ALLOCATION and any(one.credit_item_id != credit.id for one in made.allocations):
                self.netted_later.append(made.id)
        self.payments.append(payment)

    def _first_day(self, share: Share, received_on: datetime.date) -> datetime.date:
        earliest = allocation.earliest_day(self.now[share.debit_item_id], self.now[share.credit_item_id])
        return max(earliest, received_on)

    def _payment(self, customer_id: int, amount: int, currency: str) -> NewPayment:
        on = postings.check_day(self.line.booked_on, self.context.today, "booked_on")
        base = self._base(amount, currency, on)
        reference = series.take(self.context.tenant_id, self.context.entity_id, PAYMENT, on)
        return NewPayment(
            id=new_id(),
            entry_id=new_id(),
            customer_id=customer_id,
            reference=reference,
            method="bank",
            received_on=on,
            currency=currency,
            amount=amount,
            base_amount=base,
            payer_name=self.line.payer_name,
            text=self.line.text[:2000],
        )

    def _base(self, amount: int, currency: str, on: datetime.date) -> int:
        """Base value: what the bank credited, where it converted the money into the company's currency itself."""
        base = self.locked.entity.base_currency
        if currency != self.line.currency and self.line.currency == base:
            return self.line.amount
        return postings.base_of(self.context, self.locked, amount, currency, on=on, rate="")

    def _adjust(self, wanted: Sequence[_Wanted]) -> None:
        """Entries that close a difference on its own account, on the day of the money or of the later document."""
        policy = policy_of(self.context)
        may = "writeoffs.write_off" in self.context.actor.permissions
        for one in wanted:
            if not one.adjustment or one.kind == cash.DEDUCTION:
                continue
            day = max([self.line.booked_on, *(item.effective_on for item in one.items)])
            entry = NewEntry(new_id(), ADJUSTMENT, day, note=one.kind)
            base = 0
            for item, part in _spread([self.now[item.id] for item in one.items], one.adjustment, one.document):
                new = postings.counter_item(item, ADJUSTMENT, day, part, fx.base_share(item, part))
                base += new.base_amount
                entry = replace(entry, postings=(*entry.postings, *self._rows(one, new)), items=(*entry.items, new))
                entry, after = postings.paired(entry, [item, new], [Share(item.id, new.id, part)])
                self.now |= {each.id: each for each in after}
            earned = self._earned(one, policy.grace_days)
            cash.check_adjustment(one.kind, one.adjustment, earned, base, policy, may_write_off=may)
            self.adjusted.append(entry)

    def _rows(self, one: _Wanted, new: Item) -> tuple[NewPosting, ...]:
        if one.kind == cash.DISCOUNT:
            return cash_discounts.rows(self.context, new)
        return (postings.posting(cash.ACCOUNTS[one.kind], "unapplied", new),)

    def _earned(self, one: _Wanted, grace: int) -> int:
        """The discount that the payment has earned; the items stand as they do after it."""
        id = one.items[0].document_id
        if one.kind != cash.DISCOUNT or id is None:
            return 0
        left = sum(self.now[item.id].open for item in one.items)
        given = cash_discounts.Given(id, one.cash, left, self.line.value_on, grace)
        return cash_discounts.earned(self.context, given)

    def _open_deductions(self, wanted: Sequence[_Wanted]) -> tuple[str, ...]:
        rows, told, events = [], [], []
        for one in wanted:
            if one.kind == cash.DEDUCTION and one.adjustment:
                item = self.now[one.items[-1].id]
                words, owner = cash.REASONS[one.reason]
                id = new_id()
                said = {"document": one.document, "amount": money.write(one.adjustment, item.currency)}
                said |= {"currency": item.currency, "reason": one.reason, "owner": owner}
                events.append((Subject(happenings.DEDUCTION, id, item.customer_id), said))
                rows.append(
                    [
                        *(self.context.tenant_id, id, self.context.entity_id, item.customer_id, item.id),
                        *(self.payments[0].id, self.line.id, item.currency, one.adjustment, one.reason, owner, "open"),
                        *(self.line.booked_on, self.line.booked_on + datetime.timedelta(days=cash.ANSWER_DAYS)),
                        *("", "", ""),
                    ]
                )
                told.append(f"{one.document}: {money.write(one.adjustment, item.currency)} {words.lower()}")
        if rows:
            columns = (
                "tenant_id id entity_id customer_id item_id payment_id bank_line_id currency amount reason owner state "
                "opened_on answer_by resolution way credit_number"
            )
            sql.insert("deduction", columns.split(), rows)
            command.notes(self.context, "cash.apply", events)
        return tuple(told)


def _wanted(context: Context, parts: Sequence[Part]) -> list[_Wanted]:
    """Parts with their items as they stand now; raises `NotFound` and `Invalid` naming the document."""
    numbers = [part.document for part in parts]
    if len(set(numbers)) != len(numbers):
        raise Invalid("A document is named twice. Name each once.", field="parts")
    items = scope.items_of_documents(context.tenant_id, context.entity_id, numbers) if numbers else []
    made = []
    for part in parts:
        found = tuple(item for item in items if item.label == part.document)
        if not found:
            raise NotFound(f"There is no invoice or credit note {part.document[:60]!r}.", field="parts")
        made.append(_read(part, found))
    return made


def _read(part: Part, items: tuple[Item, ...]) -> _Wanted:
    currency, side = items[0].currency, items[0].side
    amount = money.read(part.amount or "0", currency)
    adjustment = money.read(part.adjustment or "0", currency)
    if (amount < 0) != (side == CREDIT) and amount:
        raise Invalid(f"{part.document}: cash pays an invoice, and only a credit note is taken off.", field="parts")
    if adjustment < 0 or (adjustment and (side == CREDIT or part.kind not in cash.KINDS)):
        raise Invalid(f"{part.document}: say what the difference is: {', '.join(cash.KINDS)}.", field="parts")
    if part.kind == cash.DEDUCTION and adjustment and part.reason not in cash.REASONS:
        raise Invalid(f"{part.document}: the reason is one of {', '.join(cash.REASONS)}.", field="parts")
    if not amount and not adjustment:
        raise Invalid(f"{part.document}: nothing is to be applied to it. Leave it out.", field="parts")
    return _Wanted(part.document, items, amount, adjustment, part.kind, part.reason)


def _shares(parts: Sequence[_Wanted], credit: Item) -> list[Share]:
    """Pairs of debit and credit: credit notes in their order, then the payment."""
    notes = [pair for one in parts if one.cash < 0 for pair in _spread(one.items, -one.cash, one.document)]
    purse = _Purse([(item.id, amount) for item, amount in notes] + [(credit.id, credit.amount)])
    shares = []
    for one in parts:
        if one.cash > 0:
            for item, need in _spread(one.items, one.cash, one.document):
                shares += [Share(item.id, id, used) for id, used in purse.take(need, one.document)]
    if len(purse.left) > 1:
        raise Invalid("A credit note is taken off, and no invoice of the same customer takes it.", field="parts")
    return shares


class _Purse:
    """Credits in the order in which they are used up; the last one is the payment."""

    def __init__(self, credits: list[tuple[int, int]]) -> None:
        self.left = credits

    def take(self, need: int, document: str) -> list[tuple[int, int]]:
        """Credits and how much of each, together `need`; raises `Overallocated` when there is too little."""
        taken = []
        while need and self.left:
            id, there = self.left.pop(0)
            used = min(need, there)
            taken.append((id, used))
            need -= used
            if there > used:
                self.left.insert(0, (id, there - used))
        if need:
            raise Overallocated(f"Not enough came in to pay {document} as asked.", field="parts")
        return taken


def _spread(items: Sequence[Item], amount: int, document: str) -> list[tuple[Item, int]]:
    """An amount over the instalments of a document, the oldest first; raises `Overallocated` beyond what is open."""
    parts = []
    for item in items:
        part = min(item.open, amount)
        if part > 0:
            parts.append((item, part))
            amount -= part
    if amount:
        currency = items[0].currency
        written = money.write(sum(item.open for item in items), currency)
        raise Overallocated(f"{written} {currency} is open on {document}, less than is to be closed.", field="parts")
    return parts


def _one_currency(wanted: Sequence[_Wanted]) -> str:
    found = {item.currency for one in wanted for item in one.items}
    if len(found) > 1:
        raise Invalid("The documents are in several currencies. Split the line.", field="parts")
    return next(iter(found), "")


def _customer_ids(context: Context, numbers: Sequence[str]) -> list[int]:
    found = sql.rows(
        f"SELECT id FROM customer WHERE tenant_id = %s AND number IN ({sql.marks(len(numbers))})",
        [context.tenant_id, *numbers],
    )
    if len(found) != len(set(numbers)):
        raise NotFound(f"There is no customer {numbers[0][:60]!r}.", field="customer_number")
    return [row[0] for row in found]
