"""The words of every paper in the languages it is written in."""

from __future__ import annotations

from types import MappingProxyType

_TABLE = """
invoice          | Invoice | Rechnung | Facture | Factura | Factuur
credit_note      | Credit note | Gutschrift | Avoir | Nota de abono | Creditnota
debit_note       | Debit note | Belastungsanzeige | Note de débit | Nota de cargo | Debetnota
deposit_invoice  | Deposit invoice | Anzahlungsrechnung | Facture d’acompte | Factura de anticipo | Aanbetalingsfactuur
deposit          | Deposit | Anzahlung | Acompte | Anticipo | Aanbetaling
less_deposit     | Less deposit {number} of {day}, with VAT of {tax} \
| Abzüglich Anzahlung {number} vom {day}, darin USt. {tax} | Moins acompte {number} du {day}, dont TVA {tax} \
| Menos anticipo {number} del {day}, con IVA de {tax} | Af: aanbetaling {number} van {day}, met btw van {tax}
interest         | Interest | Verzugszinsen | Intérêts de retard | Intereses de demora | Rente
reminder         | Reminder | Zahlungserinnerung | Rappel | Recordatorio de pago | Betalingsherinnering
notice           | Formal notice | Mahnung | Mise en demeure | Requerimiento de pago | Aanmaning
interest_note    | Interest note | Zinsrechnung | Note d’intérêts | Nota de intereses | Rentenota
estimate         | Estimate | Angebot | Devis | Presupuesto | Offerte
statement        | Statement | Kontoauszug | Relevé de compte | Extracto de cuenta | Rekeningoverzicht
receipt          | Receipt | Zahlungsbestätigung | Reçu | Recibo | Betalingsbewijs
payment          | Payment | Zahlung | Paiement | Pago | Betaling
transfer         | Payment moved | Umbuchung | Paiement transféré | Pago trasladado | Overboeking
writeoff         | Written off | Ausgebucht | Passé en perte | Cancelado contablemente | Afgeboekt
discount         | Discount | Skonto | Escompte | Descuento por pronto pago | Betalingskorting
refund           | Refund | Rückzahlung | Remboursement | Reembolso | Terugbetaling
reversal         | Reversal | Storno | Annulation | Anulación | Storno
fx               | Exchange difference | Kursdifferenz | Écart de change | Diferencia de cambio | Koersverschil
deduction        | Deduction | Abzug | Déduction | Deducción | Inhouding
to               | For | An | Pour | Para | Aan
attention        | Attn. | z. Hd. | À l’attention de | A la atención de | T.a.v.
customer         | Customer | Kundennummer | Client n° | N.º de cliente | Klantnummer
vat_id           | VAT | USt-IdNr. | N° TVA | NIF-IVA | Btw-nr.
tax_number       | Tax number | Steuernummer | N° fiscal | NIF | Fiscaal nr.
invoice_on       | Invoice date | Rechnungsdatum | Date de facture | Fecha de factura | Factuurdatum
delivered_on     | Delivered | Geliefert am | Livré le | Entregado el | Geleverd op
issued_on        | Date | Datum | Date | Fecha | Datum
order            | Your order | Ihre Bestellung | Votre commande | Su pedido | Uw bestelling
reference        | Payment reference | Zahlungsreferenz | Référence de paiement | Referencia de pago | Betalingskenmerk
terms            | Terms | Zahlungsziel | Conditions | Condiciones | Betaalconditie
net_days         | {n} days net | {n} Tage netto | {n} jours net | {n} días netos | {n} dagen netto
at_once          | due on receipt | sofort fällig | à réception | al recibirla | direct bij ontvangst
credits          | Credits invoice | Zu Rechnung | Sur facture | Abona la factura | Bij factuur
adds_to          | Adds to invoice | Zu Rechnung | Sur facture | Sobre la factura | Bij factuur
reversed         | Cancelled on | Storniert am | Annulé le | Anulado el | Geannuleerd op
valid_until      | Valid until | Gültig bis | Valable jusqu’au | Válido hasta | Geldig tot en met
total            | Total | Gesamtbetrag | Total | Total | Totaal
accept           | To accept, sign this estimate and send it back, or simply answer quoting {number}. \
| Zur Annahme senden Sie dieses Angebot unterschrieben zurück, oder antworten Sie einfach unter Angabe von {number}. \
| Pour accepter, renvoyez ce devis signé, ou répondez simplement en rappelant {number}. \
| Para aceptar, devuelva este presupuesto firmado, o responda simplemente indicando {number}. \
| Gaat u akkoord, stuur deze offerte dan getekend terug, of antwoord eenvoudig met vermelding van {number}.
pay_by           | Please pay by | Zahlbar bis | À payer avant le | Pagar antes del | Te betalen voor
amount           | Amount | Betrag | Montant | Importe | Bedrag
amount_part      | Amount, part 1 of {n} | Betrag, Rate 1 von {n} | Montant, échéance 1 sur {n} \
| Importe, plazo 1 de {n} | Bedrag, termijn 1 van {n}
pay_to           | To | Auf Konto | Sur le compte | A la cuenta | Op rekening
quote            | Quote | Bitte angeben | À rappeler | Indicar | Vermeld
credited         | Credited | Gutgeschrieben | Montant crédité | Abonado | Gecrediteerd
item             | Item | Position | Désignation | Concepto | Omschrijving
quantity         | Quantity | Menge | Quantité | Cantidad | Aantal
price            | Price | Einzelpreis | Prix unitaire | Precio | Prijs
vat              | VAT | USt. | TVA | IVA | Btw
net              | Net | Nettobetrag | Total HT | Base imponible | Netto
vat_on           | VAT {rate} on {net} | USt. {rate} auf {net} | TVA {rate} sur {net} | IVA {rate} sobre {net} \
| Btw {rate} over {net}
vat_none         | No VAT on {net} | Keine USt. auf {net} | Sans TVA sur {net} | Sin IVA sobre {net} \
| Geen btw over {net}
vat_told         | VAT in {currency}: | USt. in {currency}: | TVA en {currency} : | IVA en {currency}: \
| Btw in {currency}:
vat_inside       | Prices include VAT. | Preise inklusive USt. | Prix TVA comprise. | Precios con IVA incluido. \
| Prijzen inclusief btw.
lines            | Lines | Positionen | Lignes | Conceptos | Regels
less             | {part} discount | {part} Rabatt | {part} de remise | {part} de descuento | {part} korting
reverse_charge   | Reverse charge | Steuerschuldnerschaft des Leistungsempfängers | Autoliquidation \
| Inversión del sujeto pasivo | Btw verlegd
export           | Export outside the EU | Steuerfreie Ausfuhrlieferung | Exportation hors de l’UE \
| Exportación fuera de la UE | Uitvoer buiten de EU
intra_community  | Intra-community supply | Innergemeinschaftliche Lieferung | Livraison intracommunautaire \
| Entrega intracomunitaria | Intracommunautaire levering
not_subject      | Not subject to VAT | Nicht steuerbar | Hors champ de la TVA | No sujeto a IVA | Buiten de btw-heffing
to_pay           | To pay | Zu zahlen | À payer | Total a pagar | Te betalen
as_agreed        | As agreed | Wie vereinbart | Selon accord | Según lo acordado | Zoals afgesproken
early            | {percent} off until {day}: | {percent} Skonto bis {day}: | Escompte de {percent} jusqu’au {day} : \
| {percent} de descuento hasta el {day}: | {percent} korting tot en met {day}:
early_pay        | then {amount} settles it. | dann sind {amount} zu zahlen. | {amount} soldent alors la facture. \
| entonces bastan {amount}. | dan volstaat {amount}.
part             | Part {n}: | Rate {n}: | Échéance {n} : | Plazo {n}: | Termijn {n}:
part_due         | {amount} by {day}. | {amount} bis {day}. | {amount} avant le {day}. | {amount} hasta el {day}. \
| {amount} uiterlijk {day}.
how              | How to pay | So zahlen Sie | Comment payer | Cómo pagar | Hoe te betalen
scan             | Scan | Scannen | Scannez | Escanee | Scan
scan_text        | the code in your banking app; amount and reference are filled in. \
| Sie den Code in Ihrer Banking-App; Betrag und Referenz sind ausgefüllt. \
| le code dans votre application bancaire ; montant et référence sont remplis. \
| el código en la aplicación de su banco; importe y referencia ya figuran. \
| de code in uw bankapp; bedrag en kenmerk zijn ingevuld.
send             | Transfer | Überweisen | Virez | Transfiera | Maak over
send_text        | to {account}, quoting {number}. | Sie auf {account} mit dem Verwendungszweck {number}. \
| sur le compte {account} en rappelant {number}. | a la cuenta {account} indicando {number}. \
| naar {account} onder vermelding van {number}.
ask              | Questions | Fragen | Questions | Preguntas | Vragen
page             | Page {page} of {pages} | Seite {page} von {pages} | Page {page} sur {pages} \
| Página {page} de {pages} | Pagina {page} van {pages}
carried          | Carried over | Übertrag | À reporter | Suma y sigue | Transport
document         | Document | Beleg | Pièce | Documento | Document
due              | Due | Fällig | Échéance | Vencimiento | Vervalt
open             | Open | Offen | Solde dû | Pendiente | Open
balance          | Balance | Saldo | Solde | Saldo | Saldo
late_sum         | Past due | Überfällig | Échu | Vencido | Vervallen
accounts         | Accounts | Konten | Comptes | Cuentas | Rekeningen
balance_in       | Balance, {currency} | Saldo, {currency} | Solde, {currency} | Saldo, {currency} | Saldo, {currency}
balance_on       | Balance before {day} | Saldo vor dem {day} | Solde avant le {day} | Saldo antes del {day} \
| Saldo voor {day}
forward          | Balance brought forward | Saldovortrag | Report à nouveau | Saldo anterior | Beginsaldo
past_due         | Past due, please pay now | Überfällig, bitte jetzt zahlen | Échu, à régler maintenant \
| Vencido, rogamos su pago | Vervallen, graag nu betalen
not_due          | Not yet due | Noch nicht fällig | Non échu | No vencido | Nog niet vervallen
credit           | Credit to use | Verfügbares Guthaben | Avoir disponible | Saldo a su favor | Te verrekenen tegoed
late             | {n} days late | {n} Tage überfällig | {n} jours de retard | {n} días de retraso | {n} dagen te laat
late_one         | 1 day late | 1 Tag überfällig | 1 jour de retard | 1 día de retraso | 1 dag te laat
by_age           | By age | Nach Alter | Par ancienneté | Por antigüedad | Naar ouderdom
days             | {from} – {to} days | {from} – {to} Tage | {from} – {to} jours | {from} – {to} días \
| {from} – {to} dagen
over             | Over {n} days | Über {n} Tage | Plus de {n} jours | Más de {n} días | Meer dan {n} dagen
nothing          | Nothing is open. | Es ist nichts offen. | Rien n’est dû. | No hay nada pendiente. \
| Er staat niets open.
thanks           | If you have paid since, thank you, and please leave this aside. \
| Falls Sie inzwischen gezahlt haben, danken wir Ihnen; bitte lassen Sie dieses Schreiben dann außer Acht. \
| Si vous avez réglé entre-temps, merci de ne pas tenir compte de ce relevé. \
| Si ya ha pagado, gracias; no tenga en cuenta este extracto. \
| Hebt u intussen betaald, dank u; beschouw dit overzicht dan als niet verzonden.
recorded         | Recorded up to {day}. | Gebucht bis {day}. | Enregistré jusqu’au {day}. \
| Registrado hasta el {day}. | Geboekt tot en met {day}.
mail_subject     | {title} {number} from {company} | {title} {number} von {company} | {title} {number} de {company} \
| {title} {number} de {company} | {title} {number} van {company}
mail_hello       | Dear customer, | Guten Tag, | Bonjour, | Estimado cliente: | Geachte klant,
mail_attached    | Please find attached: {title} {number}. | anbei erhalten Sie: {title} {number}. \
| Veuillez trouver ci-joint : {title} {number}. | Adjuntamos: {title} {number}. \
| In de bijlage vindt u: {title} {number}.
mail_link        | See it online | Online ansehen | Voir en ligne | Ver en línea | Online bekijken
mail_links       | See each online, or say there what is wrong with it \
| Online ansehen, oder dort sagen, was nicht stimmt \
| Voir chacune en ligne, ou y signaler une erreur | Ver cada una en línea, o decir allí qué no es correcto \
| Elk online bekijken, of daar zeggen wat er niet klopt
mail_bye         | Kind regards | Mit freundlichen Grüßen | Cordialement | Un cordial saludo | Met vriendelijke groet
received_on      | Received on | Eingegangen am | Reçu le | Recibido el | Ontvangen op
method           | Method | Zahlungsart | Mode de paiement | Forma de pago | Betaalwijze
payer            | Paid by | Gezahlt von | Payé par | Pagado por | Betaald door
paid             | Received with thanks | Dankend erhalten | Reçu avec nos remerciements | Recibido, gracias \
| In dank ontvangen
used             | Used for | Verrechnet mit | Imputé sur | Aplicado a | Verrekend met
allocated        | Allocated | Verrechnet | Imputé | Aplicado | Verrekend
left             | Left to use | Noch verfügbar | Reste disponible | Disponible | Nog te verrekenen
"""
LANGUAGES = ("en", "de", "fr", "es", "nl")


def read(table: str) -> dict[str, MappingProxyType[str, str]]:
    """Language -> key -> words of such a table, in which every row has all languages."""
    made: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
    for line in table.strip().split("\n"):
        key, *said = (part.strip() for part in line.split("|"))
        assert len(said) == len(LANGUAGES), key
        for language, words in zip(LANGUAGES, said, strict=True):
            made[language][key] = words
    return {language: MappingProxyType(words) for language, words in made.items()}


WORDS = read(_TABLE)
"""Language -> key -> words; {names} are filled in by `str.format`."""
