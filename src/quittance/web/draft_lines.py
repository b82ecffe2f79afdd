"""What a draft or an estimate comes to, as the values of drafts/lines.html."""

from __future__ import annotations

from typing import Any

from quittance.rules import tax, totals
from quittance.rules.draft import Content
from quittance.rules.totals import Totals
from quittance.web.templatetags import desk


def values(content: Content, whole: Totals, currency: str) -> dict[str, Any]:
    """Lines with what each comes to in the terms of its prices, and the tax in words."""
    made = [(one, totals.amount_of(one.quantity_e6, one.unit_price_e6, currency) - one.discount) for one in whole.lines]
    return {
        "content": content,
        "whole": whole,
        "lines": made,
        "taxes": [(name, one) for one in whole.taxes if (name := desk.tax_name(one.category, one.rate_e4))],
        "with_tax": content.prices == tax.WITH_TAX,
    }
