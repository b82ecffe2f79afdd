"""Mails in five languages as customers write them on Wednesday, 25 November 2026, and what each proposes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Golden:
    """A mail and what is read of it: kind, day or reason, amount, documents, address and name, as far as it has "
    "them."""

    name: str
    subject: str
    text: str
    reads: tuple[str, ...] = ()
    automatic: bool = False


MAILS = (
    # English
    Golden(
        "a promise with day and amount",
        "Re: Invoice INV-26-00101",
        "Hi Anna,\n\nSorry for the delay. We will pay EUR 1,250.00 for INV-26-00101 on 15 December.\n\nKind "
        "regards,\nTom Hale",
        ("promise 2026-12-15 1250.00 EUR INV-26-00101",),
    ),
    Golden(
        "a promise for Friday",
        "Re: reminder",
        "Payment of INV-26-00102 will be made this Friday, 27 November.\n\nBest,\nTom",
        ("promise 2026-11-27 INV-26-00102",),
    ),
    Golden(
        "the next payment run",
        "Re: overdue invoices",
        "Both invoices are approved and included in our payment run on 3 December 2026.",
        ("promise 2026-12-03",),
    ),
    Golden(
        "the end of the month",
        "Re: account",
        "Hello,\nyou will have the payment by the end of next month.\nThanks\nRita",
        ("promise 2026-12-31",),
    ),
    Golden(
        "within ten days", "Re: INV-26-00107", "We'll transfer the balance within 10 days.", ("promise 2026-12-05",)
    ),
    Golden(
        "a promise under a condition is none",
        "Re: INV-26-00101",
        "If you send us the corrected invoice, we will pay on 15 December.",
    ),
    Golden(
        "a promise without a day is none",
        "Re: INV-26-00101",
        "We will pay this as soon as possible. Thanks for your patience.",
    ),
    Golden("a question promises nothing", "INV-26-00101", "Can we pay on 15 December?"),
    Golden("a no promises nothing", "Re: INV-26-00101", "We cannot pay before 15 December."),
    Golden(
        "a quoted promise is an old one",
        "Re: your call",
        "Thank you, received.\n\nOn Mon, 23 Nov 2026 at 10:12, Billing <billing@company.example> wrote:\n> We will "
        "pay INV-26-00101 on 15 December.\n",
    ),
    Golden(
        "what stands below an answer is not read",
        "Re: your call",
        "Will look into it.\n\nFrom: Billing <billing@company.example>\nSent: Monday, 23 November 2026\nTo: Tom "
        "Hale\nSubject: your call\n\nYou said that you will pay EUR 100.00 on 15 December.",
    ),
    Golden(
        "paid already",
        "Re: Reminder INV-26-00101",
        "Hi,\n\nINV-26-00101 was already paid on 12 November by bank transfer.\n\nRegards\nTom",
        ("paid 2026-11-12 INV-26-00101",),
    ),
    Golden(
        "a figure ends a sentence",
        "Re: reminder",
        "INV-26-00101 was paid on 2026-11-20. Could you check? We will pay INV-26-00102 on 3.12. Sorry.",
        ("paid 2026-11-20 INV-26-00101", "promise 2026-12-03 INV-26-00102"),
    ),
    Golden(
        "paid last week", "Re: reminder", "We have paid both invoices last week, please check your bank.", ("paid",)
    ),
    Golden("not paid is not paid", "Re: INV-26-00101", "This invoice has not been paid because nobody approved it."),
    Golden("to ask whether it was paid is no claim", "INV-26-00101", "Has this been paid?"),
    Golden(
        "damaged goods",
        "INV-26-00102",
        "Two of the pallets on INV-26-00102 arrived damaged, see the photos.",
        ("dispute damage INV-26-00102",),
    ),
    Golden(
        "a wrong price, with the difference",
        "Invoice INV-26-00101",
        "On INV-26-00101 you charged 12.50 instead of 11.20 per box. We were overcharged by EUR 130.00.",
        ("dispute price INV-26-00101",),
    ),
    Golden(
        "overcharged by an amount",
        "INV-26-00101",
        "You overcharged us by EUR 130.00 on INV-26-00101.",
        ("dispute price 130.00 EUR INV-26-00101",),
    ),
    Golden(
        "a missing order number",
        "INV-26-00107",
        "Our system rejects it: the purchase order number is missing on the invoice.",
        ("dispute order",),
    ),
    Golden(
        "invoiced twice",
        "INV-26-00107",
        "It seems INV-26-00107 was invoiced twice, you charged us twice for October.",
        ("dispute duplicate INV-26-00107",),
    ),
    Golden(
        "short delivered",
        "INV-26-00101",
        "We only received 8 of the 10 boxes on INV-26-00101.",
        ("dispute quantity INV-26-00101",),
    ),
    Golden(
        "an invoice that never came is no dispute",
        "Reminder",
        "We have not received this invoice. Please send us a copy.",
        ("copy",),
    ),
    Golden("freight that was not agreed", "INV-26-00102", "The freight charge was not agreed.", ("dispute freight",)),
    Golden(
        "a discount that was forgotten",
        "INV-26-00102",
        "The agreed discount of 3 % has not been applied.",
        ("dispute discount",),
    ),
    Golden("work that is not done", "INV-26-00107", "The installation has not been completed.", ("dispute service",)),
    Golden("a plain dispute", "INV-26-00107", "We dispute invoice INV-26-00107.", ("dispute unknown INV-26-00107",)),
    Golden("a dispute that is over", "INV-26-00107", "The damaged pallet has been replaced, so this is resolved."),
    Golden(
        "one is disputed and one is paid",
        "Your statement",
        "INV-26-00101 was paid on 20 November. For INV-26-00102 the goods arrived broken.",
        ("paid 2026-11-20 INV-26-00101", "dispute damage INV-26-00102"),
    ),
    Golden(
        "out of office until a day",
        "Automatic reply: Invoice INV-26-00101",
        "Thank you for your message. I am out of the office until 7 December. In urgent cases please contact "
        "sue@bright.example.",
        ("away 2026-12-08",),
        automatic=True,
    ),
    Golden(
        "out of office, back on a day",
        "Out of office",
        "I am on annual leave and will be back on Monday, 14 December 2026.",
        ("away 2026-12-14",),
        automatic=True,
    ),
    Golden(
        "a receipt that is sent by itself",
        "We have received your mail",
        "Your request 4711 was received. We will answer by 30 November.",
        automatic=True,
    ),
    Golden(
        "somebody who has left",
        "Re: Reminder",
        "Tom Hale has left the company. Please contact Susan Reed (susan.reed@bright.example) for invoices.",
        ("wrong_contact susan.reed@bright.example Susan Reed",),
    ),
    Golden(
        "not responsible, and nobody named", "Re: Reminder", "I am not responsible for invoices.", ("wrong_contact",)
    ),
    Golden(
        "where invoices go from now on",
        "Re: Reminder",
        "Please send all invoices to ap@bright.example from now on.",
        ("wrong_contact ap@bright.example",),
    ),
    Golden("a thank you", "Re: INV-26-00101", "Thanks, got it!\n\nTom"),
    Golden(
        "a request for a copy",
        "INV-26-00101",
        "Could you please send me a copy of INV-26-00101 dated 12 May 2026?",
        ("copy INV-26-00101",),
    ),
    Golden("an order is no promise", "New order", "Please deliver 20 boxes on 15 December."),
    Golden("how they pay as a rule", "Re: reminder", "Our invoices are paid 60 days from month end."),
    Golden("an answer that is to come", "Re: reminder", "I will chase our director and come back to you on Friday."),
    Golden("what nobody wants", "Re: reminder", "We do not need a payment plan, thank you."),
    # German
    Golden(
        "Überweisung am",
        "AW: Rechnung INV-26-00101",
        "Guten Tag,\n\nwir überweisen den Betrag von 1.250,00 EUR für INV-26-00101 am 15.12.2026.\n\nMit "
        "freundlichen Grüßen\nUte Klein",
        ("promise 2026-12-15 1250.00 EUR INV-26-00101",),
    ),
    Golden(
        "wird überwiesen",
        "AW: Mahnung",
        "Die Rechnung wird am kommenden Freitag überwiesen.\n\nVG\nUte",
        ("promise 2026-11-27",),
    ),
    Golden(
        "Zahlung erfolgt Ende November", "AW: Mahnung", "Die Zahlung erfolgt Ende November.", ("promise 2026-11-30",)
    ),
    Golden(
        "Am 3.12. zahlen wir", "AW: Mahnung", "Am 3.12. zahlen wir INV-26-00102.", ("promise 2026-12-03 INV-26-00102",)
    ),
    Golden("sobald", "AW: Mahnung", "Sobald die Gutschrift da ist, überweisen wir am 15.12. den Rest."),
    Golden("nicht vor", "AW: Mahnung", "Wir können nicht vor dem 15.12. zahlen."),
    Golden(
        "bereits bezahlt",
        "AW: Mahnung",
        "Die Rechnung INV-26-00101 haben wir bereits am 12.11. überwiesen.",
        ("paid 2026-11-12 INV-26-00101",),
    ),
    Golden("wurde beglichen", "AW: Mahnung", "INV-26-00102 wurde letzte Woche beglichen.", ("paid INV-26-00102",)),
    Golden("noch nicht bezahlt", "AW: Mahnung", "Die Rechnung wurde noch nicht bezahlt."),
    Golden("beschädigte Ware", "INV-26-00102", "Die Ware war beschädigt, Fotos anbei.", ("dispute damage",)),
    Golden(
        "falscher Preis", "INV-26-00101", "Der Preis auf INV-26-00101 stimmt nicht.", ("dispute price INV-26-00101",)
    ),
    Golden(
        "Fehlmenge", "INV-26-00101", "Wir haben nur 8 von 10 Kartons, also nur 8 Stück erhalten.", ("dispute quantity",)
    ),
    Golden("Bestellnummer fehlt", "INV-26-00107", "Auf der Rechnung fehlt unsere Bestellnummer.", ("dispute order",)),
    Golden("doppelt berechnet", "INV-26-00107", "Diese Position wurde doppelt berechnet.", ("dispute duplicate",)),
    Golden(
        "nicht einverstanden", "INV-26-00107", "Wir sind mit der Rechnung nicht einverstanden.", ("dispute unknown",)
    ),
    Golden(
        "Rechnung nicht erhalten",
        "AW: Mahnung",
        "Wir haben die Rechnung nicht erhalten, bitte senden Sie uns eine Kopie.",
        ("copy",),
    ),
    Golden(
        "Abwesenheitsnotiz",
        "Abwesenheitsnotiz: Rechnung",
        "Ich bin bis zum 11.12.2026 nicht im Büro. In dringenden Fällen wenden Sie sich an Frau Weber.",
        ("away 2026-12-12",),
        automatic=True,
    ),
    Golden(
        "wieder da",
        "Automatische Antwort: Rechnung",
        "Vielen Dank für Ihre Nachricht. Ich bin im Urlaub und ab 7. Dezember wieder erreichbar.\nIch bin derzeit "
        "nicht erreichbar.",
        ("away 2026-12-07",),
        automatic=True,
    ),
    Golden(
        "nicht mehr im Unternehmen",
        "AW: Mahnung",
        "Herr Meier ist nicht mehr bei uns tätig. Bitte wenden Sie sich an Petra Vogel, petra.vogel@kunde.example.",
        ("wrong_contact petra.vogel@kunde.example Petra Vogel",),
    ),
    # French
    Golden(
        "nous paierons",
        "RE : Facture INV-26-00101",
        "Bonjour,\n\nNous réglerons la facture INV-26-00101 de 1 250,00 € le 15 décembre.\n\nCordialement,\nLuc Martin",
        ("promise 2026-12-15 1250.00 EUR INV-26-00101",),
    ),
    Golden("le virement sera effectué", "RE : relance", "Le virement sera effectué vendredi.", ("promise 2026-11-27",)),
    Golden("fin du mois", "RE : relance", "Le paiement est prévu pour la fin du mois.", ("promise 2026-11-30",)),
    Golden("si vous", "RE : relance", "Si vous nous envoyez l'avoir, nous paierons le 15 décembre."),
    Golden(
        "déjà réglée",
        "RE : relance",
        "La facture INV-26-00102 a déjà été réglée le 12 novembre.",
        ("paid 2026-11-12 INV-26-00102",),
    ),
    Golden("pas encore payée", "RE : relance", "La facture n'a pas encore été payée."),
    Golden("marchandise endommagée", "INV-26-00102", "La marchandise est arrivée endommagée.", ("dispute damage",)),
    Golden(
        "prix incorrect", "INV-26-00101", "Le prix facturé est incorrect : 12,50 au lieu de 11,20.", ("dispute price",)
    ),
    Golden("facturé deux fois", "INV-26-00107", "Cette livraison a été facturée deux fois.", ("dispute duplicate",)),
    Golden(
        "nous contestons", "INV-26-00107", "Nous contestons la facture INV-26-00107.", ("dispute unknown INV-26-00107",)
    ),
    Golden(
        "absence",
        "Réponse automatique : Facture",
        "Bonjour, je suis absent du bureau jusqu'au 4 décembre inclus. Merci.",
        ("away 2026-12-05",),
        automatic=True,
    ),
    Golden(
        "ne travaille plus",
        "RE : relance",
        "Monsieur Petit ne travaille plus chez nous. Veuillez contacter Claire Dubois (claire.dubois@client.example).",
        ("wrong_contact claire.dubois@client.example Claire Dubois",),
    ),
    # Spanish
    Golden(
        "pagaremos",
        "RE: Factura INV-26-00101",
        "Buenos días:\n\nPagaremos la factura INV-26-00101 por 1.250,00 EUR el 15 de diciembre.\n\nUn saludo,\nMarta",
        ("promise 2026-12-15 1250.00 EUR INV-26-00101",),
    ),
    Golden(
        "la transferencia se hará", "RE: recordatorio", "La transferencia se hará el viernes.", ("promise 2026-11-27",)
    ),
    Golden("cuando recibamos", "RE: recordatorio", "Pagaremos el 15 de diciembre si recibimos el abono."),
    Golden(
        "ya está pagada",
        "RE: recordatorio",
        "La factura INV-26-00102 ya está pagada desde el 12 de noviembre.",
        ("paid 2026-11-12 INV-26-00102",),
    ),
    Golden("no está pagada", "RE: recordatorio", "La factura no está pagada todavía."),
    Golden("mercancía dañada", "INV-26-00102", "La mercancía llegó dañada.", ("dispute damage",)),
    Golden("falta el número de pedido", "INV-26-00107", "En la factura falta el número de pedido.", ("dispute order",)),
    Golden("precio acordado", "INV-26-00101", "El precio de la factura no es el acordado.", ("dispute price",)),
    Golden(
        "fuera de la oficina",
        "Respuesta automática: Factura",
        "Estoy fuera de la oficina hasta el 9 de diciembre.",
        ("away 2026-12-10",),
        automatic=True,
    ),
    Golden(
        "ya no trabaja",
        "RE: recordatorio",
        "Luis ya no trabaja aquí. Por favor, escriba a Carmen Ruiz <carmen.ruiz@cliente.example>.",
        ("wrong_contact carmen.ruiz@cliente.example Carmen Ruiz",),
    ),
    # Dutch
    Golden(
        "wij betalen",
        "RE: Factuur INV-26-00101",
        "Beste Anna,\n\nWij betalen factuur INV-26-00101 van € 1.250,00 op 15 december.\n\nMet vriendelijke "
        "groet,\nPiet",
        ("promise 2026-12-15 1250.00 EUR INV-26-00101",),
    ),
    Golden("wordt overgemaakt", "RE: herinnering", "Het bedrag wordt vrijdag overgemaakt.", ("promise 2026-11-27",)),
    Golden("eind deze maand", "RE: herinnering", "De betaling volgt eind deze maand.", ("promise 2026-11-30",)),
    Golden("zodra", "RE: herinnering", "Zodra de creditnota er is, betalen wij op 15 december."),
    Golden(
        "al betaald",
        "RE: herinnering",
        "Factuur INV-26-00102 hebben wij op 12 november al betaald.",
        ("paid 2026-11-12 INV-26-00102",),
    ),
    Golden("nog niet betaald", "RE: herinnering", "De factuur is nog niet betaald."),
    Golden("beschadigde dozen", "INV-26-00102", "Drie dozen zijn beschadigd aangekomen.", ("dispute damage",)),
    Golden("inkoopnummer ontbreekt", "INV-26-00107", "Op de factuur ontbreekt ons inkoopnummer.", ("dispute order",)),
    Golden("dubbel gefactureerd", "INV-26-00107", "Deze levering is dubbel gefactureerd.", ("dispute duplicate",)),
    Golden("niet akkoord", "INV-26-00107", "Wij zijn niet akkoord met deze factuur.", ("dispute unknown",)),
    Golden(
        "afwezig",
        "Automatisch antwoord: Factuur",
        "Ik ben afwezig tot en met 4 december. Op 7 december ben ik weer bereikbaar.",
        ("away 2026-12-05",),
        automatic=True,
    ),
    Golden(
        "werkt niet meer",
        "RE: herinnering",
        "Jan werkt niet meer bij ons. Neem contact op met Els de Vries via els.devries@klant.example.",
        ("wrong_contact els.devries@klant.example Els de Vries",),
    ),
)
