"""The run of reminders that is under way: how much of it has gone, and what a stop would leave unsent."""

from __future__ import annotations

from dataclasses import dataclass

from quittance.books import sql
from quittance.reports.books import Books


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A run that is not decided yet (`state` queued), or of which reminders are still to go.

    `total` are its reminders, `left` those queued or on their way, and `waiting` those that wait for a word.
    """

    run_id: int
    state: str
    actor_name: str
    recorded_at: int
    total: int
    left: int
    waiting: int

    @property
    def started(self) -> int:
        """Reminders that wait for no word."""
        return self.total - self.waiting

    @property
    def gone(self) -> int:
        """Reminders that are settled, whatever became of them."""
        return self.started - self.left


def of(books: Books) -> UnderWay | None:
    """The latest run that is under way, if any. Indexes reminder_under_way, reminder_inside, reminder_run."""
    where = {"tenant": books.tenant_id, "entity": books.entity_id}
    found = sql.row(_LATEST, where)
    if found is None:
        return None
    states = dict(sql.rows(_STATES, {**where, "run": found[0]}))
    left = sum(int(states.get(one, 0)) for one in ("queued", "sending"))
    total = sum(map(int, states.values()))
    return UnderWay(found[0], found[1], found[2], found[3], total, left, int(states.get("waiting", 0)))


# In the words of the two partial indexes, by which those that are on their way are found among all.
_GOING = (
    "SELECT r.run_id FROM reminder r WHERE r.tenant_id = %(tenant)s AND r.entity_id = %(entity)s "
    "AND r.state IN ('waiting', 'queued', 'sending') AND r.state <> 'waiting'"
)
_LATEST = (
    "SELECT d.id, d.state, d.actor_name, d.recorded_at FROM dunning_run d WHERE d.tenant_id = %(tenant)s "
    "AND d.entity_id = %(entity)s AND (d.state IN ('queued', 'running') OR d.id IN ("
    f"{_GOING} AND r.channel <> 'inside' UNION {_GOING} AND r.channel = 'inside')) ORDER BY d.id DESC LIMIT 1"
)
_STATES = (
    "SELECT state, COUNT(*) FROM reminder WHERE tenant_id = %(tenant)s AND entity_id = %(entity)s "
    "AND run_id = %(run)s GROUP BY state"
)
