"""A company on the stage for what is agreed, disputed and asked for: late customers, a collector, two who decide."""

from __future__ import annotations

import datetime

from quittance.actions import identity, users
from tests import dunned, factories

COLLECTOR, MANAGER, CONTROLLER = "noor@lockgate.example", "rik@lockgate.example", "vera@lockgate.example"
STAFF = (
    (COLLECTOR, "Noor de Graaf", ("collector",)),
    (MANAGER, "Rik Bouwman", ("credit_manager",)),
    (CONTROLLER, "Vera Kuipers", ("controller", "clerk")),
)
LATE = ("Lock Pumps", "Mill Bakery", "North Quay Cafe", "Oar Sports")
MOST = len(LATE)
MANY = 40
"""How many invoices the customer L-9 has, none of them due yet."""
DAY = datetime.timedelta(days=1)


def build(password: str) -> None:
    """Customers L-1 to L-4, each late with one invoice for twenty days; a policy by hand only."""
    today = identity.today_in("Europe/Amsterdam", identity.now_micros())
    made = factories.at(factories.company("Lockgate Supplies", country="NL", timezone="Europe/Amsterdam"), today)
    for email, name, roles in STAFF:
        users.invite(made, users.InviteUser(email, name, roles, users.hashed(password)))
    for n, name in enumerate(LATE, start=1):
        factories.customer(made, f"L-{n}", name=name, email=f"l-{n}@customer.example", city="Delft")
        factories.invoice(made, f"LI-{n}", f"{n}00.00", today - 50 * DAY, today - 20 * DAY, customer=f"L-{n}")
    factories.customer(made, "L-9", name="Pier Laundry", email="l-9@customer.example")
    for n in range(1, MANY + 1):
        factories.invoice(made, f"LP-{n}", "20.00", today, today + 30 * DAY, customer="L-9")
    dunned.policy(made, "10 letter formal", by_hand=True)
