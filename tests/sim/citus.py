"""`python -m tests.sim.citus URL`: the tables distributed over a real Citus, and a walk through all verbs on it.

The database that the URL names is emptied: give it one of its own.
"""

from __future__ import annotations

import os
import sys

HISTORIES = 3


def main(url: str) -> None:
    """Migrate, distribute, walk, and say how many verbs went through."""
    os.environ["QUITTANCE_DATABASE_URL"] = url
    os.environ["DJANGO_SETTINGS_MODULE"] = "quittance.settings"
    import django
    from django.core.management import call_command

    django.setup()
    _empty()
    call_command("migrate", verbosity=0)
    tables = _distribute()

    from tests.sim.history import Tally, tell

    tally = Tally()
    for seed in range(HISTORIES):
        tell(seed, tally)
    print(f"{len(tables)} tables distributed, {tally.verbs} verbs, {tally.dates} dates")


def _empty() -> None:
    from quittance.books import sql

    sql.execute("DROP SCHEMA public CASCADE")
    sql.execute("CREATE SCHEMA public")
    sql.execute("CREATE EXTENSION IF NOT EXISTS citus")


def _distribute() -> list[str]:
    """Every scoped table by tenant_id, what is referred to first; the tenants by their id, beside them."""
    from quittance.books import sql
    from quittance.books.keys import ScopedForeignKey, scoped_models

    sql.rows("SELECT create_distributed_table('tenant', 'id')")
    waiting = {
        model._meta.db_table: {
            one.target
            for one in model._meta.constraints
            if isinstance(one, ScopedForeignKey) and one.target not in ("tenant", model._meta.db_table)
        }
        for model in scoped_models()
    }
    done: list[str] = []
    while waiting:
        table = next(name for name, targets in waiting.items() if targets <= set(done))
        del waiting[table]
        sql.rows("SELECT create_distributed_table(%s, 'tenant_id', colocate_with => 'tenant')", [table])
        done.append(table)
    return done


if __name__ == "__main__":
    main(sys.argv[1])
