"""A stop that was kept with how a customer is reminded becomes a hold like every other; runs know who asked."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from quittance.books import statistics
from quittance.books.keys import new_id

MOVE = """
    INSERT INTO hold (tenant_id, id, entity_id, customer_id, item_id, reason, until_on, placed_on, lifted_on,
                      actor_name, recorded_at)
    SELECT k.tenant_id, {first} + ROW_NUMBER() OVER (ORDER BY k.tenant_id, k.id), k.entity_id, k.customer_id, NULL,
           CASE WHEN k.reason = '' THEN 'Put on hold under Reminders' ELSE k.reason END, k.held_until,
           COALESCE({day}, CURRENT_DATE), NULL, COALESCE(e.actor_name, ''), COALESCE(e.recorded_at, 0)
    FROM dunning_customer k LEFT JOIN event e ON e.tenant_id = k.tenant_id AND e.id = (
        SELECT MAX(x.id) FROM event x WHERE x.tenant_id = k.tenant_id AND x.customer_id = k.customer_id
        AND x.verb = 'dunning.set_customer')
    WHERE k.tenant_id IN (SELECT id FROM tenant) AND k.held
"""


def move(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Nothing in a fresh database. Placed when and by whom the customer's reminders were set last."""
    seconds = "e.recorded_at / 1000000"
    postgresql = schema_editor.connection.vendor == "postgresql"
    day = f"CAST(to_timestamp({seconds}) AS date)" if postgresql else f"date({seconds}, 'unixepoch')"
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(MOVE.format(first=new_id(), day=day))


def teach(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """A table that was made anew has lost what SQLite's planner was told of it."""
    statistics.teach(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("books", "0029_activities")]

    operations = [
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.RemoveField("dunningcustomer", "held"),
        migrations.RemoveField("dunningcustomer", "held_until"),
        migrations.RemoveField("dunningcustomer", "reason"),
        migrations.AddField(
            "dunningrun",
            "by_hand",
            models.BooleanField(default=True, db_default=True, help_text="a person asked for it"),
        ),
        migrations.RunPython(teach, migrations.RunPython.noop),
    ]
