"""Tables of who did what: roles, members, API keys, commands and events."""

from __future__ import annotations

from django.db import models

from quittance.books.keys import Scoped, keyed


class Role(Scoped):
    """A named set of permissions, kept as data: `permissions` is a JSON list of verb names."""

    name = models.CharField(max_length=32)
    title = models.CharField(max_length=100)
    permissions = models.TextField(default="[]")
    known = models.TextField(default="[]", db_default="[]", help_text="permissions there were when it got some last")

    class Meta:
        db_table = "role"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "name"], name="role_name"),
            *keyed("role"),
        ]


class Member(Scoped):
    """A person who signs in, and the names of the roles they hold here (a JSON list)."""

    user_id = models.BigIntegerField(help_text="the sign-in account, shared by all tenants")
    name = models.CharField(max_length=200)
    email = models.CharField(max_length=254)
    roles = models.TextField(default="[]")
    active = models.BooleanField(default=True)

    class Meta:
        db_table = "member"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "user_id"], name="member_user"),
            *keyed("member"),
        ]


class Seat(models.Model):
    """Which tenants a signed-in person may enter; outside the tenants, because it is asked before one is known."""

    user_id = models.BigIntegerField()
    tenant_id = models.BigIntegerField()

    class Meta:
        db_table = "seat"
        constraints = [models.UniqueConstraint(fields=["user_id", "tenant_id"], name="seat_once")]


class ApiKey(Scoped):
    """A machine's identity: only the SHA-256 of its secret is kept."""

    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    hint = models.CharField(max_length=12)
    roles = models.TextField(default="[]")
    entity_id = models.BigIntegerField()
    created_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")
    revoked_at = models.BigIntegerField(null=True)

    class Meta:
        db_table = "api_key"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "name"], name="api_key_name"),
            models.UniqueConstraint(fields=["tenant_id", "digest"], name="api_key_digest"),
            *keyed("api_key", entity_id="entity"),
        ]


class Command(Scoped):
    """One carried-out verb: same key and same input give the stored result, another input a conflict."""

    key = models.CharField(max_length=200)
    input_hash = models.CharField(max_length=64)
    verb = models.CharField(max_length=64)
    actor_kind = models.CharField(max_length=16)
    actor_id = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)
    face = models.CharField(max_length=16)
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")
    input = models.TextField(default="{}")
    result = models.TextField(default="{}")

    class Meta:
        db_table = "command"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "key"], name="command_key"),
            *keyed("command"),
        ]
        indexes = [models.Index(fields=["tenant_id", "recorded_at"], name="command_moment")]


class Event(Scoped):
    """What happened, to what, by whom: timeline, audit log and webhook outbox in one."""

    entity_id = models.BigIntegerField(null=True)
    command_id = models.BigIntegerField(null=True)
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")
    verb = models.CharField(max_length=64)
    outcome = models.CharField(max_length=16, default="done", help_text="done, or the code of a refusal")
    subject_kind = models.CharField(max_length=16, default="")
    subject_id = models.BigIntegerField(null=True)
    customer_id = models.BigIntegerField(null=True)
    actor_kind = models.CharField(max_length=16)
    actor_id = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)
    face = models.CharField(max_length=16)
    data = models.TextField(default="{}")

    class Meta:
        db_table = "event"
        constraints = keyed("event")
        indexes = [
            models.Index(fields=["tenant_id", "recorded_at", "id"], name="event_moment"),
            models.Index(fields=["tenant_id", "customer_id", "recorded_at"], name="event_customer"),
            models.Index(fields=["tenant_id", "subject_kind", "subject_id"], name="event_subject"),
        ]
