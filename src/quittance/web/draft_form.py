"""What the composer's form says as a draft keeps it, and a draft as the fields of that form."""

from __future__ import annotations

from typing import Any

from quittance.rules import tax, totals
from quittance.rules.draft import Content
from quittance.rules.totals import ChargeInput, LineInput
from quittance.web import typed
from quittance.web.form import Form
from quittance.web.visit import Visit


def content(visit: Visit, form: Form) -> Content:
    """What the form says; dated today, or not at all, is dated on the day it is issued."""
    on = form["issued_on"].strip().lower()
    return Content(
        customer_number=typed.customer(visit, form["customer_number"]).number,
        issued_on=None if on in ("", "today") else form.past_day("issued_on"),
        total=typed.amount(form["total"]),
        currency=form["currency"].strip().upper(),
        due_on=form.day_or_none("due_on"),
        terms=form["terms"],
        purchase_order=form["purchase_order"],
        external_id=form["external_id"],
        note=form["note"],
        rate=form["rate"].strip(),
        lines=typed.lines(form),
        charges=typed.charges(form),
        prices=form["prices"],
        corrects=", ".join(typed.numbers(form["corrects"])),
        goods_on=form.day_or_none("goods_on"),
        draws=typed.draws(form),
    )


def fields(content: Content) -> dict[str, Any]:
    """The fields of a form that says what a draft says."""
    return {
        "customer_number": content.customer_number,
        "issued_on": content.issued_on.isoformat() if content.issued_on else "today",
        "due_on": content.due_on.isoformat() if content.due_on else "",
        "total": content.total,
        "currency": content.currency,
        "terms": content.terms,
        "purchase_order": content.purchase_order,
        "external_id": content.external_id,
        "note": content.note,
        "rate": content.rate,
        "corrects": content.corrects,
        "draws": "; ".join(f"{one.number} = {one.amount}" if one.amount else one.number for one in content.draws),
        "goods_on": content.goods_on.isoformat() if content.goods_on else "",
        **sheet(content),
    }


def sheet(content: Content) -> dict[str, Any]:
    """Lines, allowances and charges as columns of typed text."""
    rows = [(one.description, one.quantity, one.unit_price, one.discount, _tax(one), one.item) for one in content.lines]
    charges = [(one.reason, _much(one), _tax(one)) for one in content.charges]
    reasons = [one.tax_reason for one in content.lines if one.tax_reason]
    start: dict[str, Any] = {"prices": content.prices, "tax_reason": reasons[0] if reasons else ""}
    start |= dict(zip(typed.LINE_FIELDS, zip(*rows, strict=True), strict=False))
    return start | dict(zip(typed.CHARGE_FIELDS, zip(*charges, strict=True), strict=False))


def _much(charge: ChargeInput) -> str:
    return charge.amount if charge.kind == totals.CHARGE else f"-{charge.amount}"


def _tax(one: LineInput | ChargeInput) -> str:
    return tax.written(one.tax_category, one.tax_rate)
