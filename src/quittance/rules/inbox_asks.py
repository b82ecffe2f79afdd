"""The words by which mails in five languages ask for an invoice once more, or to pay a debt in parts."""

from __future__ import annotations

import re

COPY, PLAN = "copy", "plan"

_COPY = {
    "en": r"\b(?:do not|don't|never|have not|haven't|did not|didn't|no|not) (?:\w+ ){0,2}?(?:have|had|receiv\w+|got|"
    r"gotten|"
    r"seen|see|find|found|locate|trace) (?:\w+ ){0,2}?(?:invoices?|inv\b|cop(?:y|ies))|"
    r"\b(?:cannot|can't|unable to) (?:\w+ )?(?:find|locate|trace|see) (?:\w+ ){0,2}?invoices?\b|"
    r"\binvoices?\b.{0,30}\b(?:not on (?:our|the) system|(?:was|were|has been|have been) never received|never "
    r"(?:reached|arrived|received)|not (?:been )?received|seems? to be missing)|"
    r"\b(?:re-?send|send|forward|provide|email|have|let us have)\b.{0,30}\b(?:a |another |an? \w+ )?cop(?:y|ies) of\b|"
    r"\b(?:re-?send|send|forward|provide|email|have) (?:us |me |over )?(?:a |another )(?:pdf |fresh )?copy\b|"
    r"\b(?:re-?send|resubmit) (?:us |me )?(?:the |this |that |these |your )?invoices?\b",
    "de": r"\brechnung\w*\b.{0,60}\b(?:liegt|liegen|lag) (?:uns |mir )?(?:leider )?(?:noch )?(?:nicht|keine) vor|"
    r"\brechnung\w*\b.{0,60}\b(?:nicht|nie) (?:bei uns )?(?:erhalten|eingegangen|angekommen|bekommen|vorliegend|"
    r"auffindbar)|"
    r"\brechnungs?kopien?\b|\b(?:kopie|zweitschrift|duplikat)\b.{0,30}\b(?:der |die )?rechnung|"
    r"\b(?:senden|schicken|zusenden|zuschicken|übersenden)\b.{0,60}\b(?:kopie|zweitschrift|rechnung\w* (?:noch ?mals?|"
    r"erneut))|\b(?:kopie|zweitschrift|rechnung\w* (?:noch ?mals?|erneut))\b.{0,30}\b(?:zu)?(?:senden|schicken)\b|"
    r"\brechnung\w*\b.{0,40}\bunbekannt\b",
    "fr": r"\b(?:pas|jamais) (?:\w+ )?(?:reçu|trouvé|retrouvé)e?s? (?:\w+ ){0,2}?facture|"
    r"\bfactures?\b.{0,40}\b(?:pas|jamais) (?:été )?(?:reçu|parvenu|arrivé)|"
    r"\b(?:copie|duplicata|double) (?:de |d'une )(?:\w+ ){0,2}?factures?|\b(?:envoyer|renvoyer|transmettre|adresser|"
    r"fournir)\b.{0,40}\b(?:une copie|un duplicata)|\brenvoyer\b.{0,40}\bfactures?\b|\bne (?:trouvons|retrouvons) pas\b"
    r".{0,20}\bfactures?\b",
    "es": r"\bno (?:hemos recibido|recibimos|tenemos|encontramos|nos ha llegado|nos consta) (?:\w+ ){0,2}?facturas?\b|"
    r"\bcopia de (?:\w+ ){0,2}?facturas?\b|\b(?:enviar|reenviar|mandar|remitir|envíe|reenvíe|"
    r"mande)\w*\b.{0,40}\b(?:una "
    r"copia|un duplicado)|\b(?:reenviar|reenvíe)\w*\b.{0,30}\bfacturas?\b",
    "nl": r"\bfactu(?:ur|ren)\b.{0,50}\b(?:niet|nooit) (?:\w+ )?(?:ontvangen|binnengekomen|bekend|aangekomen|gezien)|"
    r"\bfactu(?:ur|ren)\b.{0,30}\b(?:bij ons )?onbekend\b|\b(?:kopie|kopiefactuur|afschrift|"
    r"duplicaat)\b.{0,40}\b(?:sturen|"
    r"mailen|toesturen|zenden|factu(?:ur|ren))|\b(?:stuur|sturen|mail)\b.{0,50}\b(?:kopie|kopiefactuur|duplicaat)|"
    r"\bfactu(?:ur|ren) (?:\w+ ){0,2}?(?:opnieuw|nogmaals)\b.{0,30}\b(?:sturen|mailen|toesturen)",
}
_PLAN = {
    "en": r"\b(?:payment|repayment|instal?ment) (?:plan|arrangement|agreement)s?\b|\b(?:in|into|over|by|with) (?:\w+ "
    r"){0,3}?"
    r"(?:monthly |equal |weekly )?instal?ments\b|\bpay\w* (?:\w+ ){0,4}?in (?:parts|stages)\b|\b(?:spread|split|"
    r"stagger) "
    r"(?:\w+ ){0,3}?(?:payments?|balance|amount|cost|debt|it|this)\b|\b(?:need|ask for|request|give us|grant us|"
    r"allow us) "
    r"(?:\w+ ){0,2}?more time to pay\b|\b(?:extension|deferral|deferment) of (?:the )?payment\b|\bpay half\b",
    "de": r"\b(?:raten(?:zahlung(?:en)?|plan|vereinbarung)|teilzahlungen|stundung|zahlungsaufschub|"
    r"zahlungsvereinbarung)\b|\bin (?:\w+ ){0,2}?(?:raten|teilbeträgen)\b|\bhälfte\b.{0,60}\brest\b",
    "fr": r"\béchéancier\b|\béchelonn\w+|\bétaler\b|\bétalement\b|\bdélai (?:de paiement )?supplémentaire\b|\ben "
    r"(?:plusieurs|"
    r"deux|trois|quatre|cinq|six|\d{1,2}) (?:fois|versements|mensualités|échéances|règlements)\b|\bplan (?:de paiement|"
    r"d'apurement)\b|\bmoitié\b.{0,60}\b(?:solde|reste)\b",
    "es": r"\b(?:plan|calendario|aplazamiento|fraccionamiento) de pagos?\b|\baplaza(?:r|miento)\b|\bfraccionar\b|"
    r"\ben (?:varios|"
    r"varias|dos|tres|cuatro|cinco|seis|\d{1,2}) (?:plazos|cuotas|pagos|mensualidades)\b|\bmitad\b.{0,60}\bresto\b",
    "nl": r"\bbetalings?(?:regeling|afspraak|plan)\b|\bafbetalingsregeling\b|\bin (?:\w+ ){0,2}?(?:termijnen|delen)\b|"
    r"\bgespreid\b.{0,20}\bbetal\w+|\buitstel van betaling\b|\bhelft\b.{0,60}\brest\w*\b",
}
_OTHER = re.compile(
    r"\b(?:corrected|amended|revised|new|proper|correct|po\b|purchase order|order number|korrigierte?|berichtigte?|"
    r"korrekte?|bestellnummer|corrigée?|rectifiée?|bon de commande|corregida|rectificativa|número de pedido|"
    r"gecorrigeerde|aangepaste|inkoopnummer|bestelnummer|remittance|statement|price ?list|certificate|insurance|"
    r"contract|quotes?|"
    r"quotation|offer|offerte|devis|preisliste|angebot|vertrag|contrat|contrato|contract|lijst|lista|catalog\w*|"
    r"kontoauszug|relevé|delivery note|lieferschein|bon de livraison|pakbon|albarán|pod)\w*\b",
    re.IGNORECASE,
)
"""Another paper than the one that was sent, which no copy of it answers."""

_OF_MONEY = re.compile(
    r"pay|instal|balance|amount|debt|betal|termijn|rest|zahl|raten|teilbeträg|stundung|régl|règl|échéanc|échelonn|étal|"
    r"versement|apurement|pag|plazos|cuotas|aplaza|fraccion",
    re.IGNORECASE,
)
"""Parts of money, not of a delivery."""

_NO_PLAN = re.compile(
    r"\b(?:no|not|without|kein\w*|ohne|pas|sans|aucun|no queremos|sin|geen|zonder)\s(?:\w+\s){0,2}?"
    r"(?:payment plan|instal?ments|raten\w*|stundung|échéancier|plazos|betalingsregeling|termijnen)\b",
    re.IGNORECASE,
)


def asked(sentence: str, language: str) -> str:
    """What a sentence asks for: a `COPY` of an invoice, or a `PLAN` to pay in parts; "" for neither."""
    if _PLANS[language].search(sentence) and _OF_MONEY.search(sentence) and not _NO_PLAN.search(sentence):
        return PLAN
    return COPY if _COPIES[language].search(sentence) and not _OTHER.search(sentence) else ""


_COPIES = {language: re.compile(words, re.IGNORECASE) for language, words in _COPY.items()}
_PLANS = {language: re.compile(words, re.IGNORECASE) for language, words in _PLAN.items()}
