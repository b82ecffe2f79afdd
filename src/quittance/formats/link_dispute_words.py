"""Words of objections on the page that a link opens, in the languages that papers speak."""

from __future__ import annotations

from quittance.formats import paper_words

_TABLE = """
objections       | Your objections | Ihre Einwände | Vos contestations | Sus objeciones | Uw bezwaren
object           | Something is wrong | Etwas stimmt nicht | Signaler une erreur | Algo no es correcto \
| Er klopt iets niet
object_sure      | What is wrong with {number}? | Was stimmt nicht an {number}? \
| Qu’est-ce qui ne va pas avec {number} ? \
| ¿Qué no es correcto en {number}? | Wat klopt er niet aan {number}?
object_means     | We do not ask for the part that you object to until we have answered. The rest stays due. \
| Was Sie beanstanden, fordern wir nicht ein, bis wir geantwortet haben. Der Rest bleibt fällig. \
| Nous ne réclamons pas la part contestée avant de vous avoir répondu. Le reste demeure exigible. \
| No reclamamos la parte objetada hasta haberle respondido. El resto sigue venciendo. \
| Het deel waartegen u bezwaar maakt, vragen wij niet tot we hebben geantwoord. De rest blijft verschuldigd.
why              | What it is | Worum es geht | De quoi il s’agit | De qué se trata | Waar het om gaat
about            | Which part | Welcher Teil | Quelle partie | Qué parte | Welk deel
whole            | All that is open, {amount} | Alles, was offen ist, {amount} | Tout ce qui reste dû, {amount} \
| Todo lo pendiente, {amount} | Alles wat openstaat, {amount}
say              | What happened | Was geschehen ist | Ce qui s’est passé | Qué ha ocurrido | Wat er gebeurd is
show             | A photograph or a paper, if you have one | Ein Foto oder Beleg, falls vorhanden \
| Une photo ou un document, si vous en avez un | Una foto o un documento, si lo tiene \
| Een foto of document, als u dat heeft
show_kinds       | PDF, PNG, JPEG, XLSX, CSV or text, up to 4 MB | PDF, PNG, JPEG, XLSX, CSV oder Text, bis 4 MB \
| PDF, PNG, JPEG, XLSX, CSV ou texte, 4 Mo au plus | PDF, PNG, JPEG, XLSX, CSV o texto, hasta 4 MB \
| Pdf, png, jpeg, xlsx, csv of tekst, tot 4 MB
send             | Send | Absenden | Envoyer | Enviar | Versturen
why_needed       | Choose what it is. | Wählen Sie, worum es geht. | Choisissez de quoi il s’agit. \
| Elija de qué se trata. | Kies waar het om gaat.
say_needed       | Say in a few words what is wrong. | Sagen Sie in wenigen Worten, was nicht stimmt. \
| Dites en quelques mots ce qui ne va pas. | Diga en pocas palabras qué no es correcto. \
| Zeg in een paar woorden wat er niet klopt.
show_refused     | This file cannot be taken. Nothing was sent yet. \
| Diese Datei können wir nicht annehmen. Es wurde noch nichts gesendet. \
| Ce fichier ne peut pas être accepté. Rien n’a encore été envoyé. \
| No podemos aceptar este archivo. Aún no se ha enviado nada. \
| Dit bestand kunnen we niet aannemen. Er is nog niets verstuurd.
object_refused   | It cannot be said now: nothing of it is open, or you have objected already. \
| Das geht jetzt nicht: Es ist nichts mehr offen, oder Ihr Einwand liegt uns schon vor. \
| Ce n’est plus possible : rien ne reste dû ou votre contestation est déjà enregistrée. \
| Ahora no es posible: no queda nada pendiente o su objeción ya consta. \
| Dat kan nu niet: er staat niets meer open, of uw bezwaar is al bekend.
objected         | {amount}, {reason}, since {day} | {amount}, {reason}, seit {day} \
| {amount}, {reason}, depuis le {day} \
| {amount}, {reason}, desde el {day} | {amount}, {reason}, sinds {day}
answer_by        | We answer by {day}. | Wir antworten bis {day}. | Nous répondrons avant le {day}. \
| Responderemos antes del {day}. | We antwoorden uiterlijk {day}.
told_new         | We have your objection and will come back to you. | Ihr Einwand liegt uns vor. Wir melden uns. \
| Nous avons reçu votre contestation et reviendrons vers vous. | Hemos recibido su objeción y le responderemos. \
| We hebben uw bezwaar ontvangen en komen erop terug.
told_review      | We are looking into it. | Wir prüfen es. | Nous l’examinons. \
| Lo estamos revisando. | We zoeken het uit.
told_waiting     | We have asked you something and wait for your answer. \
| Wir haben Sie etwas gefragt und warten auf Ihre Antwort. \
| Nous vous avons posé une question et attendons votre réponse. \
| Le hemos preguntado algo y esperamos su respuesta. | We hebben u iets gevraagd en wachten op uw antwoord.
ended_credit     | You are right: credited with {number}. | Sie haben recht: gutgeschrieben mit {number}. \
| Vous avez raison : avoir {number}. | Tiene razón: abonado con {number}. | U hebt gelijk: gecrediteerd met {number}.
ended_rebill     | Credited with {number} and invoiced anew with {other}. \
| Gutgeschrieben mit {number} und neu berechnet mit {other}. | Avoir {number}, refacturé par {other}. \
| Abonado con {number} y facturado de nuevo con {other}. \
| Gecrediteerd met {number} en opnieuw gefactureerd met {other}.
ended_write_off  | We no longer ask for it. | Wir fordern es nicht mehr ein. | Nous ne le réclamons plus. \
| Ya no lo reclamamos. | We vragen er niet meer om.
ended_reject     | We have looked into it and ask you to pay it. | Wir haben es geprüft und bitten um Zahlung. \
| Après examen, nous vous prions de le régler. | Lo hemos revisado y le rogamos que lo pague. \
| We hebben het uitgezocht en vragen u het te betalen.
ended_settled    | It is settled. | Es ist erledigt. | C’est réglé. | Está resuelto. | Het is afgehandeld.
why_freight      | Freight | Fracht | Frais de port | Portes | Vracht
why_discount     | Discount | Skonto oder Rabatt | Remise ou escompte | Descuento | Korting
why_damage       | Goods damaged or missing | Ware beschädigt oder unvollständig \
| Marchandise abîmée ou manquante | Mercancía dañada o incompleta | Goederen beschadigd of onvolledig
why_price        | The price is wrong | Der Preis stimmt nicht | Le prix est erroné | El precio no es correcto \
| De prijs klopt niet
why_quantity     | The quantity is wrong | Die Menge stimmt nicht | La quantité est erronée \
| La cantidad no es correcta | Het aantal klopt niet
why_order        | Our order number is missing | Unsere Bestellnummer fehlt | Notre numéro de commande manque \
| Falta nuestro número de pedido | Ons bestelnummer ontbreekt
why_duplicate    | Invoiced twice | Doppelt berechnet | Facturé deux fois | Facturado dos veces | Dubbel gefactureerd
why_service      | Not as agreed | Nicht wie vereinbart | Non conforme à l’accord | No como se acordó \
| Niet zoals afgesproken
why_unknown      | Something else | Etwas anderes | Autre chose | Otra cosa | Iets anders
"""
WORDS = paper_words.read(_TABLE)
"""Language -> key -> words; {names} are filled in by `str.format`. `why_`, `told_`, `ended_` go before rules' words."""
