"""E-invoices: an issued invoice or credit note as UBL or CII, in a profile."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from quittance import file_answer
from quittance.api.desk import Desk, asks
from quittance.api.kinds import PLAIN, Day, Number
from quittance.reports import einvoices
from quittance.rules.einvoice_issue import Wanted

router = Router()
MEDIA = (einvoices.MEDIA_TYPE, file_answer.PDF)
Profile = Literal["ubl", "cii", "factur-x", "xrechnung-ubl", "xrechnung-cii"]
Untaxed = Literal["Z", "E", "AE", "K", "G", "O"]
BuyerReference = Annotated[str, Field(max_length=128, pattern=PLAIN)]
Endpoint = Annotated[str, Field(max_length=128, pattern=PLAIN)]


@asks(router, "/documents/{path:number}/einvoice", None, media=MEDIA)
def export(
    desk: Desk,
    number: Number,
    *,
    profile: Profile = "ubl",
    buyer_reference: BuyerReference = "",
    delivered_on: Day | None = None,
    untaxed: Untaxed | None = None,
    buyer_endpoint: Endpoint = "",
) -> HttpResponse:
    """Give an invoice or credit note as an e-invoice.

    `ubl` is Peppol BIS Billing 3.0, `cii` is EN 16931, `factur-x` the paper as PDF/A-3 with that
    file inside. `untaxed` is the VAT category of what stands in the category zero,
    Z when left out; `delivered_on` is the day of issue when left out. `buyer_endpoint` is the electronic address of
    the buyer as scheme:number, such as 0088:8712345000004; else its VAT id or email address is. What would break a
    rule of the profile is refused as `rules_broken`, with the ids of the rules.
    """
    wanted = Wanted(profile, buyer_reference, delivered_on, untaxed or "", buyer_endpoint)
    made = einvoices.export(desk.books, number, desk.today, wanted)
    return file_answer.of(made.content, made.media_type, made.name)
