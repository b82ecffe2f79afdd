"""A second company on the stage: a bank file of 200 lines, 190 of them safe, and the person who applies it."""

from __future__ import annotations

import datetime
import random

from django.db import transaction

from quittance.actions import banking, cash_policy, identity, matching, users
from quittance.actions.command import Context
from tests import factories

EMAIL = "mara@harbour.example"
LINES, ODD = 200, 10
DAY = datetime.timedelta(days=1)
WORDS = "Amber Birch Cedar Delta Ember Fjord Grove Heath Indigo Juniper Kestrel Larch Maple North Ochre Poplar".split()


def build(password: str) -> None:
    """The company, its invoices, the file, and a proposal for every line; nothing posts by itself."""
    today = identity.today_in("Europe/Amsterdam", identity.now_micros())
    context = factories.at(factories.company("Harbour Supplies", timezone="Europe/Amsterdam"), today)
    users.invite(context, users.InviteUser(EMAIL, "Mara Visser", ("clerk",), users.hashed(password)))
    cash_policy.set_policy(context, cash_policy.SetPolicy(False, "0.9"))
    with transaction.atomic():
        amounts = _invoices(context, today)
    banking.import_bytes(context, "day.sta", _file(amounts, today).encode())
    matching.run(context)


def _invoices(context: Context, today: datetime.date) -> list[int]:
    """An invoice a line; amounts in cents, all different."""
    rng = random.Random(7)
    for n, name in enumerate(_names()):
        factories.customer(context, f"C-{n:03d}", name=name)
    amounts = rng.sample(range(10_000, 900_000), LINES)
    for n, minor in enumerate(amounts):
        issued = today - (20 + n % 30) * DAY
        written = f"{minor // 100}.{minor % 100:02d}"
        factories.invoice(context, f"INV-{3000 + n}", written, issued, issued + 30 * DAY, customer=f"C-{n % 40:03d}")
    return amounts


def _names() -> list[str]:
    return [f"{first} {second} BV" for first in WORDS for second in ("Foods", "Paper", "Tools")][:40]


def _file(amounts: list[int], today: datetime.date) -> str:
    """The last ten lines want a look: three fall short by freight, the others name nobody and nothing."""
    day, rows, total = today.strftime("%y%m%d"), [], 0
    for n, minor in enumerate(amounts):
        paid, text, name = (
            minor,
            f"INV-{3000 + n}",
            f"{WORDS[n % 40 // 3]} {('Foods', 'Paper', 'Tools')[n % 40 % 3]} BV",
        )
        if n >= LINES - 3:
            paid, text = minor - 1_250, f"INV-{3000 + n} LESS FREIGHT 12,50"
        elif n >= LINES - ODD:
            paid, text, name = 100 * (n + 7), "ORDER", "M DE GRAAF"
        total += paid
        rows.append(
            f":61:{day}{day[2:]}C{paid // 100},{paid % 100:02d}NTRFNONREF//B{n}\n:86:/NAME/{name}/REMI/{text}/EREF/E{n}"
        )
    return (
        f":20:X\n:25:NL20INGB0001234567\n:60F:C{day}EUR0,\n"
        + "\n".join(rows)
        + f"\n:62F:C{day}EUR{total // 100},{total % 100:02d}\n-"
    )
