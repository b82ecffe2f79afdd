"""Three invented years of the practice company, week by week: who bought what, and how each of them pays."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable

from quittance.actions import practice_goods
from quittance.actions import practice_names as names
from quittance.actions.practice_papers import DAY, Deed, Invoice, Payer, Payment, Story, working
from quittance.rules import money
from quittance.rules.totals import LineInput

WEEKS = 157
CUSTOMERS = 500
INVOICES = 15_000
HABITS = ("prompt", "early", "slow", "late", "drifting", "moody", "monthly", "fortnightly", "silent")
HABIT_WEIGHTS = (26, 8, 18, 9, 7, 6, 16, 8, 2)
RATES = {"NL": 21}
"""Country -> percent of tax on what is sold there; nothing elsewhere."""

TERMS = (("net 30", 30), ("2/10 net 30", 30), ("net 14", 14), ("net 45", 45), ("net 60", 60), ("net 21", 21))
TERM_WEIGHTS = (48, 8, 16, 10, 12, 6)


KEY_ACCOUNTS, KEY_COUNT = "Key accounts", 22
SMALL_ACCOUNTS, SMALL_COUNT = "Small accounts", 60
"""Segments of customers, and how many belong to them: those that buy the most and the least."""


def tell(today: datetime.date, seed: int) -> Story:
    """The story up to `today`; the same day and seed give the same story."""
    rng = random.Random(seed)
    story = Story(today - datetime.timedelta(days=7 * WEEKS - 1), today, rng)
    story.payers = _payers(story)
    shared = sum(one.weight * ((today - one.joined).days + 1) for one in story.payers)
    for payer in story.payers:
        mine = _bought(story, payer, shared)
        story.invoices += mine
        if payer.habit in ("monthly", "fortnightly"):
            _pay_in_runs(story, payer, mine)
        else:
            for invoice in mine:
                _settle(story, invoice)
    practice_goods.order(story)
    practice_goods.deliver(story)
    _number(story)
    _limits(story)
    return story


def week_of(story: Story, day: datetime.date) -> int:
    """Which week of the story a day lies in."""
    return min(max((day - story.first).days // 7, 0), WEEKS - 1)


def _payers(story: Story) -> list[Payer]:
    rng, made = story.rng, []
    for n, company in enumerate(names.companies(rng, CUSTOMERS)):
        terms, days = rng.choices(TERMS, TERM_WEIGHTS)[0]
        late_joiner = rng.random() < 0.4
        joined = story.first + DAY * (rng.randrange(7 * WEEKS - 60) if late_joiner else 0)
        habit = rng.choices(HABITS, HABIT_WEIGHTS)[0]
        payer = Payer(
            f"C-{1001 + n}",
            company.name,
            company.slug,
            company.country,
            company.currency,
            terms,
            days,
            habit,
            joined,
            min(rng.lognormvariate(0, 0.9), 9.0),
            names.iban(rng, company.country) if rng.random() < 0.6 else "",
        )
        if habit == "silent":
            payer.stops = max(joined + 90 * DAY, story.today - rng.randrange(40, 330) * DAY)
        made.append(payer)
    for head in made[:14]:
        head.joined = story.first
        for child in rng.sample(made[20:], rng.randrange(2, 5)):
            if not child.parent and child.currency == head.currency:
                child.parent = head.number
    by_weight = sorted(made, key=lambda one: -one.weight)
    for segment, some in ((KEY_ACCOUNTS, by_weight[:KEY_COUNT]), (SMALL_ACCOUNTS, by_weight[-SMALL_COUNT:])):
        for one in some:
            one.segment = segment
    return made


def _bought(story: Story, payer: Payer, shared: float) -> list[Invoice]:
    """Invoices at random intervals, as many as the payer's weight gives of the `shared` whole."""
    rng = story.rng
    gap = shared / (INVOICES * payer.weight)
    made: list[Invoice] = []
    at = rng.expovariate(1 / gap)
    while True:
        on = working(payer.joined + DAY * int(at))
        if on > min(story.today, payer.stops + 60 * DAY):
            return made
        made.append(_invoice(story, payer, on))
        at += rng.expovariate(1 / gap)


def _invoice(story: Story, payer: Payer, on: datetime.date) -> Invoice:
    rng = story.rng
    rate = RATES.get(payer.country, 0)
    scale = max(rng.lognormvariate(0.2, 0.5) * payer.weight**0.5, 0.4)
    lines, net = [], 0
    for text, low, high in rng.sample(names.GOODS, rng.choices((1, 2, 3, 4, 6), (28, 30, 22, 14, 6))[0]):
        price = rng.randrange(low, high)
        wanted = max(1, int(scale * rng.randrange(8_000, 90_000) / price))
        net += wanted * price
        lines.append(LineInput(text, str(wanted), money.write(price, "EUR"), str(rate)))
    total = net + money.ratio(net, rate, 100)
    recorded = min(on + DAY * rng.randrange(1, 11), story.today) if rng.random() < 0.015 else on
    return Invoice(payer, on, on + DAY * payer.due_days, recorded, tuple(lines), total, total)


def _settle(story: Story, invoice: Invoice) -> None:
    """How one invoice ends, told by a throw of the dice."""
    if invoice.on >= invoice.payer.stops - 30 * DAY:
        return
    draw = story.rng.random()
    for upto, end in _ENDS:
        if draw < upto:
            end(story, invoice)
            return
    _pay(story, invoice, _pay_day(story, invoice), invoice.left)


def _pay(story: Story, invoice: Invoice, on: datetime.date, amount: int) -> Payment | None:
    """One payment of `amount`, unless its day is still to come."""
    if on > story.today:
        return None
    late = story.rng.random() < 0.025
    recorded = min(on + DAY * story.rng.randrange(3, 17), story.today) if late else on
    payer, met = invoice.payer, min(amount, invoice.left)
    made = Payment(payer, on, max(recorded, invoice.recorded), amount, [(invoice, met)], payer.number)
    invoice.left -= met
    story.payments.append(made)
    return made


def _pay_day(story: Story, invoice: Invoice) -> datetime.date:
    rng, payer = story.rng, invoice.payer
    progress = (invoice.on - story.first).days / (7 * WEEKS)
    mean, spread = {
        "early": (-9, 4),
        "prompt": (0, 2),
        "slow": (11, 5),
        "late": (33, 12),
        "drifting": (55 * progress - 4, 5),
        "moody": (16, 22),
    }.get(payer.habit, (3, 4))
    return working(max(invoice.on + DAY, invoice.due + DAY * round(rng.gauss(mean, spread))))


def _pay_in_runs(story: Story, payer: Payer, mine: list[Invoice]) -> None:
    """One payment on each run day for all invoices due by then."""
    every = 30 if payer.habit == "monthly" else 14
    on = story.first + DAY * story.rng.randrange(every)
    waiting = list(mine)
    while on <= story.today:
        day = working(on)
        ready = [one for one in waiting if one.due <= day + 3 * DAY and one.recorded <= day]
        if ready and day <= story.today:
            meets = [(one, one.left) for one in ready]
            amount = sum(left for _, left in meets)
            story.payments.append(Payment(payer, day, day, amount, meets, payer.number))
            for one in ready:
                one.left = 0
            waiting = [one for one in waiting if one.left]
        on += DAY * every


def _in_two(story: Story, invoice: Invoice) -> None:
    first = _pay_day(story, invoice)
    _pay(story, invoice, first, invoice.total * story.rng.randrange(35, 80) // 100)
    if story.rng.random() < 0.8:
        _pay(story, invoice, working(first + DAY * story.rng.randrange(12, 50)), invoice.left)


def _short(story: Story, invoice: Invoice) -> None:
    """Pays a little less: bank charges, or a rounded sum; the rest is written off or stands."""
    missing = min(story.rng.randrange(1, 2_400), invoice.total // 3 or 1)
    paid = _pay(story, invoice, _pay_day(story, invoice), invoice.total - missing)
    on = paid.recorded + DAY * story.rng.randrange(20, 60) if paid else story.today + DAY
    if on <= story.today and story.rng.random() < 0.6:
        story.deeds.append(Deed("write_off", on, invoice, amount=missing))


def _credited(story: Story, invoice: Invoice) -> None:
    """Part of the goods came back: a credit note, then the rest is paid."""
    back = max(invoice.total * story.rng.randrange(5, 30) // 100, 1)
    on = invoice.recorded + DAY * story.rng.randrange(3, 12)
    if on <= story.today:
        story.deeds.append(Deed("credit", on, invoice, amount=back))
        invoice.left -= back
    _pay(story, invoice, max(_pay_day(story, invoice), on + 8 * DAY), invoice.left)


def _twice(story: Story, invoice: Invoice) -> None:
    """Pays the same invoice a second time; some get it back, some leave it for the next one."""
    first = _pay(story, invoice, _pay_day(story, invoice), invoice.total)
    again = _pay(story, invoice, working(first.on + DAY * 4), invoice.total) if first else None
    if again is not None:
        again.meets.clear()
        again.text = "second transfer"
        on = again.recorded + DAY * story.rng.randrange(15, 45)
        if on <= story.today and story.rng.random() < 0.65:
            story.deeds.append(Deed("refund", on, payment=again))


def _mistaken(story: Story, invoice: Invoice) -> None:
    """Issued to the wrong customer, and reversed."""
    on = invoice.recorded + DAY * story.rng.randrange(2, 12)
    if on <= story.today:
        story.deeds.append(Deed("reverse_invoice", on, invoice))
        invoice.left = 0


def _bounced(story: Story, invoice: Invoice) -> None:
    """The bank takes the money back; the customer pays again some weeks later."""
    paid = _pay(story, invoice, _pay_day(story, invoice), invoice.total)
    back = paid.recorded + DAY * 5 if paid else story.today + DAY
    if paid and back <= story.today:
        story.deeds.append(Deed("reverse_payment", back, payment=paid))
        invoice.left = invoice.total
        _pay(story, invoice, working(back + DAY * 21), invoice.total)


def _unknown(story: Story, invoice: Invoice) -> None:
    """Arrives without a name; found out after some days, if it is long enough ago."""
    paid = _pay(story, invoice, _pay_day(story, invoice), invoice.total)
    if paid is None:
        return
    paid.customer, paid.meets, paid.text = "", [], "transfer without remittance"
    on = paid.recorded + DAY * 11
    if on <= story.today:
        story.deeds.append(Deed("identify", on, invoice, paid))
    else:
        invoice.left = invoice.total


def _looked_at_again(story: Story, invoice: Invoice) -> None:
    """The clerk takes the allocation back to read the remittance, and allocates again."""
    paid = _pay(story, invoice, _pay_day(story, invoice), invoice.total)
    if paid and paid.recorded + 6 * DAY <= story.today:
        story.deeds.append(Deed("look_again", paid.recorded + 6 * DAY, invoice, paid))


_ENDS: tuple[tuple[float, Callable[[Story, Invoice], None]], ...] = (
    (0.022, _credited),
    (0.050, _in_two),
    (0.066, _short),
    (0.070, _twice),
    (0.0715, _mistaken),
    (0.0725, _bounced),
    (0.0735, _unknown),
    (0.0742, _looked_at_again),
)
"""Rising shares of invoices that do not end with one whole payment."""


def _number(story: Story) -> None:
    """Number papers in the order of their days, gap-free within each year; two payers stay unknown."""
    story.invoices.sort(key=lambda one: (one.on, one.payer.number))
    story.payments.sort(key=lambda one: (one.on, one.payer.number))
    recent = [one for one in story.payments if one.on > story.today - 9 * DAY and len(one.meets) == 1]
    for stray in recent[-2:]:
        invoice, met = stray.meets.pop()
        invoice.left += met
        stray.customer, stray.text = "", "transfer without remittance"
    counts: dict[tuple[str, int], int] = {}
    for prefix, papers in (("INV", story.invoices), ("PAY", story.payments)):
        for paper in papers:
            n = counts[prefix, paper.on.year] = counts.get((prefix, paper.on.year), 0) + 1
            number = f"{prefix}-{paper.on.year}-{n:05d}"
            if isinstance(paper, Invoice):
                paper.number = number
            else:
                paper.reference = number
    for paid in story.payments:
        if not paid.text:
            paid.text = " ".join(one.number for one, _ in paid.meets[:8])


def _limits(story: Story) -> None:
    """Credit limits of most payers, from what they buy in two months; a few are below what they owe."""
    bought: dict[str, int] = {}
    for invoice in story.invoices:
        bought[invoice.payer.number] = bought.get(invoice.payer.number, 0) + invoice.total
    for payer in story.payers:
        if story.rng.random() < 0.72:
            months = max((story.today - payer.joined).days / 30, 1)
            limit = bought.get(payer.number, 0) / months * story.rng.uniform(1.6, 4.5)
            payer.limit = str(max(int(limit / 100_000), 1) * 1_000)
