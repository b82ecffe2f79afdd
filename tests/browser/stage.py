"""The stage of the journeys: a company in a database of its own, on the real day because browsers have their own clock.

Run as a program with QUITTANCE_HOME set to a folder that holds the tables, so that nothing of it is shared with the
tests' own database.
"""

from __future__ import annotations

import datetime
import os

EMAIL, PASSWORD = "sanne@alder.example", "several quiet words"
ROLES = ("clerk", "controller", "credit_manager", "administrator")
DAY = datetime.timedelta(days=1)


def build() -> None:
    """A company with one customer who is late, and a person with most roles."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quittance.settings")
    import django

    django.setup()
    from quittance.actions import identity, users
    from tests import factories
    from tests.browser import bookkeeper, collector, keeper, teller

    today = identity.today_in("Europe/Amsterdam", identity.now_micros())
    made = factories.at(factories.company("Alder & Reed", timezone="Europe/Amsterdam"), today)
    factories.customer(made, "C-1", name="Brightwater Foods")
    factories.invoice(made, "INV-1", "1000.00", today - 70 * DAY, today - 40 * DAY)
    factories.payment(made, "PAY-1", "400.00", today - 3 * DAY)
    users.invite(made, users.InviteUser(EMAIL, "Sanne de Wit", ROLES, users.hashed(PASSWORD)))
    teller.build(PASSWORD)
    bookkeeper.build(PASSWORD)
    collector.build(PASSWORD)
    keeper.build(PASSWORD)


if __name__ == "__main__":
    build()
