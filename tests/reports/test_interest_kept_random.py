"""Kept interest and everything that may be recorded after it: the list is what it would be without what was kept."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count

import pytest

from quittance.actions import (
    disputes,
    dossiers,
    dunning,
    insolvencies,
    interest,
    payments,
    rates,
    waivers,
)
from quittance.actions.allocations import ShareInput
from quittance.actions.command import Context
from quittance.actions.interest import ChargeInterest, SetInterestTerms
from quittance.books import sql
from quittance.reports import books, interest_due
from quittance.rules.refusals import Refusal
from tests import accruing, factories
from tests.accruing import DAY, TODAY

pytestmark = pytest.mark.django_db

SEEDS = 4
STEPS = 60
"""Verbs of one history, some of which are refused."""


@dataclass(slots=True)
class World:
    """A company with debts in two currencies, some of them late, and what was recorded in it."""

    context: Context
    dice: random.Random
    second: Context
    names: Iterator[int] = field(default_factory=lambda: count(100))

    def customer(self) -> str:
        """One of two."""
        return f"C-{self.dice.randint(1, 2)}"

    def column(self, query: str) -> str:
        """One value that is there, as text; "" for none."""
        found = sql.rows(f"{query} WHERE tenant_id = %s ORDER BY id", [self.context.tenant_id])
        return str(self.dice.choice(found)[0]) if found else ""

    def document(self) -> str:
        """An invoice, a debit note or an interest note."""
        return self.column("SELECT number FROM document")

    def payment(self) -> str:
        """The reference of a payment."""
        return self.column("SELECT reference FROM payment")

    def ago(self, most: int = 150) -> datetime.date:
        """A day within so many days."""
        return TODAY - self.dice.randint(0, most) * DAY

    def amount(self) -> str:
        """Up to 900.00."""
        return f"{self.dice.randint(1, 90_000) / 100:.2f}"


def bill(world: World) -> None:
    """A debt of any age, in either currency."""
    issued = world.ago()
    factories.invoice(
        world.context,
        f"INV-{next(world.names)}",
        world.amount(),
        issued,
        issued + world.dice.randint(0, 60) * DAY,
        customer=world.customer(),
        currency=world.dice.choice(["EUR", "USD"]),
    )


def pay(world: World) -> None:
    """Money that came in some time ago, applied or not."""
    factories.payment(
        world.context,
        f"PAY-{next(world.names)}",
        world.amount(),
        world.ago(60),
        customer=world.customer(),
        currency=world.dice.choice(["EUR", "USD"]),
        allocate=world.dice.choice(["none", "oldest"]),
    )


def allocate(world: World) -> None:
    """A payment meets a debt, of whichever customer."""
    factories.allocate(world.context, world.payment(), (world.document(), ""))


def unallocate(world: World) -> None:
    """An allocation is taken back."""
    factories.unallocate(world.context, int(world.column("SELECT id FROM allocation") or 1))


def credit(world: World) -> None:
    """A credit note meets a debt."""
    number = world.document()
    shares = (ShareInput(number, ""),)
    factories.credit_note(
        world.context, f"CN-{next(world.names)}", world.amount(), customer=world.customer(), allocate=shares
    )


def give_up(world: World) -> None:
    """A debt is written off."""
    factories.write_off(world.context, world.document(), "3.00")


def reverse(world: World) -> None:
    """An entry of any kind is taken back."""
    factories.reverse(world.context, entry_id=int(world.column("SELECT id FROM entry")))


def move(world: World) -> None:
    """What is left of a payment belongs to another customer."""
    payments.move(world.context, payments.MovePayment(world.payment(), world.customer()))


def refund(world: World) -> None:
    """What is left of a payment goes back."""
    payments.refund(world.context, payments.RefundPayment(world.payment()))


def charge(world: World) -> None:
    """A note, through some day."""
    through = world.ago(20)
    interest.charge(world.context, ChargeInterest(world.customer(), through, world.dice.choice(["EUR", "USD"])))


def terms(world: World) -> None:
    """Terms of a customer, or none of its own."""
    pack, rate = world.dice.choice([("contract", "20"), ("eu", ""), ("", ""), ("contract_eu", "3")])
    interest.set_terms(world.context, SetInterestTerms(pack, world.customer(), rate))


def consumer(world: World) -> None:
    """A customer is a consumer, or is not."""
    dunning.set_customer(world.context, dunning.SetDunning(world.customer(), consumer=world.dice.random() < 0.5))


def waive(world: World) -> None:
    """Interest is to be given up."""
    waivers.waive(world.second, waivers.WaiveInterest(world.document(), "Goodwill", world.ago(20)))


def approve(world: World) -> None:
    """A second person gives it."""
    waivers.approve(world.context, waivers.ApproveWaiver(_of_waiver(world)))


def unwaive(world: World) -> None:
    """It is not given, or taken back."""
    waivers.end(world.context, waivers.EndWaiver(_of_waiver(world), "No"))


def _of_waiver(world: World) -> str:
    id = world.column("SELECT item_id FROM interest_waiver") or "0"
    found = sql.row(
        "SELECT d.number FROM open_item i JOIN document d ON d.tenant_id = i.tenant_id AND d.id = i.document_id "
        "WHERE i.tenant_id = %s AND i.id = %s",
        [world.context.tenant_id, int(id)],
    )
    return str(found[0]) if found else ""


def hand(world: World) -> None:
    """What a customer owes is to be handed over."""
    dossiers.propose(world.second, dossiers.ProposeDossier(world.customer(), "lawyer", "Marsh & Vale", currency="EUR"))


def release(world: World) -> None:
    """It is handed over."""
    dossiers.release(world.context, dossiers.ReleaseDossier(world.column("SELECT number FROM dossier")))


def recall(world: World) -> None:
    """It comes back, with interest collected or not."""
    through = world.dice.choice([None, world.ago(10)])
    number = world.column("SELECT number FROM dossier")
    if world.dice.random() < 0.5:
        dossiers.recall(world.context, dossiers.RecallDossier(number, "Over", through))
    else:
        dossiers.close(world.context, dossiers.CloseDossier(number, "Over", through))


def insolvent(world: World) -> None:
    """Proceedings are opened."""
    insolvencies.open_insolvency(
        world.context, insolvencies.OpenInsolvency(world.customer(), world.ago(60), "Court", "1 IN 1")
    )


def edit_insolvency(world: World) -> None:
    """They were opened on another day."""
    number = world.column("SELECT number FROM insolvency")
    insolvencies.edit(world.context, insolvencies.EditInsolvency(number, opened_on=world.ago(60)))


def end_insolvency(world: World) -> None:
    """They are over."""
    number = world.column("SELECT number FROM insolvency")
    insolvencies.end(world.context, insolvencies.EndInsolvency(number, "Dismissed"))


def deny(world: World) -> None:
    """A part of a debt is disputed."""
    disputes.open_dispute(world.context, disputes.OpenDispute(world.document(), "price", world.amount()))


def settle(world: World) -> None:
    """A dispute ends with or without a credit."""
    number, way = (
        world.column("SELECT number FROM dispute"),
        world.dice.choice(["reject", "credit", "settled", "write_off"]),
    )
    disputes.resolve(world.context, disputes.ResolveDispute(number, "Agreed", way))


def withdraw(world: World) -> None:
    """A dispute is taken back."""
    disputes.withdraw(world.context, disputes.WithdrawDispute(world.column("SELECT number FROM dispute"), "Mistake"))


def general(world: World) -> None:
    """The company's own terms."""
    pack, rate = world.dice.choice([("contract", "11"), ("eu", ""), ("contract_eu", "9")])
    interest.set_terms(world.context, SetInterestTerms(pack, rate=rate))


def reference(world: World) -> None:
    """A reference rate."""
    rate = world.dice.choice(["2", "3"])
    interest.set_rate(world.context, interest.SetReferenceRate("ecb", datetime.date(2026, 1, 1), rate))


VERBS: tuple[Callable[[World], None], ...] = (
    *(bill, pay, allocate, unallocate, credit, give_up, reverse, move, refund, charge, terms, consumer),
    *(waive, approve, unwaive, hand, release, recall, insolvent, edit_insolvency, end_insolvency),
    *(deny, settle, withdraw, general, reference),
)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_the_list_is_what_it_would_be_without_what_was_kept(seed: int) -> None:
    made = accruing.four_late()
    rates.set_rate(made, rates.SetRate("USD", "EUR", TODAY - 200 * DAY, "0.9"))
    world = World(made, random.Random(seed), factories.member(made, "credit_manager"))
    done = 0
    for step in range(STEPS):
        if step % 7 == 0:
            accruing.kept_now(made)
        verb = world.dice.choice(VERBS)
        try:
            verb(world)
            done += 1
        except Refusal:
            continue
        assert _sums(made) == _anew(made), f"seed {seed}, step {step}: {verb.__name__}"
    assert done > STEPS // 4


def _sums(context: Context) -> list[tuple[object, ...]]:
    """What the list says, by number and currency."""
    return sorted(
        (one.customer_number, one.currency, one.debts, one.interest, one.compensation, one.elsewhere, one.disputed)
        for one in interest_due.everybody(books.of(context), TODAY)
    )


def _anew(context: Context) -> list[tuple[object, ...]]:
    """What is reckoned of everybody."""
    found = sql.rows("SELECT id, number FROM customer WHERE tenant_id = %s", [context.tenant_id])
    numbers = dict(found)
    return sorted(
        (numbers[id], currency, one.debts, one.interest, one.compensation, one.elsewhere, one.disputed)
        for (id, currency), one in interest_due.reckoned(books.of(context), TODAY).items()
    )
