"""Words of the papers that go to an agency, a lawyer or a court."""

from __future__ import annotations

from quittance.formats import paper_words

_TABLE = """
dossier          | Dossier | Forderungsakte | Dossier de créance | Expediente de cobro | Vorderingsdossier
draft            | Draft, not handed over | Entwurf, nicht übergeben | Projet, non transmis | Borrador, sin entregar \
| Concept, niet overgedragen
through          | Interest up to | Zinsen bis | Intérêts jusqu’au | Intereses hasta | Rente tot en met
yours            | Your reference | Ihr Zeichen | Votre référence | Su referencia | Uw kenmerk
debtor           | Debtor: | Schuldner: | Débiteur : | Deudor: | Schuldenaar:
creditor         | Creditor: | Gläubiger: | Créancier : | Acreedor: | Schuldeiser:
handed           | Handed over: | Übergeben: | Transmis : | Entregado: | Overgedragen:
handed_text      | {day}, proposed by {proposer}, released by {releaser}. \
| {day}, vorgeschlagen von {proposer}, freigegeben von {releaser}. \
| le {day}, proposé par {proposer}, validé par {releaser}. \
| {day}, propuesto por {proposer}, autorizado por {releaser}. \
| {day}, voorgesteld door {proposer}, vrijgegeven door {releaser}.
principal        | Principal | Hauptforderung | Principal | Principal | Hoofdsom
set_off          | Less credit to be set off | Abzüglich Guthaben | Moins avoir à imputer | Menos saldo a favor \
| Minus te verrekenen tegoed
costs            | Collection costs | Beitreibungskosten | Frais de recouvrement | Gastos de cobro | Incassokosten
interest         | Interest | Zinsen | Intérêts | Intereses | Rente
compensation     | Compensation | Pauschale | Indemnité | Compensación | Vergoeding
total            | Claim | Forderung | Créance | Crédito | Vordering
disputed         | {amount} of it is disputed | davon {amount} bestritten | dont {amount} contesté \
| {amount} en disputa | {amount} daarvan betwist
disputed_all     | Disputed: | Bestritten: | Contesté : | En disputa: | Betwist:
disputed_text    | {amount} of the principal. The files say why. | {amount} der Hauptforderung. Die Akte sagt, warum. \
| {amount} du principal. Les pièces en donnent la raison. | {amount} del principal. El expediente dice por qué. \
| {amount} van de hoofdsom. Het dossier zegt waarom.
by_law           | Interest by: | Zinsen nach: | Intérêts selon : | Intereses según: | Rente volgens:
law_eu           | Directive 2011/7/EU, articles 2, 3 and 6 | Richtlinie 2011/7/EU, Artikel 2, 3 und 6 \
| directive 2011/7/UE, articles 2, 3 et 6 | Directiva 2011/7/UE, artículos 2, 3 y 6 \
| Richtlijn 2011/7/EU, artikelen 2, 3 en 6
law_de           | BGB sections 247 and 288 (2) and (5) | §§ 247 und 288 Abs. 2 und 5 BGB \
| BGB, articles 247 et 288, alinéas 2 et 5 | BGB, artículos 247 y 288, apartados 2 y 5 \
| BGB, artikelen 247 en 288, leden 2 en 5
law_de_consumer  | BGB sections 247 and 288 (1) | §§ 247 und 288 Abs. 1 BGB | BGB, articles 247 et 288, alinéa 1 \
| BGB, artículos 247 y 288, apartado 1 | BGB, artikelen 247 en 288, lid 1
by_contract      | the contract | Vertrag | le contrat | el contrato | het contract
law_contract_eu  | the contract; Directive 2011/7/EU, articles 3 and 6 \
| Vertrag; Richtlinie 2011/7/EU, Artikel 3 und 6 | le contrat ; directive 2011/7/UE, articles 3 et 6 \
| el contrato; Directiva 2011/7/UE, artículos 3 y 6 | het contract; Richtlijn 2011/7/EU, artikelen 3 en 6
how_interest     | How the interest comes about | So kommen die Zinsen zustande | Calcul des intérêts \
| Cálculo de los intereses | Zo komt de rente tot stand
since            | From | Von | Du | Desde | Van
until            | To | Bis | Au | Hasta | Tot
days             | Days | Tage | Jours | Días | Dagen
rate             | Rate | Satz | Taux | Tipo | Tarief
provisional      | Provisional: the rate of this half-year was not published yet, so the last one is used \
| Vorläufig: Der Satz dieses Halbjahrs war noch nicht veröffentlicht, es gilt der letzte \
| Provisoire : le taux de ce semestre n’étant pas encore publié, le dernier est appliqué \
| Provisional: el tipo de este semestre aún no se ha publicado y se aplica el último \
| Voorlopig: het tarief van dit halfjaar was nog niet gepubliceerd, het laatste geldt
on_amount        | On | Auf | Sur | Sobre | Over
contents         | Contents: | Inhalt: | Contenu : | Contenido: | Inhoud:
contents_text    | invoices, deliveries, letters and mails, timeline, statement, and an index with hashes. \
| Rechnungen, Zustellungen, Schreiben und E-Mails, Verlauf, Kontoauszug und ein Verzeichnis mit Prüfsummen. \
| factures, envois, lettres et courriels, chronologie, relevé de compte et index avec empreintes. \
| facturas, envíos, cartas y correos, cronología, extracto e índice con huellas. \
| facturen, verzendingen, brieven en e-mails, verloop, rekeningoverzicht en een index met controlesommen.
claim_list       | Claim in insolvency | Forderungsanmeldung | Déclaration de créances | Comunicación de créditos \
| Indiening van vordering
court            | Court | Gericht | Tribunal | Juzgado | Rechtbank
case             | Case | Aktenzeichen | Procédure | Procedimiento | Zaaknummer
opened           | Opened on | Eröffnet am | Ouverte le | Abierto el | Geopend op
file_by          | File by | Anmeldefrist | À déclarer avant le | Plazo de comunicación | In te dienen voor
administrator    | Administrator | Insolvenzverwalter | Administrateur judiciaire | Administrador concursal | Curator
as_of            | Claims as of: | Forderungen zum: | Créances au : | Créditos a: | Vorderingen per:
as_of_text       | {day}, the day before the opening; interest counts up to it. Debts not due yet are claimed, too. \
| {day}, dem Tag vor der Eröffnung; bis dahin laufen die Zinsen. Noch nicht fällige Forderungen sind enthalten. \
| {day}, veille de l’ouverture ; les intérêts courent jusqu’à ce jour. Les créances non échues sont comprises. \
| {day}, víspera de la apertura; los intereses corren hasta ese día. Se incluyen los créditos no vencidos. \
| {day}, de dag voor de opening; tot dan loopt de rente. Nog niet vervallen vorderingen zijn inbegrepen.
timeline         | Timeline | Verlauf | Chronologie | Cronología | Verloop
what             | What | Was | Fait | Hecho | Wat
delivery         | Sent | Versandt | Envoi | Enviado | Verzonden
letter           | Letter | Brief | Lettre | Carta | Brief
post             | Registered post | Einschreiben | Lettre recommandée | Correo certificado | Aangetekende post
email            | Email | E-Mail | Courriel | Correo | E-mail
call             | Call | Anruf | Appel | Llamada | Telefoongesprek
promise          | Promise to pay | Zahlungszusage | Promesse de paiement | Promesa de pago | Betalingstoezegging
plan             | Payment plan | Ratenplan | Échéancier | Plan de pagos | Betalingsregeling
dispute          | Dispute | Einwand | Contestation | Reclamación | Betwisting
none             | Nothing was recorded. | Es wurde nichts festgehalten. | Rien n’a été enregistré. \
| No hay nada registrado. | Er is niets vastgelegd.
"""

WORDS = paper_words.read(_TABLE)
"""Language -> key -> words; {names} are filled in by `str.format`."""
