"""Dunning policies on screen: one invoice's way, its steps and wording, new versions and their adoption."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from quittance.actions import dunning as verbs
from quittance.actions import dunning_ending
from quittance.actions.dunning import AdoptPolicy, ProposePolicy, StepText
from quittance.actions.dunning_ending import RetirePolicy, WithdrawPolicy
from quittance.reports import customers, dunning_following, dunning_log, dunning_preview
from quittance.reports import dunning as reports
from quittance.reports.dunning import PolicyVersion
from quittance.rules import dunning as rules
from quittance.rules import dunning_text, grades, money, segments
from quittance.rules.dunning import Policy, Step
from quittance.rules.refusals import Invalid
from quittance.web import dunning_effect, dunning_lanes, seniors, shown, visit
from quittance.web.form import Form
from quittance.web.visit import Visit

LANGUAGES = (("en", "English"), ("de", "Deutsch"), ("fr", "Français"), ("es", "Español"), ("nl", "Nederlands"))
REACHING = (("email", "Email"), ("letter", "Letter"), ("call", "Call"), ("sms", "SMS"), ("whatsapp", "WhatsApp"))
CHANNELS = (*REACHING, ("inside", "Inside"))
TONES = (("kind", "kind"), ("friendly", "friendly"), ("firm", "firm"), ("formal", "formal"))
GRADES = tuple((one, "not known yet" if one == grades.UNKNOWN else one) for one in grades.EVERY)
RISKS = ("", "BCDE", "CDE", "DE", "CDEN", "DEN", "AB", "N")
SPARE_ROWS = 1
MOST_DIGITS = 4


@visit.page()
def policies(visit: Visit) -> HttpResponse:
    """The chosen policy with its way, its steps and the wording of one of them."""
    live = reports.live(visit.books)
    every = [one for one in reports.versions(visit.books) if one.state != rules.PAST]
    wanted = visit.request.GET.get("name", "")[:60]
    chosen = _chosen(every, wanted)
    follow = dunning_following.followers(visit.books, live, visit.context.today)
    values: dict[str, Any] = {
        "list": [
            (one, follow.get(one.name, 0), len(one.policy.steps))
            for one in every
            if one.state == rules.LIVE or all(other.state != rules.LIVE for other in every if other.name == one.name)
        ],
        "followers": sum(follow.values()),
        "chosen": chosen,
        "count": follow.get(chosen.name, 0) if chosen else 0,
        "proposed": next(
            (one for one in every if chosen and one.name == chosen.name and one.state == "proposed"), None
        ),
        "next_version": chosen.version + 1 if chosen else 1,
        "me": visit.identity,
    }
    if chosen is not None:
        values |= _looked_at(visit, chosen) | dunning_effect.looked_at(visit, chosen)
    preview = dunning_preview.now(visit.books, visit.context.today, visit.context.now)
    values |= {
        "counts": preview.counts,
        "held": [(dunning_lanes.SHORT[rule], n) for rule, n in preview.held],
        "rows": len(preview.rows),
    }
    values["held_count"] = sum(n for _, n in preview.held)
    return visit.show("dunning/policies.html", values)


@visit.form("dunning.propose")
def policy_edit(visit: Visit) -> HttpResponse:
    """A new version of a policy, or a new policy; it is proposed and a second person adopts it."""
    base = visit.company.base_currency
    name = visit.request.GET.get("name", "")[:60]
    old = reports.version(visit.books, name) if name else None
    policy = old.policy if old else rules.STANDARD
    day, language = _wording(visit, policy)
    form = Form(visit, _start(policy, base, day, language))
    if form.sent and not form["more"]:
        made = form.does(verbs.propose, lambda: _proposed(form, policy, day, language))
        if made is not None:
            said = f"Version {made.version} of {made.name} is proposed."
            return visit.go(f"{reverse('policies')}?{urlencode({'name': made.name})}", said)
    rows, step = _rows(form, policy, base), rules.step_on(policy, day)
    known = ", ".join(customers.segments(visit.books))
    values = {
        "form": form,
        "old": old,
        "rows": rows,
        "channels": CHANNELS,
        "tones": TONES,
        "risks": _risks(policy),
        "languages": LANGUAGES,
        "day": day,
        "language": language,
        "steps": policy.steps,
        "placeholders": dunning_text.PLACEHOLDERS,
        "grades": GRADES,
        "chosen": form.all("grades") if form.sent else list(policy.grades),
        "segments_hint": f"Separated by commas{f'; there are {known}' if known else ', such as Key accounts'}",
        "inside": step is not None and step.channel == rules.INSIDE,
        "people": seniors.choices(visit, form["our_senior"], "nobody"),
    }
    return visit.show("dunning/edit.html", values, status=form.status)


@visit.page()
def policy_versions(visit: Visit) -> HttpResponse:
    """Every version of a policy and what changed from one to the next."""
    name = visit.request.GET.get("name", "")[:60]
    found = reports.versions(visit.books, name)
    base = visit.company.base_currency
    rows = [
        (
            one,
            _changes(
                found[n + 1].policy if n + 1 < len(found) and found[n + 1].name == one.name else None, one.policy, base
            ),
        )
        for n, one in enumerate(found)
    ]
    values = {"name": name, "rows": rows, "key": Form(visit).key, "me": visit.identity}
    return visit.show("dunning/versions.html", values)


@visit.deed("dunning.adopt")
def policy_adopt(visit: Visit) -> HttpResponse:
    """Let a version hold from now on."""
    form = Form(visit)
    version = int(form["version"]) if form["version"].isdecimal() and len(form["version"]) < 8 else 0
    made = visit.do(verbs.adopt, AdoptPolicy(form["name"], version), form.key)
    said = f"Version {made.version} of {made.name} is in force."
    return visit.go(f"{reverse('policies')}?{urlencode({'name': made.name})}", said)


@visit.deed("dunning.withdraw")
def policy_withdraw(visit: Visit) -> HttpResponse:
    """Take the proposed version of a policy back."""
    form = Form(visit)
    made = visit.do(dunning_ending.withdraw, WithdrawPolicy(form["name"]), form.key)
    return _versions(visit, made.name, f"Version {made.version} of {made.name} is taken back.")


@visit.deed("dunning.retire")
def policy_retire(visit: Visit) -> HttpResponse:
    """End a policy in force."""
    form = Form(visit)
    made = visit.do(dunning_ending.retire, RetirePolicy(form["name"]), form.key)
    return _versions(visit, made.name, f"{made.name} is in force no more.")


def _versions(visit: Visit, name: str, said: str) -> HttpResponse:
    return visit.go(f"{reverse('policy-versions')}?{urlencode({'name': name})}", said)


def _chosen(every: list[PolicyVersion], wanted: str) -> PolicyVersion | None:
    named = [one for one in every if one.name == wanted] or every
    live = [one for one in named if one.state == rules.LIVE]
    return (live or named or [None])[0]  # type: ignore[list-item]


def _looked_at(visit: Visit, chosen: PolicyVersion) -> dict[str, Any]:
    """The chart, the steps with their effect, and the wording of one."""
    policy, base, today = chosen.policy, visit.company.base_currency, visit.context.today
    day, language = _wording(visit, policy)
    paid = dunning_log.paid_by(visit.books, today, dunning_lanes.days_of(policy))
    effect = dunning_log.effect(visit.books, chosen.name, today)
    steps = [_step(n, step, base, effect.get(step.day, (0, 0, 0))) for n, step in enumerate(policy.steps, start=1)]
    step = rules.step_on(policy, day) or policy.steps[0]
    behind, instead = seniors.behind(visit, policy.our_senior)
    subject, body = dunning_text.of(policy, step, language)
    return {
        "chart": dunning_lanes.drawn(policy, step.day, paid),
        "steps": steps,
        "step": step,
        "place": policy.steps.index(step) + 1,
        "title": dunning_lanes.title(step),
        "subject": dunning_text.pieces(subject),
        "body": [dunning_text.pieces(part) for part in body.split("\n\n")],
        "size": segments.count(segments.plainer(dunning_text.likely(body, step)))
        if step.channel == rules.SMS
        else None,
        "own": bool(policy.texts.get(step.day, {}).get(language)),
        "inside": step.channel == rules.INSIDE,
        "behind": behind if any(one.needs_ours for one in policy.steps) else "",
        "instead": instead,
        "language": language,
        "languages": LANGUAGES,
        "whom": "; ".join(_whom(policy)),
        "least": shown.with_currency(policy.minimum, base, base) if policy.minimum else "",
        "first": _from(policy.steps[0].day),
        "last": dunning_lanes.title(policy.steps[-1]).lower(),
    }


def _from(day: int) -> str:
    many = f"{abs(day)} {'day' if abs(day) == 1 else 'days'}"
    return "the due date" if day == 0 else f"{many} {'before' if day < 0 else 'after'} the due date"


def _step(n: int, step: Step, base: str, effect: tuple[int, int, int]) -> dict[str, Any]:
    many, items, paid = effect
    least = shown.with_currency(step.minimum, base, base)
    return {
        "n": n,
        "step": step,
        "day": dunning_lanes.day(step.day),
        "title": dunning_lanes.title(step),
        "icon": dunning_lanes.ICONS[step.channel],
        "when": ", ".join(dunning_lanes.only_when(step, least)),
        "payers": f"; {grades.words(step.risk)}" if step.risk else "",
        "fee": shown.with_currency(step.fee, base, base) if step.fee else "",
        "many": many,
        "share": paid * 100 // items if items else None,
    }


def _wording(visit: Visit, policy: Policy) -> tuple[int, str]:
    """The step and language that are looked at."""
    given = visit.request.GET.get("step", "")
    days = [step.day for step in policy.steps]
    day = int(given) if given.lstrip("-").isdecimal() and len(given) <= MOST_DIGITS else None
    language = visit.request.GET.get("language", "en")
    known = language if language in rules.LANGUAGES else "en"
    return (day if day in days else days[len(days) // 2]) or 0, known


def _start(policy: Policy, base: str, day: int, language: str) -> dict[str, str]:
    made = {
        "name": policy.name,
        "standard": "yes" if policy.standard else "",
        "segments": ", ".join(policy.segments),
        "countries": " ".join(policy.countries),
        "minimum": money.write(policy.minimum, base),
        "pause_days": str(policy.pause_days),
        "most_contacts": str(policy.most_contacts),
        "period_days": str(policy.period_days),
        "from_hour": str(policy.from_hour),
        "until_hour": str(policy.until_hour),
        "sender": policy.sender,
        "thanks": "yes" if policy.thanks else "",
        "by_hand": "yes" if policy.by_hand else "",
        "holdout": str(policy.holdout),
        "holdout_days": str(policy.holdout_days),
        "holdout_seed": policy.holdout_seed,
        "our_senior": policy.our_senior,
    }
    step = rules.step_on(policy, day)
    if step is not None and step.channel != rules.INSIDE:
        made["subject"], made["body"] = dunning_text.of(policy, step, language)
    return made


def _risks(policy: Policy) -> list[tuple[str, str]]:
    """Grades to choose from for a step, with those that the policy has chosen otherwise."""
    every = dict.fromkeys([*RISKS, *(step.risk for step in policy.steps)])
    return [(one, grades.words(one) or "everyone") for one in every]


def _rows(form: Form, policy: Policy, base: str) -> list[dict[str, Any]]:
    """Rows of steps as they stand in the form, and an empty one."""
    if form.sent:
        count = min(
            int(form["rows"]) if form["rows"].isdecimal() and len(form["rows"]) < MOST_DIGITS else 1, rules.MOST_STEPS
        )
        count = min(count + (1 if form["more"] else 0), rules.MOST_STEPS)
        return [{"n": n, **{name: form[f"{name}{n}"] for name in FIELDS}} for n in range(count)]
    made = [
        {
            "day": str(step.day),
            "channel": step.channel,
            "tone": step.tone,
            "min": money.write(step.minimum, base) if step.minimum else "",
            "fee": money.write(step.fee, base) if step.fee else "",
            "copy": " ".join(step.copies),
            "risk": step.risk,
            **{flag: "yes" if getattr(step, flag) else "" for flag in rules.FLAGS},
        }
        for step in policy.steps
    ]
    made += [dict.fromkeys(FIELDS, "")] * min(SPARE_ROWS, rules.MOST_STEPS - len(made))
    return [{"n": n, **row} for n, row in enumerate(made)]


FIELDS = ("day", "channel", "tone", "min", "fee", "copy", "risk", *rules.FLAGS)


def _proposed(form: Form, policy: Policy, day: int, language: str) -> ProposePolicy:
    texts = {(at, one): both for at, said in policy.texts.items() for one, both in said.items()}
    rows = [row for row in _rows(form, policy, "") if row["day"].strip()]
    inside = {row["day"].strip() for row in rows if row["channel"] == rules.INSIDE}
    step = rules.step_on(policy, day)
    if step is not None and step.channel != rules.INSIDE:
        built = dunning_text.of(Policy("", (step,)), step, language)
        given = (form["subject"], form["body"])
        texts[day, language] = (
            given[0] if given[0].strip() != built[0].strip() else "",
            given[1] if given[1].strip() != built[1].strip() else "",
        )
    return ProposePolicy(
        form["name"],
        tuple(_words(row) for row in rows),
        form["standard"] == "yes",
        tuple(form["countries"].replace(",", " ").split()),
        form["minimum"].strip() or "0",
        _whole(form, "pause_days"),
        _whole(form, "most_contacts"),
        _whole(form, "period_days"),
        _whole(form, "from_hour"),
        _whole(form, "until_hour"),
        form["sender"],
        form["thanks"] == "yes",
        tuple(StepText(at, one, *both) for (at, one), both in texts.items() if any(both) and str(at) not in inside),
        form["by_hand"] == "yes",
        _whole(form, "holdout"),
        _whole(form, "holdout_days"),
        form["holdout_seed"],
        form["our_senior"],
        tuple(one.strip() for one in form["segments"].split(",") if one.strip()),
        "".join(form.all("grades")),
    )


def _words(row: dict[str, Any]) -> str:
    """A row of the form as the words of a step."""
    parts = [row["day"].strip().replace("−", "-"), row["channel"] or "email", row["tone"] or "friendly"]
    parts += [flag for flag in rules.FLAGS if row[flag] == "yes"]
    parts += [f"{name}={row[name].strip()}" for name in ("min", "fee", "risk") if row[name].strip()]
    return " ".join([*parts, *(f"copy={one}" for one in row["copy"].split())])


def _whole(form: Form, name: str) -> int:
    given = form[name].strip()
    if not given.isdecimal() or len(given) > MOST_DIGITS:
        raise Invalid("Enter a whole number.", field=name)
    return int(given)


def _whom(policy: Policy) -> list[str]:
    """For whom it holds, in words."""
    made = [f"customers of the segment {one}" for one in policy.segments]
    if policy.grades:
        many = "grade" if len(policy.grades) == 1 else "grades"
        made.append(f"payers of {many} {', '.join(policy.grades).replace(grades.UNKNOWN, 'not known yet')}")
    if policy.countries:
        made.append(f"customers in {', '.join(policy.countries)}")
    return [*made, "everybody who follows no other"] if policy.standard else made


def _changes(before: Policy | None, after: Policy, base: str) -> list[tuple[str, str]]:
    """What a version took away and added: a mark and words."""
    was = set(_lines(before, base)) if before else set()
    now = _lines(after, base)
    gone = [("−", one) for one in (_lines(before, base) if before else []) if one not in set(now)]
    return gone + [("+", one) for one in now if one not in was]


def _lines(policy: Policy, base: str) -> list[str]:
    made = [dunning_lanes.sentence(step, base) for step in policy.steps]
    made.append(f"at most one message in {policy.pause_days} days, {policy.most_contacts} in {policy.period_days}")
    made.append(f"from {policy.from_hour}:00 until {policy.until_hour}:00")
    made.append(f"nothing below {shown.with_currency(policy.minimum, base, base)}")
    made += _whom(policy)
    if policy.thanks:
        made.append("thanks for what was paid")
    if policy.by_hand:
        made.append("run by hand only")
    if policy.holdout:
        drawn = f", drawn by {policy.holdout_seed}" if policy.holdout_seed else ""
        made.append(f"{policy.holdout} percent held out at random for {policy.holdout_days} days{drawn}")
    if policy.our_senior:
        made.append(f"escalations go to {policy.our_senior}")
    made += [f"own wording of step {day} ({language})" for day, said in policy.texts.items() for language in said]
    return made
