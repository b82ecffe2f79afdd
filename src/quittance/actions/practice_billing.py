"""What the practice company sells and is about to bill: its catalogue, drafts, estimates and recurring invoices."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from quittance.actions import approvals, catalogue, drafts, entities, estimates, recurring, stock
from quittance.actions.catalogue import AddItem, SetPrice, TextInput
from quittance.actions.command import Context
from quittance.actions.drafts import RemoveDraft, SaveDraft
from quittance.actions.estimates import AcceptEstimate, ConvertEstimate, DeclineEstimate, MarkSent, WriteEstimate
from quittance.actions.recurring import StartRecurring
from quittance.actions.stock import Adjust, Receive
from quittance.rules import recurring as rhythms
from quittance.rules.draft import Content
from quittance.rules.totals import LineInput

DAY = datetime.timedelta(days=1)
_MICROS = 86_400 * 10**6
APPROVAL_LIMIT = "20000.00"
LEAST_BUYERS = 6
"""Customers that it takes to buy, to be offered something, and to be billed again and again."""

ITEMS = """
BOX-300 | 0.58 | piece | Corrugated box 300 x 200 x 150 | Golfdoos 300 x 200 x 150 | Wellkarton 300 x 200 x 150
BOX-600 | 1.65 | piece | Corrugated box 600 x 400 x 400 | Golfdoos 600 x 400 x 400 | Wellkarton 600 x 400 x 400
CARTON-1 | 0.42 | piece | Folding carton, printed one colour | Vouwdoos, één kleur bedrukt | Faltschachtel, einfarbig
CARTON-4 | 0.94 | piece | Folding carton, printed four colours | Vouwdoos, full colour | Faltschachtel, vierfarbig
DELIVERY | 65.00 | lump | Delivery | Bezorging | Lieferung
DESIGN | 78.00 | hour | Design and proof | Ontwerp en proefdruk | Gestaltung und Andruck
DIE | 340.00 |  | Die for cutting | Stansvorm | Stanzform
FILM | 10.90 | roll | Stretch film, roll | Rekfolie, rol | Stretchfolie, Rolle
GIFT-M | 3.20 | piece | Gift box with magnet | Geschenkdoos met magneet | Geschenkbox mit Magnet
KRAFT | 28.50 | roll | Kraft paper, roll | Kraftpapier, rol | Kraftpapier, Rolle
MAILER | 0.89 | piece | Mailing box with tear strip | Verzenddoos met scheurstrip | Versandkarton mit Aufreißfaden
PALLET | 14.50 | pallet | Euro pallet, heat treated | Europallet, hittebehandeld | Europalette, hitzebehandelt
STORAGE | 4.80 | month | Storage of a pallet place | Opslag van een palletplaats | Lagerung eines Palettenplatzes
TAPE | 3.40 | roll | Paper tape, roll | Papieren tape, rol | Papierklebeband, Rolle
"""
"""Number, list price, unit and name, and the name in Dutch and in German; taxed at 21 percent."""

STOCK = {
    "BOX-300": ("2000", "9600", "4800"),
    "BOX-600": ("800", "3400"),
    "FILM": ("60", "220"),
    "KRAFT": ("25", "84"),
    "MAILER": ("1500", "2400"),
    "PALLET": ("100", "360"),
    "TAPE": ("300", "700", "500"),
}
"""Item -> where it is low, and what has come in, the latest last."""

OWN_PRICES = (("BOX-300", "0.54", "0"), ("BOX-300", "0.49", "5000"), ("TAPE", "3.10", "0"), ("MAILER", "0.79", "0"))
"""The price list of the largest customer: item, price, from which quantity on."""

BULK_PRICES = (("BOX-300", "0.53", "5000"), ("CARTON-4", "0.86", "10000"), ("FILM", "9.90", "100"))


@dataclass(frozen=True, slots=True)
class Desk:
    """Who sells, who bills, who approves, and who keeps the company's settings."""

    sales: Context
    clerk: Context
    controller: Context
    administrator: Context


def prepare(desk: Desk, buyers: Sequence[str]) -> None:
    """Fill the catalogue and let some papers wait; `buyers` are numbers of customers at home, the largest first."""
    entities.edit(desk.administrator, entities.EditEntity(approval_limit=APPROVAL_LIMIT))
    _stock(desk.sales, buyers)
    if len(buyers) >= LEAST_BUYERS:
        _offer(desk, buyers)
        _write(desk, buyers)
        _repeat(desk, buyers)


def _ago(context: Context, days: int) -> Context:
    """The same person some days ago."""
    return replace(context, today=context.today - days * DAY, now=context.now - days * _MICROS)


def _stock(sales: Context, buyers: Sequence[str]) -> None:
    then = _ago(sales, 190)
    for row in ITEMS.strip().splitlines():
        number, price, unit, name, dutch, german = (part.strip() for part in row.split("|"))
        texts = (TextInput("nl", dutch), TextInput("de", german))
        low = STOCK[number][0] if number in STOCK else "0"
        item = AddItem(number, name, price, unit, "21", texts=texts, stocked=number in STOCK, low_at=low)
        catalogue.add(then, replace(item, blocks=number == "PALLET"))
    for number, (_, *received) in STOCK.items():
        for n, quantity in enumerate(received):
            stock.receive(_ago(sales, 90 - 65 * n), Receive(number, quantity, note="From the works in Zwolle"))
    stock.adjust(_ago(sales, 3), Adjust("MAILER", "940", "Counted: a pallet was sold without an invoice"))
    for number, price, quantity in BULK_PRICES:
        catalogue.set_price(then, SetPrice(number, price, valid_from=then.today, from_quantity=quantity))
    for number, price, quantity in OWN_PRICES if buyers else ():
        own = SetPrice(number, price, buyers[0], then.today, quantity)
        catalogue.set_price(then, own)


def _lines(*wanted: tuple[str, str]) -> tuple[LineInput, ...]:
    """Lines that the catalogue fills: item and quantity."""
    return tuple(LineInput("", quantity, "", "", item=item) for item, quantity in wanted)


def _offer(desk: Desk, buyers: Sequence[str]) -> None:
    """An estimate in every state: with the customer, accepted, become a draft, declined, expired, and just written."""
    sales = desk.sales
    for number, days, wanted in (
        (buyers[1], 52, (("GIFT-M", "1500"), ("DELIVERY", "1"))),
        (buyers[2], 31, (("CARTON-4", "6000"), ("DIE", "2"))),
        (buyers[3], 16, (("MAILER", "2500"), ("TAPE", "120"), ("DELIVERY", "1"))),
        (buyers[0], 9, (("BOX-300", "8000"), ("BOX-600", "1200"))),
        (buyers[4], 5, (("DESIGN", "24"), ("CARTON-1", "12000"), ("DIE", "1"))),
        (buyers[5], 0, (("KRAFT", "40"), ("FILM", "110"))),
    ):
        then = _ago(sales, days)
        made = estimates.write(then, WriteEstimate(Content(number, lines=_lines(*wanted))))
        if days:
            estimates.mark_sent(then, MarkSent(made.number))
        if number == buyers[2]:
            no = DeclineEstimate(made.number, decided_with="Henk Oost, purchasing", reason="Another was cheaper")
            estimates.decline(_ago(sales, 24), no)
        elif number in (buyers[3], buyers[0]):
            order = f"PO-{made.number[-3:]}-{made.total[:2]}"
            estimates.accept(_ago(sales, 2), AcceptEstimate(made.number, None, "Marije Vos, purchasing", order))
        if number == buyers[3]:
            estimates.convert(_ago(sales, 1), ConvertEstimate(made.number))


def _write(desk: Desk, buyers: Sequence[str]) -> None:
    """A draft that waits for approval, and one that was refused."""
    sales = desk.sales
    large = Content(buyers[1], purchase_order="PO-88172", lines=_lines(("CARTON-4", "26000"), ("DIE", "1")))
    waiting = drafts.save(_ago(sales, 1), SaveDraft(large))
    approvals.request(sales, approvals.RequestApproval(waiting.id))
    refused = drafts.save(_ago(sales, 4), SaveDraft(Content(buyers[4], lines=_lines(("DIE", "2"), ("DESIGN", "11")))))
    approvals.request(_ago(sales, 4), approvals.RequestApproval(refused.id))
    why = "The hours of the proof are in the price of the dies. Take them off."
    approvals.refuse(_ago(desk.controller, 3), approvals.RefuseDraft(refused.id, why))


def _repeat(desk: Desk, buyers: Sequence[str]) -> None:
    """Storage billed every month by itself, and a quarterly delivery that is looked at first and rests just now."""
    clerk = _ago(desk.clerk, 24)
    month = (desk.clerk.today.replace(day=1) + 32 * DAY).replace(day=1)
    storage = Content(buyers[0], purchase_order="Frame 2214", lines=_lines(("STORAGE", "180")))
    _schedule(clerk, storage, StartRecurring(month, mode=rhythms.ISSUE))
    supplies = Content(buyers[5], lines=_lines(("TAPE", "240"), ("FILM", "60"), ("DELIVERY", "1")))
    quarterly = _schedule(clerk, supplies, StartRecurring(month, every=3, on_day=15, times=8))
    recurring.pause(clerk, recurring.PauseRecurring(quarterly))


def _schedule(clerk: Context, content: Content, rhythm: StartRecurring) -> int:
    """A schedule like a draft that is written for it alone."""
    draft = drafts.save(clerk, SaveDraft(content))
    made = recurring.start(clerk, replace(rhythm, draft_id=draft.id))
    drafts.remove(clerk, RemoveDraft(draft.id))
    return made.id
