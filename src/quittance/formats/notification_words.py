"""Words of what is told: to people of the company in full, to a customer's own people in their language and no more."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from quittance.formats import paper_words
from quittance.formats.paper_figures import Figures
from quittance.rules import currency as currencies
from quittance.rules import deduction, disputes, topics
from quittance.rules.money import read as read_amount

_STAFF = {
    topics.INVOICE: "Invoice {number} over {money} was issued",
    topics.OVERDUE: "Invoice {number} is {late} late, {money} is open",
    topics.PAYMENT: "{money} came in, payment {reference}",
    topics.RETURNED: "The bank took {money} back, payment {reference}",
    topics.PROMISE: "Promise {number}: {money} by {promised_on}",
    topics.KEPT: "Promise {number} of {money} was kept",
    topics.BROKEN: "Promise {number} of {money} was broken, {received} came in",
    topics.PLAN: "Payment plan {number} over {money} runs",
    topics.PLAN_BROKEN: "Payment plan {number} over {money} was breached, {received} came in",
    topics.DISPUTE: "Dispute {number} over {money} of {document}: {reason}",
    topics.MOVED: "Dispute {number} on {document} is {state}",
    topics.RESOLVED: "Dispute {number} on {document} ended: {way}",
    topics.DEDUCTION: "Deduction of {money} on {document}: {reason}",
    topics.REMINDER: "Reminder {number} went out by {channel}, {money} was asked for",
    topics.NOTICE: "Formal notice {number} went out by {channel}, {money} was asked for",
    topics.ESCALATED: "The account was escalated to {owner}: {reason}",
    topics.HOLD: "Reminders are held back: {reason}",
    topics.RELEASED: "The hold was lifted: {reason}",
    topics.LIMIT: "Invoice {number} took the balance to {money}, above the limit of {limit}",
    topics.DOSSIER: "Dossier {number} over {money} went to {receiver}",
    topics.INSOLVENCY: "Insolvency {number}, {court}, opened on {opened_on}",
    topics.BOUNCED: "Mail to {address} came back",
}
WAYS = {
    deduction.CREDIT: "by a credit note",
    deduction.WRITE_OFF: "by a write-off",
    deduction.REJECT: "rejected",
    deduction.SETTLED: "settled otherwise",
    disputes.REBILL: "by a new invoice",
    disputes.WITHDRAWN: "withdrawn",
}
_TABLE = """
subject          | News about your account with {company} | Neues zu Ihrem Konto bei {company} \
| Du nouveau sur votre compte chez {company} | Novedades de su cuenta con {company} \
| Nieuws over uw rekening bij {company}
intro            | here is what is new on your account: | das ist neu auf Ihrem Konto: \
| voici ce qui est nouveau sur votre compte : | estas son las novedades de su cuenta: \
| dit is er nieuw op uw rekening:
more             | and {n} more | und {n} weitere | et {n} de plus | y {n} más | en nog {n}
stop             | If you do not want these messages any more: | Wenn Sie diese Nachrichten nicht mehr wünschen: \
| Si vous ne souhaitez plus recevoir ces messages : | Si no desea recibir más estos mensajes: \
| Als u deze berichten niet meer wilt ontvangen:
stop_title       | No more of these messages? | Diese Nachrichten abbestellen? | Ne plus recevoir ces messages ? \
| ¿No recibir más estos mensajes? | Deze berichten niet meer ontvangen?
stop_means       | {address} gets no more news by mail from {company}. Invoices and reminders still come. \
| {address} erhält von {company} keine Neuigkeiten mehr per E-Mail. Rechnungen und Erinnerungen kommen weiterhin. \
| {address} ne recevra plus de nouvelles de {company} par courriel. Les factures et les rappels continuent. \
| {address} no recibirá más novedades de {company} por correo. Las facturas y los recordatorios siguen llegando. \
| {address} krijgt geen nieuws meer per e-mail van {company}. Facturen en herinneringen blijven komen.
stop_do          | No more of these | Abbestellen | Ne plus recevoir | No recibir más | Niet meer ontvangen
stopped          | Done. {address} gets no more of these messages. \
| Erledigt. {address} erhält diese Nachrichten nicht mehr. | C’est fait. {address} ne recevra plus ces messages. \
| Hecho. {address} no recibirá más estos mensajes. | Gedaan. {address} krijgt deze berichten niet meer.
invoice          | Invoice {number} over {money} was issued. | Rechnung {number} über {money} wurde gestellt. \
| La facture {number} de {money} a été émise. | Se ha emitido la factura {number} por {money}. \
| Factuur {number} van {money} is verstuurd.
payment          | We have received {money}. Thank you. | Wir haben {money} erhalten. Vielen Dank. \
| Nous avons reçu {money}. Merci. | Hemos recibido {money}. Gracias. | Wij hebben {money} ontvangen. Dank u.
promise          | We have noted that {money} will come by {promised_on}. \
| Wir haben notiert, dass {money} bis zum {promised_on} kommen. \
| Nous avons noté que {money} seront réglés d’ici le {promised_on}. \
| Hemos anotado que {money} llegarán a más tardar el {promised_on}. \
| Wij hebben genoteerd dat {money} uiterlijk op {promised_on} komt.
plan             | Payment plan {number} over {money} is agreed. \
| Die Ratenzahlung {number} über {money} ist vereinbart. | Le plan de paiement {number} de {money} est convenu. \
| El plan de pagos {number} por {money} está acordado. | Betalingsregeling {number} van {money} is afgesproken.
dispute          | We have your objection {number} to {document} over {money}. \
| Wir haben Ihren Einwand {number} zu {document} über {money}. \
| Nous avons reçu votre contestation {number} sur {document} pour {money}. \
| Tenemos su reclamación {number} sobre {document} por {money}. \
| Wij hebben uw bezwaar {number} tegen {document} over {money}.
dispute_moved    | Your objection {number} to {document}: {told} | Ihr Einwand {number} zu {document}: {told} \
| Votre contestation {number} sur {document} : {told} | Su reclamación {number} sobre {document}: {told} \
| Uw bezwaar {number} tegen {document}: {told}
credit           | Your objection {number} to {document} is settled by credit note {credit_number}. \
| Ihr Einwand {number} zu {document} ist durch Gutschrift {credit_number} erledigt. \
| Votre contestation {number} sur {document} est réglée par l’avoir {credit_number}. \
| Su reclamación {number} sobre {document} queda resuelta con el abono {credit_number}. \
| Uw bezwaar {number} tegen {document} is opgelost met creditnota {credit_number}.
rebill           | Your objection {number} to {document} is settled by the new invoice {rebill_number}. \
| Ihr Einwand {number} zu {document} ist durch die neue Rechnung {rebill_number} erledigt. \
| Votre contestation {number} sur {document} est réglée par la nouvelle facture {rebill_number}. \
| Su reclamación {number} sobre {document} queda resuelta con la nueva factura {rebill_number}. \
| Uw bezwaar {number} tegen {document} is opgelost met de nieuwe factuur {rebill_number}.
reject           | We have looked into your objection {number}; {document} stands as it was issued. \
| Wir haben Ihren Einwand {number} geprüft; {document} bleibt wie gestellt. \
| Nous avons examiné votre contestation {number} ; {document} est maintenue. \
| Hemos revisado su reclamación {number}; {document} se mantiene como se emitió. \
| Wij hebben uw bezwaar {number} bekeken; {document} blijft zoals verstuurd.
closed           | Your objection {number} to {document} is closed. \
| Ihr Einwand {number} zu {document} ist abgeschlossen. \
| Votre contestation {number} sur {document} est close. | Su reclamación {number} sobre {document} está cerrada. \
| Uw bezwaar {number} tegen {document} is afgesloten.
"""
WORDS = paper_words.read(_TABLE)
"""Language -> key -> words; {names} are filled in by `str.format`."""

_DAYS = ("promised_on", "opened_on", "until_on")
_AMOUNTS = ("received", "limit")


@dataclass(frozen=True, slots=True)
class Told:
    """What is told: an amount in minor units of `currency` or None, plain facts, and days late where it is late."""

    topic: str
    amount: int | None = None
    currency: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    days: int = 0


def staff(one: Told, figures: Figures) -> str:
    """A sentence for people of the company, without its full stop."""
    return _STAFF[one.topic].format_map(_Named(_named(one, figures))).removesuffix(": ")


def public(one: Told, figures: Figures) -> str:
    """A sentence for the customer's own people in their language: nothing in it is an internal word."""
    words = WORDS[figures.language]
    key = one.topic
    if key == topics.RESOLVED:
        way = one.facts.get("way", "")
        key = way if way in (deduction.CREDIT, disputes.REBILL, deduction.REJECT) else "closed"
    assert one.topic in topics.PUBLIC, one.topic
    return words[key].format_map(_Named(_named(one, figures)))


class _Named(dict[str, str]):
    """A fact that is not there is no word."""

    def __missing__(self, name: str) -> str:
        return ""


def _named(one: Told, figures: Figures) -> dict[str, str]:
    made = dict(one.facts)
    made["money"] = "" if one.amount is None else figures.money(one.amount, one.currency)
    made["late"] = f"{one.days} day{'' if one.days == 1 else 's'}"
    for name in _DAYS:
        if name in made:
            made[name] = figures.short_day(datetime.date.fromisoformat(made[name]))
    for name in _AMOUNTS:
        if name in made and one.currency in currencies.CODES:
            made[name] = figures.money(read_amount(made[name], one.currency), one.currency)
    made["way"] = WAYS.get(made.get("way", ""), made.get("way", ""))
    made["reason"] = _reason(one, made.get("reason", ""))
    made["state"] = disputes.STATES.get(made.get("state", ""), made.get("state", ""))
    return made


def _reason(one: Told, given: str) -> str:
    if one.topic == topics.DEDUCTION:
        return disputes.words(given).lower()
    return disputes.words(given) if one.topic == topics.DISPUTE and given in disputes.REASONS else given
