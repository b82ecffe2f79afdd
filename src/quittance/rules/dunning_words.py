"""The built-in wording of reminders: five tones in five languages, written to be answered rather than feared."""

from __future__ import annotations

from quittance.rules.dunning_words_firm import FIRM_AND_FORMAL

_TABLE = """
kind en
{invoices}: due on {due}
Dear {name},

A short note ahead of time: {amount} for {invoices} is due on {due}. If everything is in order, there is nothing to do.

Is something missing, such as an order number or a delivery note? Tell us now and we will send it.

Kind regards
{owner}
{company}
==
kind de
{invoices}: fällig am {due}
Guten Tag {name},

ein kurzer Hinweis vorab: Am {due} werden {amount} für {invoices} fällig. Ist alles in Ordnung, brauchen Sie nichts \
zu tun.

Fehlt Ihnen etwas, etwa eine Bestellnummer oder ein Lieferschein? Sagen Sie es uns jetzt, wir schicken es Ihnen.

Mit freundlichen Grüßen
{owner}
{company}
==
kind fr
{invoices} : échéance le {due}
Bonjour {name},

Un petit mot à l’avance : le montant de {amount} pour {invoices} arrive à échéance le {due}. Si tout est en ordre, \
vous n’avez rien à faire.

Vous manque-t-il quelque chose, un numéro de commande ou un bon de livraison ? Dites-le-nous et nous vous \
l’enverrons.

Cordialement
{owner}
{company}
==
kind es
{invoices}: vence el {due}
Estimado/a {name}:

Un breve aviso con antelación: el importe de {amount} por {invoices} vence el {due}. Si todo está en orden, no tiene \
que hacer nada.

¿Le falta algo, como un número de pedido o un albarán? Díganoslo ahora y se lo enviaremos.

Un cordial saludo
{owner}
{company}
==
kind nl
{invoices}: vervalt op {due}
Beste {name},

Een kort bericht vooraf: het bedrag van {amount} voor {invoices} vervalt op {due}. Als alles in orde is, hoeft u \
niets te doen.

Ontbreekt er iets, zoals een bestelnummer of een pakbon? Laat het nu weten, dan sturen wij het toe.

Met vriendelijke groet
{owner}
{company}
==
friendly en
{invoices}: has it been overlooked?
Dear {name},

{amount} for {invoices} was due on {due}, and we have not seen it come in yet. It may simply have been overlooked.

Please let us know on which day you will pay. If something is wrong with it, tell us what; we stop asking until it \
is settled.

If you have paid in the meantime, thank you, and please leave this aside.

Kind regards
{owner}
{company}
==
friendly de
{invoices}: übersehen?
Guten Tag {name},

am {due} waren {amount} für {invoices} fällig, und wir haben noch keinen Eingang gesehen. Vielleicht ist es nur \
übersehen worden.

Bitte sagen Sie uns, an welchem Tag Sie zahlen. Stimmt etwas nicht, nennen Sie uns den Grund; bis zur Klärung \
fragen wir nicht weiter.

Falls Sie inzwischen gezahlt haben, danken wir Ihnen; bitte lassen Sie dieses Schreiben dann außer Acht.

Mit freundlichen Grüßen
{owner}
{company}
==
friendly fr
{invoices} : un simple oubli ?
Bonjour {name},

Le montant de {amount} pour {invoices} était à régler le {due} et nous n’avons pas encore vu le règlement. Il s’agit \
peut-être d’un simple oubli.

Merci de nous indiquer le jour de votre paiement. Si quelque chose ne va pas, dites-nous quoi ; nous suspendons nos \
rappels le temps de le régler.

Si vous avez réglé entre-temps, merci de ne pas tenir compte de ce message.

Cordialement
{owner}
{company}
==
friendly es
{invoices}: ¿se ha pasado por alto?
Estimado/a {name}:

El importe de {amount} por {invoices} venció el {due} y todavía no hemos visto el pago. Quizá simplemente se haya \
pasado por alto.

Díganos, por favor, qué día va a pagar. Si algo no es correcto, indíquenoslo; no volveremos a preguntar hasta \
aclararlo.

Si ya ha pagado, gracias; no tenga en cuenta este mensaje.

Un cordial saludo
{owner}
{company}
==
friendly nl
{invoices}: over het hoofd gezien?
Beste {name},

Het bedrag van {amount} voor {invoices} verviel op {due} en wij hebben de betaling nog niet gezien. Misschien is \
het over het hoofd gezien.

Wilt u ons laten weten op welke dag u betaalt? Klopt er iets niet, vertel ons wat; wij vragen niet verder tot het \
is opgelost.

Hebt u intussen betaald, dank u; beschouw dit bericht dan als niet verzonden.

Met vriendelijke groet
{owner}
{company}
==
thanks en
Thank you for your payment
Dear {name},

Your payment for {invoices} has arrived. Thank you.

Kind regards
{owner}
{company}
==
thanks de
Danke für Ihre Zahlung
Guten Tag {name},

Ihre Zahlung für {invoices} ist eingegangen. Vielen Dank.

Mit freundlichen Grüßen
{owner}
{company}
==
thanks fr
Merci pour votre paiement
Bonjour {name},

Votre paiement pour {invoices} nous est parvenu. Merci.

Cordialement
{owner}
{company}
==
thanks es
Gracias por su pago
Estimado/a {name}:

Su pago por {invoices} ha llegado. Gracias.

Un cordial saludo
{owner}
{company}
==
thanks nl
Dank voor uw betaling
Beste {name},

Uw betaling voor {invoices} is binnen. Dank u wel.

Met vriendelijke groet
{owner}
{company}
"""


def _read() -> dict[tuple[str, str], tuple[str, str]]:
    made = {}
    for block in (*_TABLE.strip().split("\n==\n"), *FIRM_AND_FORMAL.strip().split("\n==\n")):
        head, subject, body = block.split("\n", maxsplit=2)
        tone, language = head.split()
        made[tone, language] = (subject, body)
    return made


WORDING = _read()
"""Tone and language -> subject and body; words in braces are filled when the message is sent."""

ALL = {"en": "customer", "de": "Kunde", "fr": "client", "es": "cliente", "nl": "klant"}
"""How a customer is addressed where no person is known."""
MORE = {"en": "and {n} more", "de": "und {n} weitere", "fr": "et {n} autres", "es": "y {n} más", "nl": "en {n} andere"}
"""Behind the first documents of a long list."""

LEFT_OUT = {
    "en": "What is disputed, agreed otherwise or already paid is left out.",
    "de": "Was strittig, anders vereinbart oder schon gezahlt ist, ist nicht enthalten.",
    "fr": "Ce qui est contesté, convenu autrement ou déjà payé n’est pas compris.",
    "es": "Lo que está en disputa, acordado de otro modo o ya pagado no está incluido.",
    "nl": "Wat betwist, anders afgesproken of al betaald is, is niet meegerekend.",
}
"""Below a list of which less is asked for than is open."""

AND_LATER = {
    "en": "{day} and later",
    "de": "{day} und später",
    "fr": "{day} et après",
    "es": "{day} y después",
    "nl": "{day} en later",
}
"""When more than one day was meant: the first of them."""

OF_WHICH = {
    "en": "{total}, of which {fixed} fixed compensation",
    "de": "{total}, davon {fixed} Pauschale",
    "fr": "{total}, dont {fixed} d’indemnité forfaitaire",
    "es": "{total}, de los cuales {fixed} de compensación fija",
    "nl": "{total}, waarvan {fixed} vaste vergoeding",
}
"""What late debts have earned, where a law adds a fixed sum."""
