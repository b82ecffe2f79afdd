"""Tables of mail that comes in: the mails, what each proposes, and the mailbox that they are fetched from."""

from __future__ import annotations

from django.db import models

from quittance.books.keys import Scoped, keyed


class InboundMail(Scoped):
    """A mail as it came; append-only but for whose it is and whether somebody has looked after it.

    `digest` is that of what it says, so the same mail by another way is here once. `state` is open or done.
    """

    entity_id = models.BigIntegerField()
    customer_id = models.BigIntegerField(null=True)
    document_id = models.BigIntegerField(null=True)
    digest = models.CharField(max_length=64)
    message = models.CharField(max_length=254, default="", blank=True, help_text="Message-ID")
    sender = models.CharField(max_length=254, default="", blank=True)
    sender_name = models.CharField(max_length=200, default="", blank=True)
    wrote_to = models.CharField(max_length=254, default="", blank=True, help_text="where ours went that it answers")
    subject = models.CharField(max_length=500, default="", blank=True)
    text = models.TextField(default="", blank=True)
    automatic = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, default="", blank=True, help_text="why it is this customer's")
    files = models.TextField(default="[]", help_text="name, type and bytes of each attachment, JSON")
    source = models.CharField(max_length=16)
    state = models.CharField(max_length=16, default="open")
    sent_at = models.BigIntegerField(help_text="microseconds since 1970, UTC; as the mail says")
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")
    settled_at = models.BigIntegerField(default=0, help_text="microseconds since 1970, UTC")
    actor_name = models.CharField(max_length=200, default="")
    content = models.BinaryField()

    class Meta:
        db_table = "inbound_mail"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "entity_id", "digest"], name="inbound_mail_digest"),
            *keyed("inbound_mail", entity_id="entity", customer_id="customer", document_id="document"),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "entity_id", "state", "id"], name="inbound_mail_state"),
            models.Index(fields=["tenant_id", "customer_id", "id"], name="inbound_mail_customer"),
        ]


class MailProposal(Scoped):
    """What a mail proposes, for a person to decide; `kind` is a word of rules.inbox, `words` what was read."""

    mail_id = models.BigIntegerField()
    n = models.IntegerField()
    kind = models.CharField(max_length=16)
    words = models.CharField(max_length=400, default="", blank=True)
    data = models.TextField(default="{}", help_text="day, amount, documents and the like, JSON")
    state = models.CharField(max_length=16, default="proposed", help_text="proposed, accepted or dismissed")
    outcome = models.CharField(max_length=300, default="", blank=True)
    decided_at = models.BigIntegerField(default=0, help_text="microseconds since 1970, UTC")
    decided_by = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        db_table = "mail_proposal"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "mail_id", "n"], name="mail_proposal_n"),
            *keyed("mail_proposal", mail_id="inbound_mail"),
        ]


class Mailbox(Scoped):
    """The mailbox of a company: `secret` is its password, sealed; `last_uid` the last mail that was taken in."""

    entity_id = models.BigIntegerField()
    host = models.CharField(max_length=255)
    port = models.IntegerField()
    security = models.CharField(max_length=16, help_text="a word of rules.mailbox")
    user_name = models.CharField(max_length=254)
    secret = models.TextField(default="", blank=True)
    folder = models.CharField(max_length=200)
    uid_validity = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)
    checked_at = models.BigIntegerField(default=0, help_text="microseconds since 1970, UTC")
    fault = models.CharField(max_length=500, default="", blank=True)
    actor_name = models.CharField(max_length=200, default="")
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "mailbox"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "entity_id"], name="mailbox_once"),
            *keyed("mailbox", entity_id="entity"),
        ]
