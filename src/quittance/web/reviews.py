"""Reviews on screen: the week's sample by person, one piece with its checklist, and what reviews came to."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import HttpResponse

from quittance.actions import reviews as verbs
from quittance.actions.reviews import ScoreWork
from quittance.reports import reviews as reports
from quittance.reports.reviews import Piece
from quittance.rules import reviews as rules
from quittance.rules import worklist
from quittance.rules.calendar import DAY
from quittance.rules.refusals import Refusal
from quittance.web import visit
from quittance.web.form import Form, read_day
from quittance.web.timeline_words import amount, day
from quittance.web.visit import Visit

ICONS = {rules.CALL: "phone", rules.MAIL: "mail", rules.PROMISE: "promise"}


@visit.page()
def quality(visit: Visit) -> HttpResponse:
    """The sample of a week, and what reviews of the last ninety days came to by person."""
    today = visit.context.today
    week = _week(visit.request.GET.get("week", ""), today)
    found = reports.sample(visit.books, week)
    scores = reports.people(visit.books, today - DAY * reports.LOOKED_BACK_DAYS, today)
    values: dict[str, Any] = {
        "week": week,
        "last": week + DAY * 6,
        "before": week - DAY * 7,
        "after": week + DAY * 7 if week < rules.week_of(today) else None,
        "over": week < rules.week_of(today),
        "rows": [_row(one, visit.company.base_currency) for one in found],
        "open": sum(one.review is None for one in found),
        "people": [(one, [(rules.CHECKS[check], many) for check, many in one.noes.items()]) for one in scores],
    }
    return visit.show("worklist/quality.html", values)


@visit.form()
def quality_piece(visit: Visit, id: int) -> HttpResponse:
    """One piece as it was written down, and its checklist for who may score it."""
    one = reports.piece(visit.books, id)
    form = Form(visit, _start(one))
    if form.sent:
        visit.check("reviews.score")
        made = form.does(verbs.score, lambda: ScoreWork(id, _marks(form), form["note"]))
        if made is not None:
            return visit.go(f"/collect/quality/?week={one.week_on.isoformat()}", f"{made.person}: {made.score} %.")
    own = (visit.context.actor.kind, visit.context.actor.id) == ("user", one.person_id)
    values = {
        "one": one,
        "form": form,
        "icon": ICONS[one.kind],
        "own": own,
        "may": "reviews.score" in visit.context.actor.permissions and not own,
        "checks": [(check, question, form[check]) for check, question in rules.CHECKS.items()],
        "marks": tuple(rules.MARKS.items()),
        "said": _said(one, visit.company.base_currency),
    }
    return visit.show("worklist/piece.html", values, status=form.status)


def _row(one: Piece, base: str) -> tuple[Piece, str, str]:
    said = one.said
    promised = f"{amount(said, base)} by {day(said, 'promised_on')}" if one.kind == rules.PROMISE else ""
    return one, ICONS[one.kind], promised or said.get("text") or said.get("subject", "")


def _said(one: Piece, base: str) -> list[tuple[str, str]]:
    """What was written down, as people read it."""
    words = dict(one.said)
    if one.kind == rules.PROMISE:
        words |= {"amount": amount(one.said, base), "promised_on": day(one.said, "promised_on")}
        words.pop("currency", None)
    if "outcome" in words:
        words["outcome"] = worklist.OUTCOMES.get(words["outcome"], words["outcome"])
    return [(name.replace("_", " ").capitalize(), said) for name, said in words.items()]


def _week(given: str, today: datetime.date) -> datetime.date:
    try:
        return rules.week_of(read_day(given, today, "week")) if given else rules.finished(today)
    except Refusal:
        return rules.finished(today)


def _start(one: Piece) -> dict[str, str]:
    if one.review is None:
        return dict.fromkeys(rules.CHECKS, rules.NONE) | {"note": ""}
    return {**one.review.marks, "note": one.review.note}


def _marks(form: Form) -> tuple[tuple[str, str], ...]:
    return tuple((check, form[check] or rules.NONE) for check in rules.CHECKS)
