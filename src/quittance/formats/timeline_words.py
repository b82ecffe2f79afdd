"""What became of things on the timeline of a dossier, in five languages."""

from __future__ import annotations

from quittance.formats import paper_words

_TABLE = """\
for_documents    | for {documents} | zu {documents} | pour {documents} | por {documents} | voor {documents}
by_channel       | {what} by {way} | {what} per {way} | {what} par {way} | {what} por {way} | {what} per {way}
way_email        | email | E-Mail | courriel | correo electrónico | e-mail
way_letter       | letter | Brief | courrier | carta | brief
way_sms          | SMS | SMS | SMS | SMS | sms
way_whatsapp     | WhatsApp | WhatsApp | WhatsApp | WhatsApp | WhatsApp
way_reminder     | phone | Telefon | téléphone | teléfono | telefoon
sent_on          | sent {day} to {address} | versandt {day} an {address} | envoyé {day} à {address} \
| enviado {day} a {address} | verzonden {day} aan {address}
not_arrived      | did not arrive at {address}, {day} | nicht zugestellt an {address}, {day} \
| non parvenu à {address}, {day} | no llegó a {address}, {day} | niet aangekomen bij {address}, {day}
times            | {n} times, until {day} | {n}-mal, bis {day} | {n} fois, jusqu’au {day} | {n} veces, hasta {day} \
| {n} keer, tot {day}
times_day        | {n} times | {n}-mal | {n} fois | {n} veces | {n} keer
payment_returned | returned | zurückgegeben | rejeté | devuelto | teruggeboekt
payment_unallocated | not allocated | nicht zugeordnet | non affecté | sin asignar | niet toegewezen
call_reached     | reached | erreicht | joint | contactado | bereikt
call_no_answer   | no answer | niemand erreicht | sans réponse | sin respuesta | geen gehoor
call_message     | message left | Nachricht hinterlassen | message laissé | mensaje dejado | bericht achtergelaten
call_wrong_number | wrong number | falsche Nummer | mauvais numéro | número equivocado | verkeerd nummer
promise_open     | open | offen | en cours | pendiente | open
promise_kept     | kept | eingehalten | tenue | cumplida | nagekomen
promise_partly   | kept in part | teilweise eingehalten | tenue en partie | cumplida en parte | deels nagekomen
promise_broken   | not kept | nicht eingehalten | non tenue | incumplida | niet nagekomen
promise_lapsed   | nothing left to pay | nichts mehr zu zahlen | plus rien à payer | nada más que pagar \
| niets meer te betalen
promise_withdrawn | withdrawn | zurückgenommen | retirée | retirada | ingetrokken
plan_proposed    | proposed | vorgeschlagen | proposé | propuesto | voorgesteld
plan_active      | running | läuft | en cours | en curso | loopt
plan_kept        | kept | eingehalten | respecté | cumplido | nagekomen
plan_broken      | not kept | nicht eingehalten | non respecté | incumplido | niet nagekomen
plan_ended       | ended | beendet | terminé | terminado | beëindigd
dispute_new      | not decided | nicht entschieden | non tranchée | sin decidir | niet beslist
dispute_review   | not decided | nicht entschieden | non tranchée | sin decidir | niet beslist
dispute_waiting  | waits for the debtor | wartet auf den Schuldner | en attente du débiteur | a la espera del deudor \
| wacht op de schuldenaar
dispute_credit   | credited | gutgeschrieben | créditée | abonada | gecrediteerd
dispute_write_off | not pursued | nicht weiterverfolgt | abandonnée | no reclamada | niet vervolgd
dispute_reject   | rejected | zurückgewiesen | rejetée | rechazada | afgewezen
dispute_settled  | settled | erledigt | réglée | resuelta | afgehandeld
dispute_rebill   | invoiced anew | neu berechnet | refacturée | refacturada | opnieuw gefactureerd
dispute_withdrawn | withdrawn by the debtor | vom Schuldner zurückgenommen | retirée par le débiteur \
| retirada por el deudor | door de schuldenaar ingetrokken
post_under_way   | under way | unterwegs | en cours d’acheminement | en camino | onderweg
post_delivered   | delivered | zugestellt | distribué | entregado | bezorgd
post_returned    | came back | zurückgekommen | revenu | devuelto | teruggekomen
besides          | Besides, not about these claims: | Daneben, ohne Bezug zu diesen Forderungen: \
| Par ailleurs, sans lien avec ces créances : | Además, sin relación con estos créditos: \
| Daarnaast, niet over deze vorderingen:
besides_text     | {list}. The file timeline.csv holds all of it. | {list}. Alles steht in der Datei timeline.csv. \
| {list}. Le fichier timeline.csv contient tout. | {list}. El archivo timeline.csv lo contiene todo. \
| {list}. Het bestand timeline.csv bevat alles.
papers_one       | 1 paper over {amount} | 1 Beleg über {amount} | 1 pièce pour {amount} | 1 documento por {amount} \
| 1 document van {amount}
papers           | {n} papers over {amount} | {n} Belege über {amount} | {n} pièces pour {amount} \
| {n} documentos por {amount} | {n} documenten van {amount}
payments_one     | 1 payment of {amount} | 1 Zahlung über {amount} | 1 paiement de {amount} | 1 pago de {amount} \
| 1 betaling van {amount}
payments         | {n} payments of {amount} | {n} Zahlungen über {amount} | {n} paiements de {amount} \
| {n} pagos de {amount} | {n} betalingen van {amount}
reminders_one    | 1 reminder | 1 Zahlungserinnerung | 1 rappel | 1 recordatorio | 1 herinnering
reminders        | {n} reminders | {n} Zahlungserinnerungen | {n} rappels | {n} recordatorios | {n} herinneringen
"""

WORDS = paper_words.read(_TABLE)
"""Language -> key -> words; {names} are filled in by `str.format`."""
