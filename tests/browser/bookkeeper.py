"""A third company on the stage: a few customers with debt of every age, and the person who keeps its books."""

from __future__ import annotations

import datetime

from quittance.actions import identity, users
from tests import factories

EMAIL = "ines@canal.example"
ROLES = ("clerk", "controller", "credit_manager")
DAY = datetime.timedelta(days=1)
NAMES = ("Acorn Paper", "Birchwood Toys", "Canal House", "Dune Optics", "Elm Foods", "Fern Kitchens")


def build(password: str) -> None:
    """Customers C-1 to C-6: each owes what was due 100 days ago, 40 days ago and what is due in 10 days."""
    today = identity.today_in("Europe/Amsterdam", identity.now_micros())
    context = factories.at(factories.company("Canal Trading", timezone="Europe/Amsterdam"), today)
    users.invite(context, users.InviteUser(EMAIL, "Ines Carvalho", ROLES, users.hashed(password)))
    for n, name in enumerate(NAMES, start=1):
        factories.customer(context, f"C-{n}", name=name, terms="net 30")
        for part, late in enumerate((100, 40, -10), start=1):
            issued = today - (late + 30) * DAY
            amount = f"{n * part * 100}.50"
            factories.invoice(context, f"INV-{n}{part}", amount, issued, issued + 30 * DAY, customer=f"C-{n}")
    factories.payment(context, "PAY-1", "75.00", today - 3 * DAY, customer="C-2")
