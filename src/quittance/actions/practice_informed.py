"""Who is told of what at the practice company: sales and the credit manager hear of what was said of late."""

from __future__ import annotations

from quittance.actions import notifications, subscriptions, telling
from quittance.actions.command import Context
from quittance.actions.subscriptions import Follow
from quittance.books.keys import new_id
from quittance.rules import topics
from quittance.rules.subscriptions import EVERYBODY

SALES = (topics.PROMISE, topics.BROKEN, topics.DISPUTE, topics.RESOLVED, topics.HOLD, topics.RELEASED, topics.DOSSIER)
MANAGER = (topics.PLAN, topics.PLAN_BROKEN, topics.DISPUTE, topics.LIMIT, topics.INSOLVENCY, topics.PAYMENT)
LARGE = "10000"
"""Payments of which the credit manager hears, in the company's currency."""


def listen(operator: Context, sales: Context, manager: Context) -> None:
    """Let two people be told from now on; what happened before is nobody's news."""
    telling.begin(operator, new_id())
    subscriptions.follow(sales, Follow(EVERYBODY, "", SALES))
    subscriptions.follow(manager, Follow(EVERYBODY, "", MANAGER, least=LARGE))


def hear(operator: Context) -> int:
    """Tell them what has happened since; how many notifications that made."""
    return notifications.look(operator)
