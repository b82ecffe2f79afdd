"""Words of the page that a link opens, in the languages that papers speak."""

from __future__ import annotations

from quittance.formats import paper_words

_TABLE = """
for              | for {name} | für {name} | pour {name} | para {name} | voor {name}
by_link          | by secure link | über sicheren Link | par lien sécurisé | por enlace seguro | via beveiligde link
open             | open | offen | à payer | pendiente | open
all_paid         | It is paid. Thank you. | Bezahlt. Vielen Dank. | Réglé. Merci. | Pagado. Gracias. | Betaald. Dank u.
credited         | credited to you | Ihnen gutgeschrieben | portés à votre crédit | abonados a su favor \
| bijgeschreven voor u
reversed         | This document has been taken back. Nothing is to be paid on it. \
| Dieser Beleg wurde zurückgenommen. Darauf ist nichts zu zahlen. \
| Cette pièce a été annulée. Elle n’est pas à régler. | Este documento ha sido anulado. No hay nada que pagar. \
| Dit document is ingetrokken. Er hoeft niets op betaald te worden.
due_on           | It is due on {day}. | Fällig am {day}. | À régler avant le {day}. | Vence el {day}. \
| Te betalen uiterlijk {day}.
was_due          | It was due on {day}. | Es war am {day} fällig. | L’échéance était le {day}. | Venció el {day}. \
| De vervaldag was {day}.
of_total         | of {total} | von {total} | sur {total} | de {total} | van {total}
files            | Files | Dateien | Fichiers | Archivos | Bestanden
offered          | offered | angeboten | proposés | ofertados | aangeboden
until            | The offer holds until {day}. | Das Angebot gilt bis {day}. | L’offre est valable jusqu’au {day}. \
| La oferta es válida hasta el {day}. | Het aanbod geldt tot en met {day}.
expired          | The offer ended on {day}. Ask us for a new one. \
| Das Angebot endete am {day}. Fragen Sie uns nach einem neuen. \
| L’offre a pris fin le {day}. Demandez-nous-en une nouvelle. \
| La oferta terminó el {day}. Pídanos una nueva. | Het aanbod eindigde op {day}. Vraag ons om een nieuw.
accepted         | Accepted on {day} by {name}. | Angenommen am {day} von {name}. | Acceptée le {day} par {name}. \
| Aceptada el {day} por {name}. | Aanvaard op {day} door {name}.
declined         | Declined on {day} by {name}. | Abgelehnt am {day} von {name}. | Refusée le {day} par {name}. \
| Rechazada el {day} por {name}. | Afgewezen op {day} door {name}.
accept           | Accept | Annehmen | Accepter | Aceptar | Aanvaarden
decline          | Decline | Ablehnen | Refuser | Rechazar | Afwijzen
accept_sure      | Accept {number}? | {number} annehmen? | Accepter {number} ? | ¿Aceptar {number}? \
| {number} aanvaarden?
decline_sure     | Decline {number}? | {number} ablehnen? | Refuser {number} ? | ¿Rechazar {number}? \
| {number} afwijzen?
accept_means     | You order what the estimate says, for {total}. \
| Sie bestellen, was im Angebot steht, für {total}. | Vous commandez ce que dit le devis, pour {total}. \
| Pide lo que dice el presupuesto, por {total}. | U bestelt wat in de offerte staat, voor {total}.
decline_means    | We will not invoice it. | Wir stellen es nicht in Rechnung. | Nous ne le facturerons pas. \
| No lo facturaremos. | Wij brengen het niet in rekening.
name             | Your name | Ihr Name | Votre nom | Su nombre | Uw naam
name_needed      | Say who you are. | Nennen Sie Ihren Namen. | Indiquez votre nom. | Indique su nombre. \
| Vul uw naam in.
order            | Your order number, if there is one | Ihre Bestellnummer, falls vorhanden \
| Votre numéro de commande, s’il y en a un | Su número de pedido, si lo hay | Uw bestelnummer, als dat er is
reason           | Why, if you like to say | Warum, wenn Sie mögen | Pourquoi, si vous le souhaitez \
| Por qué, si lo desea | Waarom, als u dat wilt zeggen
back             | Back | Zurück | Retour | Volver | Terug
refused_now      | It cannot be done now: somebody has decided already, or the offer has ended. \
| Das geht jetzt nicht: Es ist schon entschieden, oder das Angebot ist beendet. \
| Ce n’est plus possible : la décision est prise ou l’offre a pris fin. \
| Ya no es posible: ya está decidido o la oferta ha terminado. \
| Dat kan nu niet: er is al beslist, of het aanbod is afgelopen.
xml              | E-invoice | E-Rechnung | Facture électronique | Factura electrónica | E-factuur
parts            | Parts | Raten | Échéances | Plazos | Termijnen
pages            | This paper has many pages. Open the PDF. | Dieser Beleg hat viele Seiten. Öffnen Sie das PDF. \
| Cette pièce a beaucoup de pages. Ouvrez le PDF. | Este documento tiene muchas páginas. Abra el PDF. \
| Dit document heeft veel pagina’s. Open de pdf.
only             | Only {number} is visible here. The link opens until {day}. \
| Nur {number} ist hier zu sehen. Der Link gilt bis {day}. \
| Seul {number} est visible ici. Le lien est valable jusqu’au {day}. \
| Aquí solo se ve {number}. El enlace es válido hasta el {day}. \
| Hier is alleen {number} te zien. De link werkt tot {day}.
"""
WORDS = paper_words.read(_TABLE)
"""Language -> key -> words; {names} are filled in by `str.format`."""
