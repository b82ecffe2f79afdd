"""A third company on the stage: late customers, a policy, and the two people who collect and release."""

from __future__ import annotations

import datetime

from quittance.actions import costs, disputes, dossiers, identity, insolvencies, plans, promises, users
from quittance.actions.command import Context
from tests import dunned, factories

EMAIL, MANAGER = "ines@quayside.example", "tom@quayside.example"
LATE = ("Anchor Foods", "Beacon Paper", "Cutter Tools", "Drydock Glass")
SAYS = "Wharfside Ropes, Chandlery and General Maritime Stores of the Northern Quays (Holdings) Limited Partnership"
"""The name of the customer of whom everything is said that can be: longer than a phone is wide."""
DAY = datetime.timedelta(days=1)


def build(password: str) -> None:
    """Each customer is late with two invoices; a lawyer is known from a dossier that was dropped."""
    today = identity.today_in("Europe/Amsterdam", identity.now_micros())
    made = factories.at(factories.company("Quayside Trading", country="NL", timezone="Europe/Amsterdam"), today)
    users.invite(made, users.InviteUser(EMAIL, "Ines Molenaar", ("collector",), users.hashed(password)))
    users.invite(made, users.InviteUser(MANAGER, "Tom Akkerman", ("credit_manager",), users.hashed(password)))
    for n, name in enumerate(LATE, start=1):
        factories.customer(made, f"Q-{n}", name=name, email=f"ap{n}@customer.example", city="Delft")
        for m in (1, 2):
            due = today - (30 + 10 * m) * DAY
            factories.invoice(made, f"QI-{n}{m}", f"{n}00.00", due - 30 * DAY, due, customer=f"Q-{n}")
    dunned.policy(made, "3 email friendly", "15 call firm", "30 letter formal", our_senior=MANAGER)
    said(made, today)
    known = dossiers.propose(made, dossiers.ProposeDossier("Q-1", "lawyer", "Marsh & Vale"))
    dossiers.drop(made, dossiers.DropDossier(known.number, "They paid a part"))


def said(made: Context, today: datetime.date) -> None:
    """A customer with a promise, a plan, a dispute and a dossier with its cost; another one who is insolvent."""
    due = today - 20 * DAY
    for number, name in (("W-1", SAYS), ("W-2", "Yard Timber")):
        factories.customer(made, number, name=name, email=f"{number.lower()}@customer.example", city="Delft")
    for n in range(1, 5):
        factories.invoice(made, f"WI-{n}", f"{n}50000.00", due - 30 * DAY, due, customer="W-1")
    factories.invoice(made, "WI-9", "900.00", due - 30 * DAY, due, customer="W-2")
    words = "the head of accounts payable for the northern quays, on the telephone"
    promises.take(made, promises.TakePromise("W-1", today + 5 * DAY, documents=("WI-1",), said_by=words))
    plans.agree(made, plans.AgreePlan("W-1", documents=("WI-2",), count=3, said_by=words))
    evidence = "delivery note 4711, signed by their foreman"
    disputes.open_dispute(made, disputes.OpenDispute("WI-3", "quantity", "1250.00", said_by=words, evidence=evidence))
    kept = dossiers.propose(made, dossiers.ProposeDossier("W-1", "agency", "Harbour Receivables", ("WI-4",)))
    costs.add(made, costs.AddCost(kept.number, "agency", "120.00", note="their fee for taking it on"))
    insolvencies.open_insolvency(
        made, insolvencies.OpenInsolvency("W-2", today - DAY, "Rechtbank Rotterdam", "F.10/26/311")
    )
