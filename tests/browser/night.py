"""The nightly look at promises, some days from now: `python -m tests.browser.night 10` beside the stage."""

from __future__ import annotations

import datetime
import os
import sys


def pass_by(days: int) -> int:
    """Judge the promises of the keeper's company so many days from now; how many were broken."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quittance.settings")
    import django

    django.setup()
    from quittance.actions import collecting, identity
    from quittance.books.people import Member
    from tests import factories
    from tests.browser.keeper import COLLECTOR

    tenant = Member.objects.get(email=COLLECTOR).tenant_id
    made = identity.of_member(tenant, COLLECTOR)
    today = identity.today_in("Europe/Amsterdam", identity.now_micros())
    later = factories.at(identity.operator(tenant, made.entity_id), today + datetime.timedelta(days=days))
    return collecting.judge(later, collecting.Judge()).broken


if __name__ == "__main__":
    print(pass_by(int(sys.argv[1])))
