"""What columns are called: the headers that ledgers, shops and banks write for each field, in many languages."""

from __future__ import annotations

import re
import unicodedata

INVOICE_NUMBER = "invoice_number"
CUSTOMER_NUMBER = "customer_number"
CUSTOMER_NAME = "customer_name"
PAID_ON = "paid_on"
PAYMENT_REFERENCE = "payment_reference"

# Accents, case and signs between words do not matter; «*» stands for words that may come before or after.
_PHRASES: dict[str, str] = {
    INVOICE_NUMBER: (
        "invoice number; invoice no; invoice nr; invoice id; invoice; invoice num; invoice ref; invoice reference; "
        "inv no; inv number; inv id; document number; document no; document id; doc no; doc id; document; bill number; "
        "bill no; voucher no; rechnungsnummer; rechnungsnr; rechnungs nr; rechnung nr; rechnung; re nr; belegnummer; "
        "belegnr; beleg nr; beleg; numero de facture; numero facture; n facture; no facture; facture; piece; "
        "no de piece; factuurnummer; factuurnr; factuur; numero de factura; numero factura; n factura; factura; "
        "folio; numero fattura; n fattura; fattura; numero documento; numero da fatura; fatura; fakturanummer; "
        "fakturanr; faktura nr; faktura; numer faktury; nr faktury; laskun numero; szamla; cislo faktury; "
        "请求书番号; 发票号码; 請求書番号"
    ),
    CUSTOMER_NUMBER: (
        "customer number; customer no; customer nr; customer id; customer; customer code; customer account; "
        "cust number; cust no; cust id; cust; account number; account no; account code; account id; client id; "
        "client number; client no; client code; client; debtor number; debtor no; debtor id; debtor; buyer id; "
        "kundennummer; kundennr; kunden nr; kunde; kdnr; kd nr; debitor; debitorennummer; debitornr; debitoren nr; "
        "numero client; n client; code client; no client; compte client; klantnummer; klantnr; klant; klantcode; "
        "debiteur; debiteurnummer; debiteurnr; codigo cliente; cliente; id cliente; numero cliente; n cliente; "
        "codice cliente; cod cliente; codigo do cliente; kundnummer; kundnr; kund; kundenummer; kontrahent; "
        "nr klienta; asiakasnumero; vevo; cislo zakaznika; 顾客编号; 客户编号; 得意先"
    ),
    CUSTOMER_NAME: (
        "customer name; name; customer full name; company; company name; client name; debtor name; account name; "
        "cust name; name customer; buyer; buyer name; bill to; bill to name; kundenname; firma; name des kunden; "
        "firmenname; nom; nom du client; nom client; raison sociale; societe; naam; klantnaam; bedrijfsnaam; nombre; "
        "nombre del cliente; nombre cliente; razon social; empresa; nome; nome cliente; ragione sociale; "
        "denominazione; nome do cliente; razao social; namn; kundnamn; foretag; navn; kundenavn; nazwa; "
        "nazwa klienta; nimi; 客户名称; 会社名"
    ),
    "issued_on": (
        "issued on; issue date; invoice date; date issued; inv date; document date; doc date; bill date; "
        "date of invoice; date; posting date; created; created on; document create date; rechnungsdatum; "
        "belegdatum; ausstellungsdatum; datum; re datum; date de facture; date facture; date de la facture; "
        "date d emission; date emission; date de piece; factuurdatum; fecha de factura; fecha factura; fecha; "
        "fecha de emision; data fattura; data documento; data; data emissione; data da fatura; data de emissao; "
        "fakturadatum; fakturadato; dato; data faktury; data wystawienia; laskun paivays; datum vystaveni; 发票日期; "
        "請求日"
    ),
    "due_on": (
        "due on; due date; due; date due; payment due; payment due date; due in date; net due date; maturity date; "
        "baseline due date; pay by; falligkeitsdatum; falligkeit; fallig am; fallig; zahlbar bis; nettofalligkeit; "
        "date d echeance; echeance; date echeance; vervaldatum; vervaldag; fecha de vencimiento; vencimiento; "
        "fecha vencimiento; data scadenza; scadenza; data di scadenza; data de vencimento; vencimento; forfallodatum; "
        "forfallodag; forfaldsdato; forfallsdato; termin platnosci; erapaiva; datum splatnosti; 到期日; 支払期限"
    ),
    "goods_on": (
        "goods on; goods received; goods received on; received goods on; delivery date; date of delivery; delivered; "
        "delivered on; lieferdatum; liefertag; geliefert am; leistungsdatum; date de livraison; livre le; leverdatum; "
        "geleverd op; fecha de entrega; entregado el; data di consegna; data consegna; data de entrega; leveransdatum; "
        "leveringsdato; data dostawy"
    ),
    PAID_ON: (
        "paid on; paid date; date paid; payment date; date of payment; clear date; cleared on; cleared; "
        "clearing date; cleared date; settled date; settled on; settlement date; received on; receipt date; "
        "date received; deposit date; value date; booking date; pay date; last payment date; zahlungsdatum; "
        "bezahlt am; ausgleichsdatum; ausgleich; zahldatum; zahlungseingang; wertstellung; valuta; valutadatum; "
        "buchungsdatum; buchungstag; date de paiement; date paiement; paye le; date de reglement; date reglement; "
        "betaaldatum; betaald op; boekdatum; fecha de pago; fecha pago; pagado el; fecha de cobro; data pagamento; "
        "data di pagamento; pagato il; data incasso; data de pagamento; betald; betaldatum; betalingsdato; betalt; "
        "data platnosci; data zaplaty; maksupaiva; 付款日期; 入金日"
    ),
    "total": (
        "total; amount; invoice amount; total amount; gross amount; gross; gross total; grand total; invoice total; "
        "total gross; total incl vat; total incl tax; amount due; total open amount; original amount; inv amount; "
        "document amount; betrag; rechnungsbetrag; bruttobetrag; brutto; gesamtbetrag; summe; gesamt; "
        "betrag brutto; endbetrag; montant; montant ttc; total ttc; montant total; montant de la facture; bedrag; "
        "totaal; totaalbedrag; bedrag incl btw; factuurbedrag; importe; importe total; total factura; monto; "
        "importo; totale; totale fattura; importo totale; totale documento; valor; valor total; montante; belopp; "
        "summa; totalbelopp; belob; belop; i alt; kwota; kwota brutto; wartosc brutto; razem; summa yhteensa; "
        "castka; 金额; 金額"
    ),
    "paid_amount": (
        "paid amount; amount paid; paid; payment amount; received amount; amount received; total paid; "
        "bezahlt; bezahlter betrag; gezahlt; zahlbetrag; montant paye; paye; regle; betaald bedrag; betaald; "
        "importe pagado; pagado; importo pagato; pagato; valor pago; betalt belopp"
    ),
    "amount": (
        "amount; payment amount; amount paid; received; amount received; paid; sum; value; credit; credit amount; "
        "betrag; zahlbetrag; summe; gutschrift betrag; eingang; haben; montant; montant regle; montant paye; bedrag; "
        "bij; importe; importe pagado; abono; monto; importo; avere; accredito; valor; valor pago; belopp; belob; "
        "belop; kwota; castka; total; 金额; 金額"
    ),
    "currency": (
        "currency; currency code; invoice currency; invoice currency code; ccy; curr; cur; document currency; wahrung; "
        "devise; monnaie; valuta; munt; moneda; divisa; moeda; valutakod; valutakode; waluta; mena; 币种; 通貨"
    ),
    "terms": (
        "terms; payment terms; terms of payment; cust payment terms; payment term; zahlungsbedingungen; "
        "zahlungsbedingung; zahlungsziel; conditions de paiement; conditions; betalingsvoorwaarden; betaaltermijn; "
        "condiciones de pago; condizioni di pagamento; pagamento; condicoes de pagamento; betalningsvillkor; "
        "betalingsbetingelser; warunki platnosci"
    ),
    "kind": (
        "kind; type; document type; doc type; invoice type; transaction type; belegart; art; dokumentart; "
        "type de document; type piece; soort; documenttype; tipo; tipo documento; tipo de documento; typ; "
        "typ dokumentu"
    ),
    "purchase_order": (
        "purchase order; po; po number; purchase order number; order number; order no; your reference; customer po; "
        "bestellnummer; bestellnr; bestellung; auftragsnummer; numero de commande; commande; ordernummer; inkooporder; "
        "bestelnummer; pedido; numero de pedido; orden de compra; ordine; numero ordine; ordrenummer; zamowienie"
    ),
    "external_id": "external id; external reference; foreign id; source id; guid; uuid; externe id; id externe",
    "email": (
        "email; e mail; mail; email address; e mail address; customer email; e mail adresse; adresse e mail; courriel; "
        "mailadres; correo; correo electronico; posta elettronica; epost; e post"
    ),
    "country": (
        "country; country code; land; landercode; landcode; pays; code pays; pais; paese; nazione; kraj; land code; "
        "iso country"
    ),
    "language": "language; language code; lang; sprache; sprachcode; langue; taal; idioma; lingua; sprak; jezyk",
    "street": (
        "street; address; street address; address line 1; address 1; strasse; strasse und hausnummer; anschrift; "
        "adresse; rue; adres; straat; direccion; calle; indirizzo; via; endereco; rua; gata; adress; ulica"
    ),
    "postcode": (
        "postcode; postal code; zip; zip code; post code; plz; postleitzahl; code postal; cp; codigo postal; cap; "
        "postnummer; postnr; kod pocztowy"
    ),
    "city": "city; town; place; ort; stadt; ville; plaats; woonplaats; stad; ciudad; poblacion; citta; cidade; miasto",
    "region": "region; state; province; county; bundesland; departement; provincie; provincia; estado; lan; kanton",
    "segment": (
        "segment; customer segment; customer group; customer class; customer category; kundensegment; kundengruppe; "
        "kundenklasse; segment client; groupe client; categorie client; klantsegment; klantgroep; klantcategorie; "
        "segmento; segmento cliente; grupo de clientes; categoria cliente; gruppo clienti; kundsegment; kundgrupp"
    ),
    "parent_number": (
        "parent number; parent; parent id; parent customer; group; head office; group number; konzern; mutter; "
        "hauptkunde; maison mere; moederbedrijf; matriz; capogruppo"
    ),
    "credit_limit": (
        "credit limit; limit; credit line; kreditlimit; kreditlinie; limite de credit; plafond; kredietlimiet; "
        "limite de credito; fido; limite credito; kreditgrans"
    ),
    "vat_id": (
        "vat id; vat number; vat no; vat; tax id; tax number; tin; ust id; ust idnr; umsatzsteuer id; uid; "
        "tva; numero de tva; n tva; tva intracommunautaire; btw nummer; btw nr; nif; cif; nif cif; partita iva; p iva; "
        "nip; momsnummer; cvr"
    ),
    "iban": "iban; bank account; bankkonto; compte bancaire; bankrekening; cuenta bancaria; conto bancario; rekening",
    "n": "n; line; line no; line number; line id; position; pos; zeile; ligne; regel; linea; riga; linha; rad; item no",
    "description": (
        "description; item; item description; article; product; product name; text; details; beschreibung; "
        "bezeichnung; artikel; leistung; libelle; designation; omschrijving; descripcion; concepto; descrizione; "
        "descricao; beskrivning; beskrivelse; opis; nazwa towaru"
    ),
    "quantity": (
        "quantity; qty; units; count; menge; anzahl; stuck; quantite; qte; aantal; cantidad; quantita; qta; "
        "quantidade; antal; antall; ilosc"
    ),
    "unit_price": (
        "unit price; price; rate; unit cost; net price; price per unit; einzelpreis; preis; stuckpreis; prix unitaire; "
        "prix; pu; stukprijs; prijs; eenheidsprijs; precio; precio unitario; prezzo; prezzo unitario; preco; "
        "preco unitario; pris; a pris; cena; cena jednostkowa"
    ),
    "tax_category": "tax category; vat category; tax type; steuerkategorie; steuerart; categorie tva; btw categorie",
    "tax_reason": "tax reason; exemption reason; vat exemption reason; befreiungsgrund; motif exoneration",
    "tax_rate": (
        "tax rate; vat rate; vat; tax; vat percent; tax percent; gst; mwst; ust; mwst satz; steuersatz; ust satz; "
        "tva; taux tva; taux de tva; btw; btw percentage; btw tarief; iva; tipo iva; aliquota; aliquota iva; taxa iva; "
        "moms; momssats; stawka vat"
    ),
    PAYMENT_REFERENCE: (
        "payment reference; payment id; payment no; payment number; payment ref; receipt no; receipt number; "
        "transaction id; transaction reference; transaction no; reference; ref; bank reference; zahlungsreferenz; "
        "zahlungsnummer; zahlung; referenz; buchungsnummer; reference de paiement; reference paiement; "
        "betalingskenmerk; kenmerk; referentie; referencia; referencia de pago; riferimento; riferimento pagamento; "
        "referens; betalingsreferanse"
    ),
    "payer_name": (
        "payer name; payer; paid by; from; sender; remitter; debtor name; counterparty; counterparty name; "
        "auftraggeber; zahler; einzahler; name zahlungspflichtiger; beguenstigter zahlungspflichtiger; "
        "donneur d ordre; payeur; emetteur; betaler; naam tegenpartij; tegenpartij; ordenante; pagador; ordinante; "
        "pagatore; betalare; nadawca"
    ),
    "text": (
        "text; remittance; remittance text; message; memo; note; notes; narrative; details; description; purpose; "
        "verwendungszweck; buchungstext; zahlungszweck; libelle; communication; motif; mededeling; omschrijving; "
        "mededelingen; concepto; descripcion; causale; descrizione; descricao; meddelande; tekst; tytul"
    ),
    "effective_on": (
        "effective on; allocation date; applied on; application date; date applied; date; allocated on; clear date; "
        "ausgleichsdatum; datum; date de lettrage; date; fecha; data"
    ),
}

PHRASES: dict[str, tuple[str, ...]] = {
    field: tuple(phrase.strip() for phrase in phrases.split(";")) for field, phrases in _PHRASES.items()
}
"""Field -> folded headers, the plainest first."""

NOT_THE_TOTAL = frozenset(
    "base net tax vat open outstanding balance paid discount mwst netto steuer ust tva ht restant offen neto iva "
    "imponibile moms local remaining freight shipping days percent rate".split()
)
"""Words in a header that speak of another amount than the whole invoice's."""

_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ı": "i"})
"""Letters that are no letter with an accent to Unicode."""

_SIGNS = re.compile(r"[^\w]+|_+")


def folded(header: str) -> str:
    """Lower case, without accents, single spaces for all signs; "fooBar" counts as two words."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)
    plain = unicodedata.normalize("NFKD", parted).casefold()
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign)).translate(_LETTERS)
    return " ".join(_SIGNS.sub(" ", bare.replace("n°", "no").replace("№", "no")).split())
