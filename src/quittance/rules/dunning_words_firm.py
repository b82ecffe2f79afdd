"""The built-in wording of firm reminders and of formal notices in five languages."""

from __future__ import annotations

FIRM_AND_FORMAL = """
firm en
{invoices}: expected on {due}
Dear {name},

{amount} for {invoices} has not reached us; it was due on {due}.
We wrote on {unanswered} and have had no answer.

Which payment run will it be in? If something is wrong with it, tell us now and we stop asking for that part.
Late interest up to today: {interest}.
Reminder fee: {fee}.

{law}

Kind regards
{owner}
{company}
==
firm de
{invoices}: erwartet am {due}
Guten Tag {name},

der Betrag von {amount} für {invoices} ist nicht bei uns eingegangen; fällig war er am {due}.
Wir haben am {unanswered} geschrieben und keine Antwort erhalten.

In welchem Zahllauf ist der Betrag enthalten? Stimmt etwas nicht, sagen Sie es uns jetzt; nach diesem Teil fragen \
wir dann nicht weiter.
Verzugszinsen bis heute: {interest}.
Mahngebühr: {fee}.

{law}

Mit freundlichen Grüßen
{owner}
{company}
==
firm fr
{invoices} : attendu le {due}
Bonjour {name},

Le montant de {amount} pour {invoices} ne nous est pas parvenu ; l’échéance était le {due}.
Nous vous avons écrit le {unanswered}, sans réponse à ce jour.

Dans quelle campagne de paiement ce montant figure-t-il ? Si quelque chose ne va pas, dites-le-nous maintenant ; \
nous suspendons nos rappels pour cette partie.
Intérêts de retard à ce jour : {interest}.
Frais de rappel : {fee}.

{law}

Cordialement
{owner}
{company}
==
firm es
{invoices}: esperado el {due}
Estimado/a {name}:

El importe de {amount} por {invoices} no nos ha llegado; venció el {due}.
Le escribimos el {unanswered} y no hemos recibido respuesta.

¿En qué remesa de pagos estará incluido? Si algo no es correcto, díganoslo ahora; dejaremos de reclamar esa parte.
Intereses de demora hasta hoy: {interest}.
Gastos de reclamación: {fee}.

{law}

Un cordial saludo
{owner}
{company}
==
firm nl
{invoices}: verwacht op {due}
Beste {name},

Het bedrag van {amount} voor {invoices} hebben wij niet ontvangen; het verviel op {due}.
Wij schreven op {unanswered} en kregen geen antwoord.

In welke betaalronde zit het bedrag? Klopt er iets niet, vertel het ons nu; naar dat deel vragen wij dan niet verder.
Rente tot vandaag: {interest}.
Aanmaningskosten: {fee}.

{law}

Met vriendelijke groet
{owner}
{company}
==
formal en
Formal notice: {invoices}
Dear {name},

{amount} is still open: {invoices}, due since {due}.
We have reminded you of it, last on {last}.
Late interest up to today: {interest}.
Fee of this notice: {fee}.

We ask you to pay the whole amount within ten days of the date of this letter. After that we will hand the matter \
over for collection without further notice.

If you dispute a part of it, tell us within the same time which part and why, and pay the rest.

{law}

Yours sincerely
{owner}
{company}
==
formal de
Mahnung: {invoices}
Guten Tag {name},

es sind noch {amount} offen: {invoices}, fällig seit {due}.
Daran haben wir Sie erinnert, zuletzt am {last}.
Verzugszinsen bis heute: {interest}.
Gebühr dieser Mahnung: {fee}.

Wir bitten Sie, den gesamten Betrag innerhalb von zehn Tagen nach dem Datum dieses Schreibens zu zahlen. Danach \
geben wir die Sache ohne weitere Ankündigung zur Beitreibung weiter.

Bestreiten Sie einen Teil, teilen Sie uns in derselben Frist mit, welchen und warum, und zahlen Sie den Rest.

{law}

Mit freundlichen Grüßen
{owner}
{company}
==
formal fr
Mise en demeure : {invoices}
Bonjour {name},

À ce jour, {amount} restent dus : {invoices}, échéance du {due}.
Nous vous l’avons rappelé, en dernier lieu le {last}.
Intérêts de retard à ce jour : {interest}.
Frais de la présente : {fee}.

Nous vous mettons en demeure de régler la totalité dans les dix jours suivant la date de ce courrier. Passé ce \
délai, le dossier sera transmis au recouvrement sans autre avis.

Si vous contestez une partie de cette somme, indiquez-nous dans le même délai laquelle et pourquoi, et réglez le \
reste.

{law}

Veuillez agréer nos salutations distinguées
{owner}
{company}
==
formal es
Requerimiento de pago: {invoices}
Estimado/a {name}:

Siguen pendientes {amount}: {invoices}, con vencimiento el {due}.
Se lo hemos recordado, la última vez el {last}.
Intereses de demora hasta hoy: {interest}.
Gastos de este requerimiento: {fee}.

Le requerimos el pago íntegro en el plazo de diez días desde la fecha de esta carta. Transcurrido ese plazo, \
encargaremos el cobro sin más aviso.

Si discute una parte, indíquenos en el mismo plazo cuál y por qué, y pague el resto.

{law}

Atentamente
{owner}
{company}
==
formal nl
Aanmaning: {invoices}
Beste {name},

Er staat nog {amount} open: {invoices}, vervallen sinds {due}.
Wij hebben u daaraan herinnerd, het laatst op {last}.
Rente tot vandaag: {interest}.
Kosten van deze aanmaning: {fee}.

Wij verzoeken u het hele bedrag te betalen binnen tien dagen na de datum van deze brief. Daarna geven wij de zaak \
zonder verdere aankondiging uit handen.

Betwist u een deel, laat ons dan binnen dezelfde termijn weten welk deel en waarom, en betaal de rest.

{law}

Hoogachtend
{owner}
{company}
"""
"""Blocks of tone and language, subject and body, as `dunning_words` reads them."""
