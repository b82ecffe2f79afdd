"""The oracle: what the books must say, from plain lists of facts, shared with no line of the product."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction

from tests.sim.facts import Day, Entry, Item, Line, Meeting, No, Paper, Want, cut, half_up, seen

PAPERS = ("invoice", "credit_note")
BY_HAND = ("payment", "credit_note", "allocation")
"""Kinds of entries whose meetings may be taken back one by one; the others fall only as a whole."""

STANDS_ON = ("writeoff", "transfer")
"""Kinds of entries that must be reversed before what they stand on."""

REVERSIBLE = ("invoice", "credit_note", "payment", "writeoff", "refund", "transfer", "allocation")


class Oracle:
    """Lists of facts, questions that read all of them, and verbs that append to them."""

    def __init__(self, writeoff_limit: int) -> None:
        self.today = Day.min
        self.now = 0
        self.limit = writeoff_limit
        self.locked: Day | None = None
        self.parents: dict[str, str] = {}
        self.entries: list[Entry] = []
        self.items: list[Item] = []
        self.meetings: list[Meeting] = []
        self.lines: list[Line] = []

    def open(self, item: Item, day: Day = Day.max, moment: int | None = None) -> tuple[int, int]:
        """What is open of an item on a day, as known at a moment: its amount, and its value in base currency."""
        amount, base = item.paper.amount, item.paper.base
        for one in self.meetings:
            if seen(one.entry, day, moment):
                if one.debit is item:
                    amount, base = amount - one.amount, base - one.debit_base
                if one.credit is item:
                    amount, base = amount - one.amount, base - one.credit_base
        return amount, base

    def standing(self, day: Day, moment: int | None = None) -> list[tuple[Item, int, int]]:
        """Every item that is open on a day, as known at a moment."""
        known = [item for item in self.items if seen(item.entry, day, moment)]
        return [(item, *left) for item in known if (left := self.open(item, day, moment)) != (0, 0)]

    def trial(self, day: Day, moment: int | None = None) -> dict[tuple[str, str], tuple[int, int]]:
        """The balance of each account in each currency, amount and base, without those that are zero."""
        sums: dict[tuple[str, str], tuple[int, int]] = {}
        for line in self.lines:
            if seen(line.entry, day, moment):
                amount, base = sums.get((line.account, line.currency), (0, 0))
                sums[line.account, line.currency] = (amount + line.amount, base + line.base)
        return {key: value for key, value in sums.items() if value != (0, 0)}

    def in_force(self, items: list[Item]) -> list[Meeting]:
        """Meetings of any of the items that were not taken back."""
        mine = [one for one in self.meetings if one.debit in items or one.credit in items]
        return [one for one in mine if one.undoes is None and not one.undone]

    def freed(self, item: Item) -> Day:
        """The last day on which a meeting of the item was taken back."""
        return max((m.entry.day for m in self.meetings if m.undoes and item in (m.debit, m.credit)), default=Day.min)

    def carriers(self, label: str) -> list[Item]:
        """The items that carry what is left of a payment."""
        return [i for i in self.items if i.label == label and i.side == "C" and i.kind in ("payment", "transfer")]

    def papers(self, label: str) -> list[Item]:
        """The items of a document."""
        return [i for i in self.items if i.label == label and i.kind in PAPERS]

    @contextmanager
    def whole(self) -> Iterator[None]:
        """All of what happens inside, or none of it when it is refused."""
        lists: tuple[list[object], ...] = (self.entries, self.items, self.meetings, self.lines)  # type: ignore[assignment]
        counts = [len(facts) for facts in lists]
        flags = [one for one in (*self.meetings, *self.entries) if getattr(one, "undone", getattr(one, "reversed", 0))]
        last = max((one.moment for one in self.entries), default=0)
        self._moment = max(self.now, last + 1)
        try:
            yield
            days = [one.day for one in self.entries[counts[0] :]]
            if self.locked is not None and days and min(days) <= self.locked:
                raise No("period_locked")
            self._check_names(self.entries[counts[0] :], self.entries[: counts[0]])
        except No:
            for facts, count in zip(lists, counts, strict=True):
                del facts[count:]
            for meeting in self.meetings:
                meeting.undone = meeting in flags
            for entry in self.entries:
                entry.reversed = entry in flags
            raise

    def invoice(self, paper: Paper, parts: list[tuple[Day, int]]) -> Entry:
        """An invoice in parts of (due day, weight)."""
        entry = self._enter("invoice", paper.day, paper.label)
        amounts = cut(paper.amount, [weight for _, weight in parts])
        for (due, _), amount, base in zip(parts, amounts, cut(paper.base, amounts), strict=True):
            if amount:
                self._item(entry, "D", replace(paper, amount=amount, base=base, due=due), "sales")
        return entry

    def credit_note(self, paper: Paper, wants: list[Want]) -> Entry:
        """A credit note, meeting the invoices it corrects."""
        entry = self._enter("credit_note", paper.day, paper.label)
        item = self._item(entry, "C", paper, "sales")
        for debit, amount in self._chosen(item, wants, {paper.customer}):
            self._meet(entry, debit, item, amount)
        return entry

    def payment(self, paper: Paper, wants: list[Want] | None) -> Entry:
        """A payment; None meets the oldest first. What cannot be met on its day is met on the first day it can."""
        entry = self._enter("payment", paper.day, paper.label)
        item = self._item(entry, "C", paper, "bank")
        shares = self._oldest(item) if wants is None else self._chosen(item, wants, {paper.customer})
        firsts = [max(paper.day, debit.day, self.freed(debit)) for debit, _ in shares]
        for day in sorted({paper.day, *firsts}):
            onto = entry if day == paper.day else self._enter("allocation", day, "")
            for (debit, amount), first in zip(shares, firsts, strict=True):
                if first == day:
                    self._meet(onto, debit, item, amount)
        return entry

    def allocate(self, label: str, wants: list[Want], day: Day | None) -> Entry:
        """Meet invoices with a payment or a credit note; no wants take the oldest first."""
        found = self.carriers(label) + [i for i in self.papers(label) if i.side == "C"]
        if not found:
            raise No("not_found")
        owners = {i.customer for want in wants for i in self.papers(want.label)}
        credit = max(found, key=lambda i: (self.open(i)[0] > 0, i.customer in owners, i.n))
        owners |= {credit.customer}
        heads = {credit.customer, self.parents.get(credit.customer, credit.customer)}
        if any(one not in heads and self.parents.get(one) not in heads for one in owners):
            raise No("invalid")
        shares = self._chosen(credit, wants, owners) if wants else self._oldest(credit)
        if not shares:
            raise No("overallocated")
        first = max(max(debit.day, credit.day, self.freed(debit), self.freed(credit)) for debit, _ in shares)
        entry = self._enter("allocation", day or first, "")
        for debit, amount in shares:
            self._meet(entry, debit, credit, amount)
        return entry

    def unallocate(self, meetings: list[Meeting], day: Day | None) -> Entry:
        """Take meetings back, unless they are part of a write-off, move, refund or reversal."""
        if any(one.undone for one in meetings):
            raise No("already_reversed")
        if any(one.entry.kind not in BY_HAND for one in meetings):
            raise No("conflict")
        entry = self._enter("unallocation", day or max(self.today, *(one.entry.day for one in meetings)), "")
        self._undo(entry, meetings)
        return entry

    def move(self, label: str, customer: str, amount: int, day: Day | None) -> Entry:
        """Move what is left of a payment to another customer; amount 0 is all of it."""
        credit = self._left(label, amount, customer)
        if credit.customer == customer:
            raise No("invalid")
        part, value = self._part(credit, amount)
        entry = self._enter("transfer", day or max(self.today, credit.day, self.freed(credit)), label)
        here = Paper(credit.customer, label, credit.currency, part, value, entry.day, entry.day)
        out = self._item(entry, "D", here, "clearing")
        self._item(entry, "C", replace(here, customer=customer), "clearing")
        self._meet(entry, out, credit, part)
        return entry

    def refund(self, label: str, amount: int, day: Day | None) -> Entry:
        """Pay back what is left of a payment; amount 0 is all of it."""
        credit = self._left(label, amount)
        part, value = self._part(credit, amount)
        entry = self._enter("refund", day or max(self.today, credit.day, self.freed(credit)), label)
        self._close(entry, credit, part, value, "bank")
        return entry

    def write_off(self, label: str, amount: int, day: Day | None) -> Entry:
        """Write off what is open on a document or left of a payment; amount 0 is all of it."""
        found = sorted(self.papers(label), key=lambda i: (i.paper.due, i.n)) or self.carriers(label)
        if not found:
            raise No("not_found")
        one = max(found, key=lambda i: (self.open(i)[0], i.n))
        mine = [i for i in found if (i.customer, i.side) == (one.customer, one.side)]
        items = sorted((i for i in mine if self.open(i)[0]), key=lambda i: i.n)
        left = sum(self.open(i)[0] for i in items)
        if not items or amount > left:
            raise No("overallocated")
        before = sum(m.credit_base for m in self.in_force(mine) if m.entry.kind == "writeoff")
        entry = self._enter("writeoff", day or max(self.today, *(max(i.day, self.freed(i)) for i in items)), label)
        amount = amount or left
        for item in items:
            part = min(self.open(item)[0], amount)
            amount -= part
            if part:
                self._close(entry, item, part, self._share(item, part), "writeoff")
        if sum(item.paper.base for item in entry.items) + before > self.limit:
            raise No("limit_exceeded")
        return entry

    def reverse(self, entry: Entry, day: Day | None) -> Entry:
        """Take an entry back by its mirror image; what stands on it has to fall first."""
        if entry.kind not in REVERSIBLE:
            raise No("invalid")
        made = self.in_force(entry.items)
        if entry.kind == "allocation":
            made = [one for one in entry.meetings if not one.undone]
        if entry.reversed or (entry.kind == "allocation" and not made):
            raise No("already_reversed")
        if any(one.entry is not entry and one.entry.kind in STANDS_ON for one in made):
            raise No("conflict")
        days = [entry.day, *(self.freed(i) for i in entry.items), *(one.entry.day for one in made)]
        mirror = self._enter("reversal", day or max(self.today, *days), entry.label)
        if mirror.day < max(days):
            raise No("invalid")
        self._undo(mirror, made)
        for item in entry.items:
            self._close(mirror, item, item.paper.amount, item.paper.base, item.against)
        entry.reversed = True
        return mirror

    def _check_names(self, new: list[Entry], old: list[Entry]) -> None:
        """A document has a number, and a payment a reference, of its own."""
        for kinds in (PAPERS, ("payment",)):
            taken = {one.label for one in old if one.kind in kinds}
            if any(one.label in taken for one in new if one.kind in kinds):
                raise No("duplicate")

    def _enter(self, kind: str, day: Day, label: str) -> Entry:
        self.entries.append(Entry(kind, day, self._moment, label))
        return self.entries[-1]

    def _item(self, entry: Entry, side: str, paper: Paper, against: str) -> Item:
        """A new item with its two lines: its control account, and where it comes from."""
        item = Item(len(self.items), entry, side, paper, against)
        self.items.append(item)
        entry.items.append(item)
        sign = 1 if side == "D" else -1
        control = "receivable" if side == "D" else "unapplied"
        self._line(entry, control, paper.currency, sign * paper.amount, sign * paper.base)
        self._line(entry, against, paper.currency, -sign * paper.amount, -sign * paper.base)
        return item

    def _close(self, entry: Entry, item: Item, amount: int, base: int, against: str) -> None:
        """A new item on the other side, meeting `amount` of the item."""
        paper = Paper(item.customer, item.label, item.currency, amount, base, entry.day, entry.day)
        new = self._item(entry, "C" if item.side == "D" else "D", paper, against)
        debit, credit = (item, new) if item.side == "D" else (new, item)
        self._meet(entry, debit, credit, amount)

    def _meet(self, entry: Entry, debit: Item, credit: Item, amount: int) -> None:
        if amount > self.open(debit)[0] or amount > self.open(credit)[0]:
            raise No("overallocated")
        if entry.day < max(debit.day, credit.day, self.freed(debit), self.freed(credit)):
            raise No("invalid")
        self._met(Meeting(entry, debit, credit, amount, self._share(debit, amount), self._share(credit, amount)))

    def _undo(self, entry: Entry, meetings: list[Meeting]) -> None:
        if any(entry.day < one.entry.day for one in meetings):
            raise No("invalid")
        for one in meetings:
            one.undone = True
            self._met(Meeting(entry, one.debit, one.credit, -one.amount, -one.debit_base, -one.credit_base, one))

    def _met(self, one: Meeting) -> None:
        self.meetings.append(one)
        one.entry.meetings.append(one)
        currency, difference = one.debit.currency, one.debit_base - one.credit_base
        self._line(one.entry, "unapplied", currency, one.amount, one.credit_base)
        self._line(one.entry, "receivable", currency, -one.amount, -one.debit_base)
        self._line(one.entry, "fx", currency, 0, difference)

    def _line(self, entry: Entry, account: str, currency: str, amount: int, base: int) -> None:
        self.lines.append(Line(entry, account, currency, amount, base))

    def _share(self, item: Item, amount: int) -> int:
        """The value that goes with an amount: up to the rounded share of all that is met by then, the rest at last."""
        left, left_base = self.open(item)
        if amount >= left:
            return left_base
        upto = half_up(Fraction(item.paper.base * (item.paper.amount - left + amount), item.paper.amount))
        return min(max(upto - (item.paper.base - left_base), 0), left_base)

    def _oldest(self, credit: Item) -> list[tuple[Item, int]]:
        mine = [i for i in self.items if (i.side, i.customer, i.currency) == ("D", credit.customer, credit.currency)]
        return self._spread(sorted(mine, key=lambda i: (i.paper.due, i.day, i.n)), self.open(credit)[0])

    def _chosen(self, credit: Item, wants: list[Want], owners: set[str]) -> list[tuple[Item, int]]:
        shares: list[tuple[Item, int]] = []
        left = self.open(credit)[0]
        for want in wants:
            debits = sorted((i for i in self.papers(want.label) if i.side == "D"), key=lambda i: (i.paper.due, i.n))
            if not debits or debits[0].customer not in owners:
                raise No("not_found")
            if debits[0].currency != credit.currency:
                raise No("invalid")
            open_now = sum(self.open(i)[0] for i in debits)
            amount = want.amount or min(open_now, left)
            if amount > open_now or amount > left:
                raise No("overallocated")
            shares += self._spread(debits, amount)
            left -= amount
        return shares

    def _spread(self, debits: list[Item], amount: int) -> list[tuple[Item, int]]:
        shares = []
        for item in debits:
            part = min(amount, self.open(item)[0])
            if part:
                shares.append((item, part))
            amount -= part
        return shares

    def _left(self, label: str, amount: int, customer: str = "") -> Item:
        """The part of a payment to take an amount from: the oldest with enough that is not with that customer."""
        found = self.carriers(label)
        if not found:
            raise No("not_found")
        found = [i for i in found if i.customer != customer] or found
        enough = [i for i in found if self.open(i)[0] >= max(amount, 1)]
        return enough[0] if enough else max(found, key=lambda i: (self.open(i)[0], i.n))

    def _part(self, credit: Item, amount: int) -> tuple[int, int]:
        left = self.open(credit)[0]
        if left == 0 or amount > left:
            raise No("overallocated")
        part = amount or left
        return part, self._share(credit, part)
