"""The words by which mails in five languages say why a debt is not owed, by the reasons of disputes."""

from __future__ import annotations

import re

_GOODS = {
    "en": r"(?:goods|items?|units?|pieces|boxes|pallets?|parts|products?|delivery|order|shipment|material)",
    "de": r"(?:ware|artikel|stück|teile|paletten?|kartons?|lieferung|positionen|produkte)",
    "fr": r"(?:marchandises?|articles?|pièces?|palettes?|cartons?|livraison|commande|produits?|colis)",
    "es": r"(?:mercancías?|artículos?|unidades|piezas?|palés?|cajas?|entrega|pedido|productos?)",
    "nl": r"(?:goederen|artikelen|stuks|dozen|pallets?|levering|bestelling|producten|onderdelen)",
}

DAMAGE, QUANTITY, PRICE, ORDER, DUPLICATE = "damage", "quantity", "price", "order", "duplicate"
FREIGHT, DISCOUNT, SERVICE, UNKNOWN = "freight", "discount", "service", "unknown"

REASONS: dict[str, dict[str, str]] = {
    "en": {
        DAMAGE: r"\b(?:damaged|broken|defective|faulty|cracked)\b",
        DUPLICATE: r"\b(?:invoiced|billed|charged) (?:us |me )?(?:twice|double|two times)\b|\bdouble[- ](?:billed|"
        r"charged|invoiced)\b"
        r"|\b(?:is|looks like|appears to be|was) (?:a )?duplicate\b|\bduplicate (?:invoice|billing|charge)\b",
        ORDER: r"\b(?:po|purchase order|order) (?:number|no\.?|reference)\b.{0,30}\b(?:missing|not (?:on|shown|"
        r"stated)|required|"
        r"needed|absent)\b|\b(?:missing|without|lacks?|need|needs|add|include|quote|state) (?:\w+ ){0,3}?(?:po|"
        r"purchase order)\b",
        QUANTITY: rf"\bshort[- ](?:delivered|shipped|delivery|shipment)\b|\bonly (?:received|got|"
        rf"delivered)\b.{{0,30}}\d|"
        rf"\b(?:only )?\d+ (?:\w+ )?(?:of|out of) (?:the )?\d+\b.{{0,40}}\b(?:received|arrived|delivered)\b|"
        rf"\d+ (?:\w+ )?{_GOODS['en']} (?:\w+ )?(?:are|were|is|was) missing\b|\bmissing (?:\w+ )?{_GOODS['en']}\b|"
        rf"\b(?:not|never) (?:been )?(?:received|delivered|arrived)\b.{{0,20}}\b{_GOODS['en']}\b|"
        rf"\b{_GOODS['en']}\b.{{0,30}}\b(?:not been|never|not|n't been|n't) (?:received|delivered|arrived)\b|"
        rf"\bwrong quantity\b",
        FREIGHT: r"\b(?:freight|shipping|delivery|transport|carriage)(?: costs?| charges?| "
        r"fees?)?\b.{0,60}\b(?:not agreed|"
        r"should not|shouldn't|was free|free of|included|wrong|incorrect|waived|dispute)\b",
        DISCOUNT: r"\b(?:discount|rebate)\b.{0,60}\b(?:missing|forgotten|wrong|not (?:been )?(?:applied|deducted|"
        r"shown|"
        r"included|taken|granted))\b|\b(?:missing|without|forgot) (?:the |our |\w+ ){0,3}?(?:discount|rebate)\b",
        PRICE: r"\b(?:wrong|incorrect|different) (?:unit )?prices?\b|\bprices?\b.{0,40}\b(?:is|are|was|were|do|"
        r"does) ?(?:not|n't)? "
        r"?(?:wrong|incorrect|match|agree|correspond|too high|as (?:agreed|quoted))\b|\bovercharged\b|"
        r"\b(?:charged|invoiced|billed)\b.{0,40}\binstead of\b|\bagreed (?:\w+ )?price (?:of|was|is)\b",
        SERVICE: r"\bnot as (?:agreed|ordered|described)\b|\b(?:work|service|job|installation|"
        r"repair)\b.{0,40}\b(?:not (?:been )?"
        r"(?:finished|completed|done|performed|carried out)|incomplete|unfinished)\b|\b(?:never|did not|didn't) "
        r"order(?:ed)?\b|"
        r"\bpoor quality\b|\b(?:delivered|sent|shipped|went) to the wrong (?:address|site|place|branch|warehouse)\b",
        UNKNOWN: r"\b(?:in|under) dispute\b|\bdisputed\b|\b(?:we|i) (?:\w+ )?(?:dispute|contest|object to|reject)\b|"
        r"\b(?:do not|don't|cannot|can't) "
        r"(?:agree with|"
        r"accept) (?:\w+ ){0,2}(?:invoice|amount|charge|bill)\b|\binvoice (?:\S+ )?is (?:wrong|incorrect|not "
        r"correct)\b|\b(?:wait\w*|await\w*|need|require|request\w*|issue|send|provide|owe us|expect\w*|raise) "
        r"(?:\S+ ){0,5}?credit(?: note| memo)?\b",
    },
    "de": {
        DAMAGE: r"\b(?:beschädigt\w*|defekt\w*|kaputt\w*|transportschaden|mangelhaft\w*)\b",
        DUPLICATE: r"\b(?:doppelt|zweimal|zwei mal) (?:berechnet|abgerechnet|in rechnung|fakturiert|erhalten)\b|"
        r"\bidentisch mit\b|\bdoppel(?:te )?"
        r"(?:rechnung|berechnung)\b",
        ORDER: r"\b(?:bestellnummer|bestellnr|auftragsnummer|po-nummer)\b.{0,50}\b(?:fehlt|fehlen|benötig\w*|"
        r"brauchen|ergänzen|angeben)\b"
        r"|\b(?:fehlt|fehlende|ohne|benötigen)\b.{0,30}\b(?:bestellnummer|auftragsnummer|po-nummer)\b",
        QUANTITY: rf"\bfehlmenge\b|\bnur \d+\b.{{0,40}}\b(?:erhalten|geliefert|angekommen|bekommen)\b|\bzu wenig "
        rf"(?:geliefert|"
        rf"erhalten)\b|\b(?:fehlen|fehlten|fehlt|fehlte)\b.{{0,20}}\d.{{0,20}}{_GOODS['de']}|"
        rf"\b{_GOODS['de']}\b.{{0,40}}\b(?:nie|nicht) "
        r"(?:vollständig )?(?:erhalten|geliefert|angekommen|eingetroffen)\b",
        FREIGHT: r"\b(?:fracht|versand|transport|liefer)(?:kosten|pauschale)?\b.{0,60}\b(?:nicht vereinbart|frei|"
        r"falsch|zu unrecht|nicht "
        r"berechnet werden)\b",
        DISCOUNT: r"\b(?:rabatt|skonto|nachlass|bonus)\b.{0,60}\b(?:fehlt|vergessen|nicht (?:berücksichtigt|"
        r"abgezogen|gewährt))\b|"
        r"\b(?:fehlt|ohne)\b.{0,30}\b(?:rabatt|nachlass)\b",
        PRICE: r"\b(?:falsche[rn]?|abweichende[rn]?|überhöhte[rn]?) (?:einzel|stück)?preise?\b|\b(?:einzel|"
        r"stück)?preise?\b.{0,60}"
        r"\b(?:stimm\w+ nicht|nicht (?:stimm\w+|überein\w*)|falsch|zu hoch|weicht|weichen)\b|\bstatt (?:der |des "
        r")?vereinbart\w*\b|\bzu viel "
        r"berechnet\b|\blaut (?:angebot|auftrag|bestellung|vereinbarung)\b.{0,80}\bberechnet\b|"
        r"\bvereinbart\w* (?:war|waren|wurde|preis)\b",
        SERVICE: r"\bnicht wie (?:vereinbart|bestellt|beschrieben)\b|\b(?:leistung|arbeit|arbeiten|montage|"
        r"reparatur)\b.{0,60}\bnicht "
        r"(?:vollständig |fertig )?(?:erbracht|ausgeführt|abgeschlossen|erledigt|fertig)\w*|\bnie bestellt\b|"
        r"\bnicht bestellt\b",
        UNKNOWN: r"(?<!keine )\breklamation\b|\bstrittig\b|\b(?:reklamieren|beanstanden|bestreiten|widersprechen)\b|"
        r"\bnicht einverstanden\b|\brechnung "
        r"(?:\S+ )?ist (?:so )?"
        r"(?:falsch|fehlerhaft|nicht (?:korrekt|richtig))\b|\b(?:bitten|warten|erwarten|benötigen|brauchen|fordern|"
        r"erstellen|senden) (?:\S+ ){0,5}?(?:gutschrift|rechnungskorrektur)\b|\bgutschrift\b.{0,40}\b(?:fehlt|"
        r"ausstehend|zu erstellen|abwarten)\b",
    },
    "fr": {
        DAMAGE: r"\b(?:endommagé|cassé|défectueu|abîmé)\w*",
        DUPLICATE: r"\bdouble emploi\b|\bfacturée?s? (?:\w+ )?(?:deux fois|en double)\b|\bdoublon\b|\bfacture en "
        r"double\b|\bdouble "
        r"facturation\b",
        ORDER: r"\b(?:numéro|n°|référence) de (?:bon de )?commande\b.{0,50}\b(?:manqu\w+|absent|nécessaire|"
        r"obligatoire|indiquer)\b|"
        r"\b(?:manque|sans|indiquer|ajouter)\b.{0,30}\b(?:numéro de (?:bon de )?commande|bon de commande)\b",
        QUANTITY: rf"\b(?:reçu|livré) (?:que|seulement)\b.{{0,20}}\d|\bquantité (?:\w+ )?(?:erronée|incorrecte|"
        rf"fausse)|\d+ "
        rf"{_GOODS['fr']} (?:manqu|sont manqu)\w+|\bil (?:nous )?manque\b.{{0,20}}\d|\b(?:n'avons (?:jamais|pas) "
        rf"reçu|jamais reçu)\b.{{0,20}}"
        rf"\b{_GOODS['fr']}\b|\b{_GOODS['fr']}\b.{{0,20}}\b(?:jamais|pas) (?:été )?(?:arrivé|livré|reçu)\w*",
        FREIGHT: r"\bfrais de (?:port|transport|livraison)\b.{0,60}\b(?:pas (?:été )?(?:convenu|prévu)\w*|offerts?|"
        r"gratuits?|inclus|"
        r"contest\w+)\b",
        DISCOUNT: r"\b(?:remise|rabais|escompte)\b.{0,60}\b(?:oubliée?|manqu\w+|pas été (?:appliqu|dédui|pris)\w+|"
        r"n'apparaît pas)",
        PRICE: r"\bprix\b.{0,60}\b(?:incorrects?|erronés?|ne correspond\w*|trop élevés?|différents?)\b|\bau lieu "
        r"de\b.{0,40}"
        r"\b(?:convenu|prévu|devis)|\bprix convenu\b|\bprix\b.{0,30}\bn'est pas\b|\bdevis\b.{0,60}\bau lieu de\b|"
        r"\bsurfactur\w+",
        SERVICE: r"\bpas conforme\b|\b(?:prestation|travaux|travail|service)\b.{0,60}\b(?:pas (?:été )?(?:terminé|"
        r"réalisé|effectué|fini)\w*|"
        r"inachevé\w*)|\bjamais commandé\w*",
        UNKNOWN: r"(?<!pas de )\blitige\b|\b(?:contestons|conteste)\b|\bpas d'accord avec\b|\bfacture (?:\S+ )?est "
        r"(?:erronée|incorrecte|"
        r"fausse)|\b(?:attend\w*|attente|faire|établir|émettre|demand\w+|souhait\w+|manque) (?:\S+ ){0,4}?"
        r"(?:un|d'un|l'|votre) ?avoir\b",
    },
    "es": {
        DAMAGE: r"\b(?:dañad|rot|defectuos|estropead)[oa]s?\b",
        DUPLICATE: r"\bfacturad[oa]s? (?:\w+ )?(?:dos veces|por duplicado)\b|\bfactura (?:está )?duplicada\b|"
        r"\bduplicad[oa]\b|\bcobrado dos veces\b",
        ORDER: r"\b(?:número|n\.º|referencia) de (?:pedido|orden)\b.{0,50}\b(?:falta|necesari|obligatori|indicar|"
        r"incluir)\w*|"
        r"\b(?:falta|sin|incluir|indicar)\b.{0,30}\b(?:número de (?:pedido|orden)|orden de compra)\b",
        QUANTITY: rf"\bsolo (?:hemos )?(?:recibid|recibim|llegar|entreg)\w+\b.{{0,20}}\d|\bfalt(?:an|aban|"
        rf"aron)\b.{{0,20}}(?:\d|{_GOODS['es']})|"
        rf"\bcantidad (?:\w+ )?(?:incorrecta|errónea)|\bno (?:hemos recibido|recibimos|ha llegado|"
        rf"llegó)\b.{{0,20}}\b{_GOODS['es']}\b|"
        rf"\b{_GOODS['es']}\b.{{0,30}}\bno (?:ha|han) (?:llegado|sido entregad)\w*",
        FREIGHT: r"\b(?:portes|gastos de (?:envío|transporte))\b.{0,60}\b(?:no (?:estaban |se )?(?:acord|pact|"
        r"previst)\w+|gratis|incluidos|"
        r"incorrect\w+)",
        DISCOUNT: r"\b(?:descuento|rappel)\b.{0,60}\b(?:falta|olvidad\w+|no (?:se )?(?:ha |está )?(?:aplicad|"
        r"incluid|descontad)\w+|no aparece)|"
        r"\bfalta\b.{0,30}\bdescuento\b",
        PRICE: r"\bprecios?\b.{0,60}\b(?:incorrect\w+|erróne\w+|no coincide\w*|demasiado alto|no es el acordado|"
        r"equivocad\w+)|"
        r"\ben (?:vez|lugar) de\b.{0,40}\b(?:acordad|pactad)\w+|\bprecio (?:acordado|pactado)\b|\bcobrado de más\b",
        SERVICE: r"\bno (?:es|está|era) (?:conforme|lo acordado|como (?:se )?acord\w+)\b|\b(?:trabajo|servicio|"
        r"instalación|reparación)\b.{0,60}"
        r"\b(?:no (?:está |se ha |ha sido )?(?:terminad|realizad|complet)\w+|sin terminar)\b|\bnunca (?:lo |la "
        r")?pedimos\b",
        UNKNOWN: r"\ben disputa\b|\b(?:impugnamos|disputamos|reclamamos)\b|\bno estamos (?:de acuerdo|conformes)\b|"
        r"\bfactura "
        r"(?:\S+ )?(?:es|está) "
        r"(?:incorrecta|errónea|mal)\b|\b(?:esper\w+|necesit\w+|emit\w+|envi\w+|solicit\w+|falta) (?:\S+ ){0,4}?"
        r"(?:nota de (?:crédito|abono)|factura rectificativa)\b",
    },
    "nl": {
        DAMAGE: r"\b(?:beschadigde?|kapotte?|defecte?|stuk (?:aangekomen|geleverd))\b",
        DUPLICATE: r"\b(?:dubbel|twee keer|tweemaal) (?:gefactureerd|in rekening|berekend|ontvangen)\b|\bdubbele "
        r"(?:factuur|facturatie)\b",
        ORDER: r"\b(?:inkoopnummer|bestelnummer|po-nummer|ordernummer|inkoopordernummer)\b.{0,50}\b(?:ontbreekt|"
        r"mist|nodig|vermelden|verplicht)\b|"
        r"\b(?:ontbreekt|zonder|mist|vermeld)\b.{0,30}\b(?:inkoopnummer|bestelnummer|po-nummer|ordernummer)\b",
        QUANTITY: rf"\b(?:slechts|maar) \d+\b.{{0,40}}\b(?:ontvangen|geleverd|gekregen)\b|\bte weinig (?:geleverd|"
        rf"ontvangen)\b|"
        rf"\b(?:ontbreken|ontbraken|missen)\b.{{0,20}}(?:\d|{_GOODS['nl']})|\b{_GOODS['nl']}\b.{{0,30}}\b(?:nooit|"
        rf"niet) (?:volledig )?"
        r"(?:ontvangen|geleverd|aangekomen)\b",
        FREIGHT: r"\b(?:verzend|vracht|transport|bezorg)kosten\b.{0,60}\b(?:niet (?:afgesproken|overeengekomen)|"
        r"gratis|onterecht|inbegrepen)\b",
        DISCOUNT: r"\b(?:korting|bonus)\b.{0,60}\b(?:ontbreekt|vergeten|niet (?:toegepast|verwerkt|verrekend|"
        r"meegenomen)|mist)\b|"
        r"\bontbreekt\b.{0,30}\bkorting\b",
        PRICE: r"\b(?:verkeerde|onjuiste|foute) (?:stuks)?prijs\b|\b(?:stuks)?prij(?:s|zen)\b.{0,60}\b(?:klop\w* "
        r"niet|niet (?:klopt|kloppen|overeen\w*)|onjuist|te hoog|wijkt|fout)\b|"
        r"\bin plaats van (?:de )?(?:afgesproken|overeengekomen)\b|\b(?:afgesproken|overeengekomen) "
        r"(?:stuks)?prijs\b|\bte veel (?:berekend|gerekend)\b",
        SERVICE: r"\bniet (?:zoals|conform) (?:afgesproken|afspraak|besteld|overeengekomen)\b|\b(?:werk|"
        r"werkzaamheden|dienst|montage|reparatie)\b"
        r".{0,60}\bniet (?:af|uitgevoerd|afgerond|geleverd|klaar)\b|\bnooit besteld\b|\bniet besteld\b",
        UNKNOWN: r"\b(?:betwist|reclamatie)\b|\bbetwisten\b|\bniet (?:mee )?(?:eens|akkoord)\b|\bfactuur (?:\S+ "
        r")?(?:is (?:onjuist|fout|niet "
        r"correct)|klopt niet)\b|\b(?:wachten|ontvangen|graag|verzoeken|willen|sturen) (?:\S+ ){0,4}?"
        r"credit(?:nota|factuur)\b",
    },
}
"""Language -> reason -> words for it; the reasons are those of rules.disputes, the plainer ones first."""

SETTLED = re.compile(
    r"\b(?:no longer|resolved|has been (?:settled|corrected|replaced)|not (?:damaged|broken)|withdraw\w*|erledigt|"
    r"geklärt|zurückgezogen|nicht "
    r"(?:mehr )?(?:beschädigt|defekt)|n'est plus|résolu\w*|réglé le litige|resuelt\w+|ya no|opgelost|niet meer|"
    r"ingetrokken)\b",
    re.IGNORECASE,
)
"""A sentence that says that it is none any more."""

BY = re.compile(
    r"\b(?:by|difference of|too much|um|differenz von|zu viel|différence de|trop|diferencia de|de más|verschil van|"
    r"te veel)\s"
    r"(?:of |is |berechnet |gefactureerd )?(?P<amount>\S+(?:\s\S+)?)",
    re.IGNORECASE,
)
"""What stands before the amount that is disputed, as against a price that is named."""


def reason_of(sentence: str, language: str) -> str:
    """The reason that a sentence gives, "" for none."""
    if SETTLED.search(sentence):
        return ""
    found = (name for name, words in _COMPILED[language].items() if words.search(sentence))
    return next(found, "")


_COMPILED = {
    language: {name: re.compile(words, re.IGNORECASE) for name, words in reasons.items()}
    for language, reasons in REASONS.items()
}
