"""Tables of the bank: accounts, files, statements, lines, what was proposed for them and what has been learnt."""

from __future__ import annotations

from django.db import models

from quittance.books.keys import Scoped, keyed


class BankAccount(Scoped):
    """An account of the company at a bank, as its files name it."""

    entity_id = models.BigIntegerField()
    number = models.CharField(max_length=64, help_text="IBAN, or whatever the bank calls it")
    currency = models.CharField(max_length=3)
    name = models.CharField(max_length=100, default="", blank=True)

    class Meta:
        db_table = "bank_account"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "entity_id", "number", "currency"], name="bank_account_number"
            ),
            *keyed("bank_account", entity_id="entity"),
        ]


class BankFile(Scoped):
    """A file as it came; `state` is imported, quarantined (does not add up), unread (a table that waits for its
    layout) or discarded."""

    entity_id = models.BigIntegerField()
    name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the bytes")
    content = models.BinaryField()
    format = models.CharField(max_length=16)
    version = models.CharField(max_length=32, default="", blank=True)
    state = models.CharField(max_length=16)
    report = models.TextField(default="{}", help_text="totals, flags and differences, JSON")
    layout = models.TextField(default="", blank=True, help_text="of a table: rules.bank_layout, JSON")
    actor_name = models.CharField(max_length=200, default="")
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "bank_file"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "entity_id", "digest"], name="bank_file_digest"),
            *keyed("bank_file", entity_id="entity"),
        ]
        indexes = [models.Index(fields=["tenant_id", "entity_id", "recorded_at"], name="bank_file_recorded")]


class BankProfile(Scoped):
    """How a bank's tables are laid out, kept by name: `layout` as JSON of rules.bank_layout."""

    entity_id = models.BigIntegerField()
    name = models.CharField(max_length=100)
    layout = models.TextField()

    class Meta:
        db_table = "bank_profile"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "entity_id", "name"], name="bank_profile_name"),
            *keyed("bank_profile", entity_id="entity"),
        ]


class BankStatement(Scoped):
    """A statement of one account; balances in minor units, empty where the file has none."""

    entity_id = models.BigIntegerField()
    bank_file_id = models.BigIntegerField()
    bank_account_id = models.BigIntegerField()
    number = models.CharField(max_length=128, default="", blank=True)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    opening = models.BigIntegerField(null=True)
    closing = models.BigIntegerField(null=True)
    credits = models.BigIntegerField()
    debits = models.BigIntegerField()
    fields = models.TextField(default="[]", help_text="every field of the source, JSON")

    class Meta:
        db_table = "bank_statement"
        constraints = keyed(
            "bank_statement",
            ["credits", "debits"],
            entity_id="entity",
            bank_file_id="bank_file",
            bank_account_id="bank_account",
        )
        indexes = [models.Index(fields=["tenant_id", "bank_file_id"], name="bank_statement_file")]


class BankLine(Scoped):
    """A movement, or one payment of a movement that holds several (`part`); above zero is money that came in.

    Append-only but for `state`: open, applied (its payment is in the books), or passed (no matter of receivables).
    `checksum` tells the same movement in another file: account, days, amount, references, parties and text, and
    which of several alike it is.
    """

    entity_id = models.BigIntegerField()
    bank_statement_id = models.BigIntegerField()
    bank_account_id = models.BigIntegerField()
    n = models.IntegerField()
    part = models.IntegerField(default=0)
    location = models.CharField(max_length=64)
    booked_on = models.DateField()
    value_on = models.DateField()
    currency = models.CharField(max_length=3)
    amount = models.BigIntegerField()
    kind = models.CharField(max_length=64, default="", blank=True)
    reference = models.CharField(max_length=140, default="", blank=True)
    bank_reference = models.CharField(max_length=140, default="", blank=True)
    end_to_end_id = models.CharField(max_length=140, default="", blank=True)
    payer_name = models.CharField(max_length=300, default="", blank=True)
    payer_account = models.CharField(max_length=64, default="", blank=True)
    text = models.CharField(max_length=4000, default="", blank=True)
    return_code = models.CharField(max_length=16, default="", blank=True)
    fields = models.TextField(default="[]", help_text="every field of the source, JSON")
    checksum = models.CharField(max_length=64)
    state = models.CharField(max_length=16, default="open")
    payment_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "bank_line"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "bank_account_id", "checksum"], name="bank_line_checksum"),
            models.CheckConstraint(condition=~models.Q(amount=0), name="bank_line_moves"),
            *keyed(
                "bank_line",
                ["amount"],
                entity_id="entity",
                bank_statement_id="bank_statement",
                bank_account_id="bank_account",
                payment_id="payment",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "entity_id", "state", "booked_on", "id"], name="bank_line_state"),
            models.Index(fields=["tenant_id", "bank_statement_id", "n", "part"], name="bank_line_statement"),
            models.Index(fields=["tenant_id", "payment_id"], name="bank_line_payment"),
        ]


class Match(Scoped):
    """What was proposed for a line, with its probability and reasons, and what became of it.

    The table is `cash_match`, because MATCH is a word of SQL.

    `decision` is proposed, posted (by itself), accepted (by a person), changed (a person chose otherwise), passed
    or undone. The latest row of a line is in force.
    """

    entity_id = models.BigIntegerField()
    bank_line_id = models.BigIntegerField()
    probability_e6 = models.IntegerField()
    plain_e6 = models.IntegerField(
        default=0, db_default=0, help_text="of a proposal before any refit; 0 where a rule of doubt set it"
    )
    decision = models.CharField(max_length=16)
    proposal = models.TextField(default="{}", help_text="customer, shares, adjustments, reasons, JSON")
    runner_up = models.TextField(default="{}")
    actor_name = models.CharField(max_length=200, default="")
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")
    decided_at = models.BigIntegerField(default=0)
    entries = models.TextField(default="[]", help_text="what was posted for it, JSON")

    class Meta:
        db_table = "cash_match"
        constraints = keyed("cash_match", entity_id="entity", bank_line_id="bank_line")
        indexes = [
            models.Index(fields=["tenant_id", "bank_line_id", "id"], name="cash_match_line"),
            models.Index(fields=["tenant_id", "entity_id", "decision", "decided_at"], name="cash_match_decision"),
        ]


class CashCalibration(Scoped):
    """A refit of the probabilities by a company's own outcomes; the latest is in force.

    `points` are (before, after) log-odds, JSON; errors are expected calibration errors of the outcomes before and
    after, in millionths.
    """

    entity_id = models.BigIntegerField()
    points = models.TextField(default="[]")
    outcomes = models.IntegerField()
    right_ones = models.IntegerField()
    error_before_e6 = models.IntegerField()
    error_after_e6 = models.IntegerField()
    actor_name = models.CharField(max_length=200, default="")
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "cash_calibration"
        constraints = keyed("cash_calibration", entity_id="entity")
        indexes = [models.Index(fields=["tenant_id", "entity_id", "id"], name="cash_calibration_latest")]


class CashRun(Scoped):
    """A run of matching that the worker carries out: `state` is queued, running, done or failed."""

    entity_id = models.BigIntegerField()
    job_id = models.BigIntegerField()
    state = models.CharField(max_length=16)
    line_ids = models.TextField(default="[]", help_text="lines to compare, JSON; none is all open ones")
    done_lines = models.IntegerField(default=0)
    total_lines = models.IntegerField(default=0)
    report = models.TextField(default="{}", help_text="counts of lines, JSON")
    fault = models.CharField(max_length=500, default="", blank=True)
    actor_name = models.CharField(max_length=200, default="")
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")

    class Meta:
        db_table = "cash_run"
        constraints = keyed("cash_run", entity_id="entity")
        indexes = [models.Index(fields=["tenant_id", "entity_id", "recorded_at", "id"], name="cash_run_recorded")]


class CashPolicy(Scoped):
    """How far a company lets matches post by themselves, and what a clerk may let go with a payment."""

    entity_id = models.BigIntegerField()
    auto_post = models.BooleanField(default=False)
    threshold_e6 = models.IntegerField(help_text="least probability for posting unseen, in millionths")
    most_base = models.BigIntegerField(help_text="largest payment posted unseen, base minor units; 0 is without end")
    charge_limit = models.BigIntegerField(help_text="largest bank charge or rounding let go, base minor units")
    grace_days = models.IntegerField(help_text="days after its end on which a discount still counts as earned")
    auto_return = models.BooleanField(default=False)
    return_fee = models.BigIntegerField(default=0, help_text="charged for a returned payment, base minor units")

    class Meta:
        db_table = "cash_policy"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "entity_id"], name="cash_policy_once"),
            *keyed("cash_policy", ["most_base", "charge_limit"], entity_id="entity"),
        ]


class CashRule(Scoped):
    """A person's rule, asked in its order before the engine: which lines, and what to do with them.

    `what` is customer (the payer is known) or pass (no matter of receivables; `account_code` names the ledger account).
    """

    entity_id = models.BigIntegerField()
    position = models.IntegerField()
    name = models.CharField(max_length=100)
    text_contains = models.CharField(max_length=200, default="", blank=True)
    payer_account = models.CharField(max_length=64, default="", blank=True)
    what = models.CharField(max_length=16)
    customer_id = models.BigIntegerField(null=True)
    account_code = models.CharField(max_length=32, default="", blank=True)

    class Meta:
        db_table = "cash_rule"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "entity_id", "name"], name="cash_rule_name"),
            *keyed("cash_rule", entity_id="entity", customer_id="customer"),
        ]


class PayerMemory(Scoped):
    """What confirmed payments have taught: this account or name (`kind`, `value`) pays for this customer."""

    entity_id = models.BigIntegerField()
    kind = models.CharField(max_length=16, help_text="account or name")
    value = models.CharField(max_length=300)
    customer_id = models.BigIntegerField()
    seen = models.IntegerField(default=1)
    last_on = models.DateField()
    source = models.CharField(max_length=200, default="", help_text="the payment that taught it last")

    class Meta:
        db_table = "payer_memory"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "entity_id", "kind", "value", "customer_id"], name="payer_memory_once"
            ),
            *keyed("payer_memory", entity_id="entity", customer_id="customer"),
        ]


class Remittance(Scoped):
    """A payer's advice on what a payment is for; it waits until the payment it explains has come.

    `attached_by` is the person who said which line it explains, "" when its own words did; `reasons` say why.
    """

    entity_id = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    reference = models.CharField(max_length=140, default="", blank=True)
    payer_name = models.CharField(max_length=300, default="", blank=True)
    paid_on = models.DateField(null=True)
    currency = models.CharField(max_length=3)
    amount = models.BigIntegerField(null=True)
    paid = models.TextField(default="[]", help_text="documents with amounts and adjustments, JSON")
    bank_line_id = models.BigIntegerField(null=True)
    recorded_at = models.BigIntegerField(help_text="microseconds since 1970, UTC")
    format = models.CharField(max_length=16, default="", blank=True)
    fields = models.TextField(default="[]", help_text="every field or line of the source, JSON")
    actor_name = models.CharField(max_length=200, default="", blank=True)
    attached_by = models.CharField(max_length=200, default="", blank=True)
    attached_at = models.BigIntegerField(default=0)
    reasons = models.TextField(default="[]", help_text="why it belongs to its line, JSON")

    class Meta:
        db_table = "remittance"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "entity_id", "digest"], name="remittance_digest"),
            *keyed("remittance", entity_id="entity", bank_line_id="bank_line"),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "bank_line_id"], name="remittance_line"),
            models.Index(fields=["tenant_id", "entity_id", "recorded_at", "id"], name="remittance_recorded"),
        ]


class Deduction(Scoped):
    """A part of an invoice that a payer left out, with its reason and who looks after it."""

    entity_id = models.BigIntegerField()
    customer_id = models.BigIntegerField()
    item_id = models.BigIntegerField()
    payment_id = models.BigIntegerField(null=True)
    bank_line_id = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3)
    amount = models.BigIntegerField()
    reason = models.CharField(max_length=32)
    owner = models.CharField(max_length=100, default="", blank=True)
    state = models.CharField(max_length=16, default="open", help_text="open or resolved")
    opened_on = models.DateField()
    answer_by = models.DateField(null=True)
    resolved_on = models.DateField(null=True)
    resolution = models.CharField(max_length=300, default="", blank=True)
    way = models.CharField(max_length=16, default="", blank=True, help_text="a word of rules.deduction")
    credit_number = models.CharField(max_length=64, default="", blank=True)

    class Meta:
        db_table = "deduction"
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="deduction_amount_positive"),
            *keyed(
                "deduction",
                ["amount"],
                entity_id="entity",
                customer_id="customer",
                item_id="open_item",
                payment_id="payment",
                bank_line_id="bank_line",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "bank_line_id"], name="deduction_line"),
            models.Index(fields=["tenant_id", "entity_id", "state", "opened_on"], name="deduction_state"),
            models.Index(fields=["tenant_id", "item_id"], name="deduction_item"),
        ]
