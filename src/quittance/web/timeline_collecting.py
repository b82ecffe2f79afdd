"""What collecting leaves on a timeline: reminders, promises, plans, disputes, calls, notes and mails as sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.urls import reverse

from quittance.reports import dunning_preview
from quittance.reports.audit import AuditRow
from quittance.rules import disputes, dossiers, dunning, inbox, letters, plans, promises, worklist
from quittance.web import shown
from quittance.web.timeline_words import Said, amount, day, document


def _reminded(row: AuditRow, base: str) -> Said:
    data = row.data
    channel = str(data.get("channel"))
    if channel == dunning.INSIDE:
        return _brought_in(data, base)
    ends = {
        "sent": f"sent to {data.get('address', '')}" if data.get("address") else "done",
        "to_do": "is to be made" if channel == dunning.CALL else "is to be posted",
        "held": "was held back",
        "failed": f"did not reach {data.get('address', '')}",
        "doubtful": f"may have reached {data.get('address', '')}",
    }
    what = f"{str(data.get('tone', '')).capitalize()} {dunning_preview.NAMES.get(channel, 'message')}"
    minor = data.get("base_minor", 0)
    over = shown.with_currency(minor, base, base) if isinstance(minor, int) else ""
    title = f"{what} over {over} {ends.get(str(data.get('state')), '')}"
    said = str(data.get("fault", "")).capitalize()
    fee = f"{data['fee_number']} charges the fee" if data.get("fee_number") else ""
    return title.strip(), ". ".join(part for part in (said, fee) if part), _reminder(data)


def _brought_in(data: Mapping[str, Any], base: str) -> Said:
    """A step inside: who was given the account, or why nobody was."""
    minor = data.get("base_minor", 0)
    over = f" over {shown.with_currency(minor, base, base)}" if isinstance(minor, int) else ""
    ends = {"to_do": f"Escalated to {data.get('owner', '')}{over}", "held": f"Escalation{over} was held back"}
    title = ends.get(str(data.get("state")), f"Escalation{over} did not go through")
    said = str(data.get("fault", ""))
    return title, said[:1].upper() + said[1:], _reminder(data)


def _arrived(row: AuditRow, base: str) -> Said:
    data = row.data
    ends = {"read": "was read by", "delivered": "arrived at"}.get(str(data.get("state")), "did not reach")
    channel = dunning_preview.NAMES.get(str(data.get("channel")), "message")
    title = f"{channel} {ends} {data.get('address', '')}"
    return title[0].upper() + title[1:], str(data.get("fault", "")), _reminder(data)


def _replied(row: AuditRow, base: str) -> Said:
    data = row.data
    channel = dunning_preview.NAMES.get(str(data.get("channel")), "message")
    ends = {"stop": f"No {channel} from now on", "start": f"{channel} may be sent again"}
    said = f"“{data.get('said', '')}”"
    end = ends.get(str(data.get("meaning")), "")
    return f"{channel} from {data.get('address', '')}", f"{said}. {end}" if end else said, ""


def _reminder(data: Mapping[str, object]) -> str:
    id = str(data.get("reminder", ""))
    return reverse("reminder", kwargs={"id": int(id)}) if id.isdecimal() else ""


def _promised(row: AuditRow, base: str) -> Said:
    data = row.data
    documents = [str(one) for one in data.get("documents", [])]
    title = f"{data.get('number', '')}: {amount(data, base)} promised by {day(data, 'promised_on')}"
    said = [f"for {', '.join(documents)}" if documents else "for the account", str(data.get("said_by", ""))]
    return title, ", ".join(one for one in said if one), ""


def _judged(row: AuditRow, base: str) -> Said:
    data = row.data
    what = "Payment plan" if str(data.get("number", "")).startswith("PLN") else "Promise"
    words = (plans if what == "Payment plan" else promises).STATES.get(str(data.get("state")), "")
    return f"{what} {data.get('number', '')} is {words}", f"{amount(data, base, 'received')} came in", ""


def _assigned(row: AuditRow, base: str) -> Said:
    owner = row.data.get("owner", "")
    return f"Account given to {owner}" if owner else "Account given to nobody", "", ""


def icon_of(row: AuditRow) -> str:
    """The icon of an event that its verb does not settle, "" for any other: a note is no call."""
    if row.data.get("channel") == dunning.INSIDE or row.data.get("step") == worklist.ESCALATE:
        return "up"
    return "doc" if row.verb == "activities.log" and row.data.get("kind") == "note" else ""


def kind_of(row: AuditRow) -> str:
    """The colour of an event whose outcome decides it, "" for any other."""
    if row.verb != "collecting.judge":
        return ""
    return {promises.KEPT: "ok", promises.BROKEN: "bad", promises.PARTLY: "bad"}.get(str(row.data.get("state")), "")


def _planned(row: AuditRow, base: str) -> Said:
    data = row.data
    title = f"{data.get('number', '')}: {amount(data, base)} in {data.get('instalments', '')} instalments"
    return title, f"Waits for approval: {data['beyond']}" if data.get("beyond") else "", ""


def _disputed(row: AuditRow, base: str) -> Said:
    data = row.data
    title = f"{data.get('number', '')}: {amount(data, base)} of {data.get('document', '')} disputed"
    words = f"{disputes.words(str(data.get('reason', '')))}, {data.get('owner', '')} until {day(data, 'answer_by')}"
    return title, words, document(data.get("document"))


def _dispute_moved(row: AuditRow, base: str) -> Said:
    data = row.data
    state = disputes.STATES.get(str(data.get("state")), "")
    return f"{data.get('number', '')}: {state}, with {data.get('owner', '')}", str(data.get("told", "")), ""


def _dispute_proposed(row: AuditRow, base: str) -> Said:
    data = row.data
    how = disputes.PROPOSED.get(str(data.get("way")), "")
    said = f"{data.get('number', '')}: {how} of {data.get('amount', '')} {data.get('currency', '')} is proposed"
    return said, str(data.get("resolution", "")), document(data.get("document"))


def _dispute_ended(row: AuditRow, base: str) -> Said:
    data = row.data
    papers = [str(data[name]) for name in ("credit_number", "rebill_number") if data.get(name)]
    how = f"by {' and '.join(papers)}" if papers else str(data.get("way", "withdrawn")).replace("_", " ")
    said = str(data.get("resolution") or data.get("reason") or "")
    return f"{data.get('number', '')} ended: {how}", said, document(data.get("document"))


def _ended(row: AuditRow, base: str) -> Said:
    return f"{row.words.capitalize()}: {row.data.get('number', '')}", str(row.data.get("reason", "")), ""


def _spoken(row: AuditRow, base: str) -> Said:
    data = row.data
    number = data.get("document")
    about, url = (f" about {number}", document(number)) if number else ("", "")
    if data.get("kind") == "note":
        return f"Note{about}", str(data.get("text", "")), url
    whom = f" {data['contact']}" if data.get("contact") else ""
    outcome = worklist.OUTCOMES.get(str(data.get("outcome")), "")
    return f"Called{whom}{about}: {outcome}", str(data.get("text", "")), url


def _unspoken(row: AuditRow, base: str) -> Said:
    return f"{str(row.data.get('kind', 'note')).capitalize()} taken back", "", ""


def _mailed(row: AuditRow, base: str) -> Said:
    data = row.data
    if data.get("state"):
        return f"Mail {data['state']}", str(data.get("fault", "")), ""
    return f"Mail to {data.get('address', '')}: {data.get('subject', '')}", str(data.get("text", ""))[:200], ""


def _came(row: AuditRow, base: str) -> Said:
    data = row.data
    if data.get("again"):
        return "A mail that was here already", "", _mail_url(data)
    who = data.get("name") or data.get("from", "")
    return f"Mail from {who}: {data.get('subject', '')}", str(data.get("text", "")), _mail_url(data)


def _accepted(row: AuditRow, base: str) -> Said:
    data = row.data
    title = f"{inbox.KINDS.get(str(data.get('kind')), '')}, by mail of {data.get('from', '')}"
    return title, str(data.get("outcome", "")), _mail_url(data)


def _mail_url(data: Mapping[str, Any]) -> str:
    return f"{reverse('inbox')}?at={data['mail']}" if str(data.get("mail", "")).isdecimal() else ""


def _next_up(row: AuditRow, base: str) -> Said:
    data = row.data
    step = worklist.STEPS.get(str(data.get("step")), "")
    if data.get("step") == worklist.ESCALATE and data.get("name"):
        when = f" for {day(data, 'on')}" if data.get("on") else ""
        return f"Escalated to {data['name']}{when}", str(data.get("reason", "")), ""
    said = [str(data.get("reason", "")), f"with {data['owner']}" if data.get("owner") else ""]
    when = f" on {day(data, 'on')}" if data.get("on") else ""
    return f"Next: {step or 'as proposed'}{when}", ", ".join(one for one in said if one), ""


def _held(row: AuditRow, base: str) -> Said:
    what = row.data.get("document") or "Reminders"
    until = f" until {day(row.data, 'until_on')}" if row.data.get("until_on") else ""
    return f"{what} on hold{until}", str(row.data.get("reason", "")), ""


def _dossier(row: AuditRow, base: str) -> Said:
    data = row.data
    number, whom = str(data.get("number", "")), str(data.get("receiver", ""))
    collected = f", interest collected through {day(data, 'collected_through')}" if "collected_through" in data else ""
    said = {
        "dossiers.propose": f"{number} proposed for {whom}, {amount(data, base)}",
        "dossiers.release": f"{number} handed over to {whom}, {amount(data, base)}",
        "dossiers.drop": f"{number} dropped",
        "dossiers.recall": f"{number} recalled from {whom}",
        "dossiers.close": f"{number} with {whom} closed{collected}",
    }
    url = reverse("dossier", kwargs={"number": number}) if number else ""
    return said[row.verb], str(data.get("reason", "")), url


def _cost(row: AuditRow, base: str) -> Said:
    data = row.data
    what = dossiers.COSTS.get(str(data.get("kind")), "cost").capitalize()
    end = "taken back" if row.verb == "costs.remove" else "recorded"
    borne = f"Charged by {data['document']}" if data.get("document") else "Our own"
    return f"{what} of {amount(data, base)} {end}", borne, document(data.get("document"))


def _waived(row: AuditRow, base: str) -> Said:
    data = row.data
    fixed = f" and {amount(data, base, 'compensation')} fixed" if str(data.get("compensation", "0")).strip("0.") else ""
    much = f"Interest of {amount(data, base, 'interest')}{fixed} on {data.get('document', '')}"
    said = {
        "interest.waive": f"{much}: to be given up",
        "interest.approve_waiver": f"{much} given up",
        "interest.end_waiver": f"{much}: the waiver is taken back",
    }
    return said[row.verb], str(data.get("reason", "")), document(data.get("document"))


def _insolvent(row: AuditRow, base: str) -> Said:
    data, number = row.data, str(row.data.get("number", ""))
    said = {
        "insolvencies.open": f"Insolvent since {day(data, 'opened_on')}: {number}",
        "insolvencies.edit": f"{number} changed",
        "insolvencies.file": f"Claims filed in {number}",
        "insolvencies.end": f"{number} is over",
    }
    court = f"{data.get('court', '')}, {data.get('reference', '')}"
    more = str(data.get("reason") or f"{court}; {data.get('percent', '')} % marked for provision")
    return said[row.verb], more, reverse("insolvency", kwargs={"number": number}) if number else ""


def _registered(row: AuditRow, base: str) -> Said:
    data = row.data
    how = "given to the post" if row.verb == "letters.post" else letters.STATES.get(str(data.get("state")), "")
    if row.verb == "letters.correct":
        how = f"put right, {how}"
    said = [
        f"{data.get('carrier', '')} {data.get('tracking', '')}".strip(),
        str(data.get("proof", "")),
        str(data.get("reason", "")),
    ]
    url = reverse("reminder", kwargs={"id": int(data["reminder"])}) if str(data.get("reminder", "")).isdecimal() else ""
    return f"Registered letter {how} on {day(data, 'on')}", ", ".join(one for one in said if one), url


SAID: dict[str, tuple[str, str, Callable[[AuditRow, str], Said]]] = {
    "promises.take": ("promise", "promise", _promised),
    "promises.withdraw": ("promise", "", _ended),
    "collecting.judge": ("promise", "", _judged),
    "plans.agree": ("plan", "", _planned),
    "plans.approve": ("plan", "ok", _ended),
    "plans.end": ("plan", "", _ended),
    "disputes.open": ("dispute", "dispute", _disputed),
    "disputes.move": ("dispute", "dispute", _dispute_moved),
    "disputes.propose": ("dispute", "dispute", _dispute_proposed),
    "disputes.resolve": ("dispute", "ok", _dispute_ended),
    "disputes.withdraw": ("dispute", "", _dispute_ended),
    "interest.waive": ("scale", "", _waived),
    "interest.approve_waiver": ("scale", "ok", _waived),
    "interest.end_waiver": ("scale", "", _waived),
    "activities.log": ("phone", "", _spoken),
    "activities.mail": ("mail", "", _mailed),
    "activities.take_back": ("x", "", _unspoken),
    "dunning.run": ("mail", "", _reminded),
    "dunning.report_text": ("text", "", _arrived),
    "dunning.take_reply": ("text", "", _replied),
    "inbox.take_in": ("mail", "", _came),
    "inbox.assign": ("mail", "", _came),
    "inbox.accept": ("check", "ok", _accepted),
    "followups.set_next": ("snooze", "", _next_up),
    "followups.assign": ("people", "", _assigned),
    "followups.share_out": ("people", "", _assigned),
    "holds.place": ("hold", "", _held),
    "dossiers.propose": ("scale", "", _dossier),
    "dossiers.release": ("send", "bad", _dossier),
    "dossiers.drop": ("x", "", _dossier),
    "dossiers.recall": ("swap", "ok", _dossier),
    "dossiers.close": ("check", "ok", _dossier),
    "letters.post": ("letter", "", _registered),
    "letters.settle": ("letter", "", _registered),
    "letters.correct": ("letter", "", _registered),
    "insolvencies.open": ("alert", "bad", _insolvent),
    "insolvencies.edit": ("alert", "", _insolvent),
    "insolvencies.file": ("send", "", _insolvent),
    "insolvencies.end": ("check", "ok", _insolvent),
    "costs.add": ("scale", "", _cost),
    "costs.remove": ("x", "", _cost),
}
"""Verb -> icon, colour and what says it."""
