"""A third company on the stage: late customers, a policy, and the two people who collect and release."""

from __future__ import annotations

import datetime

from quittance.actions import dossiers, identity, users
from tests import dunned, factories

EMAIL, MANAGER = "ines@quayside.example", "tom@quayside.example"
LATE = ("Anchor Foods", "Beacon Paper", "Cutter Tools", "Drydock Glass")
DAY = datetime.timedelta(days=1)


def build(password: str) -> None:
    """Each customer is late with two invoices; a lawyer is known from a dossier that was dropped."""
    today = identity.today_in("Europe/Amsterdam", identity.now_micros())
    made = factories.at(factories.company("Quayside Trading", country="NL", timezone="Europe/Amsterdam"), today)
    users.invite(made, users.InviteUser(EMAIL, "Ines Molenaar", ("collector",), users.hashed(password)))
    users.invite(made, users.InviteUser(MANAGER, "Tom Akkerman", ("credit_manager",), users.hashed(password)))
    for n, name in enumerate(LATE, start=1):
        factories.customer(made, f"Q-{n}", name=name, email=f"ap{n}@customer.example")
        for m in (1, 2):
            due = today - (30 + 10 * m) * DAY
            factories.invoice(made, f"QI-{n}{m}", f"{n}00.00", due - 30 * DAY, due, customer=f"Q-{n}")
    dunned.policy(made, "3 email friendly", "15 call firm", "30 letter formal")
    known = dossiers.propose(made, dossiers.ProposeDossier("Q-1", "lawyer", "Marsh & Vale"))
    dossiers.drop(made, dossiers.DropDossier(known.number, "They paid a part"))
