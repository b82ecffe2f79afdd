"""Tables of payers' grades: what each customer's is, and of which day they are."""

from __future__ import annotations

from django.db import models

from quittance.books.keys import Scoped, keyed


class PayerGrade(Scoped):
    """How a customer pays, as it was reckoned last; a customer without a row never paid anything.

    `grade` is a letter of `rules.grades`, "" for none any more, and has held since `since_on`.
    """

    entity_id = models.BigIntegerField()
    customer_id = models.BigIntegerField()
    grade = models.CharField(max_length=1, default="", blank=True)
    days_late = models.IntegerField(null=True, help_text="mean of a year by amount, below zero for early")
    broken = models.IntegerField(default=0, help_text="1 when a promise was broken lately and nobody has talked since")
    since_on = models.DateField()

    class Meta:
        db_table = "payer_grade"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "entity_id", "customer_id"], name="payer_grade_once"),
            *keyed("payer_grade", entity_id="entity", customer_id="customer"),
        ]


class Grading(Scoped):
    """The day of which a company's kept grades are; None when they are to be reckoned anew."""

    entity_id = models.BigIntegerField()
    graded_on = models.DateField(null=True)

    class Meta:
        db_table = "grading"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "entity_id"], name="grading_once"),
            *keyed("grading", entity_id="entity"),
        ]
