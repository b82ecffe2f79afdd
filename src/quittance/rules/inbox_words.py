"""The words by which mails in five languages say that money will come or has come, and what is wrong with a debt."""

from __future__ import annotations

import re

LANGUAGES = ("en", "de", "fr", "es", "nl")

COMMON = {
    "en": "the and we you will with for have please is this not are our your from payment invoice on be",
    "de": "der die das und wir sie ist nicht mit für ich haben wird werden ihre rechnung auf den bitte zahlung am "
    "wurde war "
    "diese dieser dieses uns wurden mahnung von bei",
    "fr": "le la les et nous vous est pas pour avec votre notre une facture sera dans je bonjour été paiement ne",
    "es": "el los las y que no para con su nuestra una factura está hemos por del pago se buenos días hola ya "
    "recordatorio esta este próxima",
    "nl": "de het een en wij u is niet met voor van wordt onze uw factuur op zijn hebben ik we betaling deze",
}
"""Frequent words by which a language is told."""

LETTERS = {"en": "", "de": "ßäöü", "fr": "àâçèêëîôûœ", "es": "ñóíáú¿¡", "nl": ""}
"""Letters that tell it too."""

WILL_PAY = {
    "en": (
        r"\b(?:we|i|they)(?:'ll| will| shall| are going to|'re going to| plan to| expect to| intend to| can)\s"
        r"(?:\w+ ){0,3}?(?:pay|settle|transfer|remit|wire|send (?:the |you |your )?(?:payment|money|funds|balance)|"
        r"make (?:the |a |this )?(?:payment|transfer)|process (?:the |this |your )?payment|release)\b|"
        r"\b(?:payment|transfer|money|funds|remittance)\b.{0,40}?\b(?:will|shall|is going to)\s(?:\w+ )?(?:be )?"
        r"(?:made|processed|sent|released|leave|go|arrive|reach|follow|executed|initiated|issued|there|with you)\b|"
        r"\b(?:will|shall|is going to|are going to) (?:\w+ )?(?:be )?(?:paid|settled|transferred|remitted|cleared|"
        r"wired)\b|"
        r"\b(?:is|are|has been|have been|was) (?:\w+ )?(?:scheduled|planned|set|approved|booked|included|due) "
        r"(?:\w+ ){0,3}?(?:for|on|in|to be paid|to go out)\b.{0,30}?(?:pay|\d|week|month|day)|"
        r"\byou (?:will|'ll|should) (?:have|receive|get|see) (?:the |your |our )?(?:payment|money|funds)\b|"
        r"\bexpect (?:the |our )?(?:payment|money) (?:by|on|in)\b|"
        r"\bpromise (?:to pay|payment)\b"
    ),
    "de": (
        r"\b(?:wir|ich) (?:\w+ ){0,3}?(?:überweisen?|zahlen?|bezahlen?|begleichen?)\b|"
        r"\b(?:überweisen?|zahlen?|bezahlen?|begleichen?|veranlassen?) (?:wir|ich)\b|"
        r"\b(?:werden?|können?|kann) .{0,90}?\b(?:überweisen|zahlen|bezahlen|begleichen|anweisen)\b|"
        r"\b(?:wird|werden)\b.{0,90}?\b(?:überwiesen|bezahlt|gezahlt|beglichen|angewiesen|ausgeglichen)\b|"
        r"\b(?:zahlung|überweisung|zahlungsausgang)\b.{0,30}?\b(?:erfolgt|geht|wird|folgt|ist .{0,40}?"
        r"(?:vorgesehen|eingeplant|geplant|terminiert))\b|"
        r"\b(?:erhalten sie|sie erhalten)\b.{0,40}?\b(?:zahlung|geld|betrag)\b"
    ),
    "fr": (
        r"\b(?:nous|je|j') ?(?:vous )?(?:paierons|réglerons|règlerons|virerons|paierai|réglerai|effectuerons|"
        r"effectuerai|"
        r"procéderons|procéderai|(?:allons|vais|prévoyons de) (?:vous )?(?:payer|régler|effectuer|procéder|virer))\b|"
        r"\b(?:paiement|règlement|virement)s?\b.{0,50}?\b(?:(?:sera|seront) (?:\w+ )?(?:effectué|fait|émis|réalisé|"
        r"envoyé|"
        r"exécuté|lancé)e?s?|partira|interviendra|(?:est|sont) (?:bien )?(?:prévu|programmé|planifié)e?s?)(?!\w)|"
        r"\b(?:sera|seront) (?:\w+ )?(?:payé|réglé|viré|soldé)e?s?(?!\w)|"
        r"\bvous (?:recevrez|aurez) (?:le |votre |notre )?(?:paiement|règlement|virement)\b"
    ),
    "es": (
        r"\b(?:pagaremos|pagaré|abonaremos|abonaré|transferiremos|liquidaremos|liquidaré|"
        r"(?:realizaremos|haremos|efectuaremos|realizaré|haré|emitiremos) (?:el|la|un|una) (?:pago|transferencia)|"
        r"(?:vamos|voy) a (?:pagar|abonar|transferir|liquidar|(?:realizar|hacer) (?:el|la) (?:pago|"
        r"transferencia)))(?!\w)|"
        r"\b(?:pago|transferencia)\b.{0,40}?\b(?:se (?:hará|realizará|efectuará|emitirá)|será (?:realizad|efectuad|"
        r"hech|"
        r"emitid)[oa]|saldrá|está (?:previst|programad)[oa])(?!\w)|"
        r"\b(?:será|serán) (?:pagad|abonad|liquidad|transferid)[oa]s?\b|"
        r"\bse (?:pagará|abonará|liquidará)n?(?!\w)|"
        r"\brecibirán? (?:el|la|su|nuestro) (?:pago|transferencia)\b"
    ),
    "nl": (
        r"\b(?:wij|we|ik) (?:\w+ ){0,2}?(?:betalen|betaal|voldoen)\b|\bbetaal ik\b|\bbetalen (?:wij|we)\b|"
        r"\b(?:wij|we|ik) maak(?:en)?\b.{0,70}?\bover\b|\bmaak(?:en)? (?:wij|we|ik)\b.{0,70}?\bover\b|"
        r"\b(?:zullen|zal|gaan|ga|kunnen)\b.{0,70}?\b(?:betalen|overmaken|voldoen|betaald|overgemaakt|voldaan)\b|"
        r"\b(?:wordt|worden)\b.{0,70}?\b(?:betaald|overgemaakt|voldaan)\b|"
        r"\b(?:betaling|overboeking)\b.{0,30}?\b(?:volgt|gaat|staat .{0,20}?gepland|is .{0,20}?ingepland|vindt "
        r"plaats|"
        r"wordt .{0,40}?(?:uitgevoerd|verricht|gedaan))\b|"
        r"\b(?:ontvangt u|u ontvangt)\b.{0,40}?\b(?:betaling|geld)\b"
    ),
}
"""Somebody will pay; it counts only in a sentence that names a day ahead."""

HAS_PAID = {
    "en": (
        r"\b(?:we|i|they)(?:'ve| have)? (?:already |just )?(?:paid|settled|transferred|remitted|wired|(?:sent|made) "
        r"(?:the |this |you |a |your )?(?:payment|money|transfer|funds))\b|"
        r"\b(?:was|were|has been|have been|is|are) (?:already |now |fully |all )*(?:paid|settled|transferred|"
        r"remitted|wired)\b|"
        r"\bpayment (?:was|has been|has already been|already) (?:made|sent|processed|executed|released|issued)\b|"
        r"\balready paid\b|\bpayment (?:left|went out)\b|^\W*paid (?:on|by|via|last|yesterday|in full)\b"
    ),
    "de": (
        r"\b(?:haben|habe|hatten)\b.{0,90}?\b(?:bezahlt|gezahlt|überwiesen|beglichen|angewiesen|ausgeglichen)\b|"
        r"\b(?:wurden?|ist|sind|worden)\b.{0,90}?\b(?:bezahlt|gezahlt|überwiesen|beglichen|angewiesen|"
        r"ausgeglichen)\b|"
        r"\b(?:bereits|schon) (?:\w+ ){0,3}?(?:bezahlt|überwiesen|beglichen)\b|"
        r"\b(?:zahlung|überweisung) (?:ist|wurde)\b.{0,40}?\b(?:erfolgt|veranlasst|ausgeführt|raus)\b"
    ),
    "fr": (
        r"\b(?:avons|ai|a|ont) (?:déjà |bien )*(?:payé|réglé|viré|effectué (?:le|un|ce) (?:paiement|règlement|"
        r"virement)|"
        r"procédé au (?:paiement|règlement))|"
        r"\b(?:a|ont) (?:déjà |bien )*été (?:déjà |bien )*(?:payé|réglé|viré|soldé|effectué)e?s?(?!\w)|"
        r"\b(?:est|sont) (?:déjà |bien )*(?:payé|réglé|soldé)e?s?(?!\w)|\bdéjà (?:payé|réglé)e?s?(?!\w)|"
        r"\b(?:virement|paiement|règlement) (?:bien |déjà )?(?:effectué|émis|parti)\b"
    ),
    "es": (
        r"\bhe(?:mos)? (?:ya )?(?:pagado|abonado|transferido|liquidado|(?:realizado|hecho|efectuado) (?:el|la|un|"
        r"una) "
        r"(?:pago|transferencia))\b|"
        r"\b(?:está|están|fue|fueron|ha sido|han sido|quedó) (?:ya |totalmente )?(?:pagad|abonad|liquidad|"
        r"transferid)[oa]s?\b|"
        r"\bya (?:\w+ ){0,2}?(?:pagad|abonad|pagamos|abonamos)\w*|\bse (?:pagó|abonó|liquidó)(?!\w)|"
        r"\b(?:pago|transferencia) (?:ya )?(?:se (?:realizó|hizo|efectuó)|fue (?:realizad|hech|efectuad|"
        r"enviad)[oa])(?!\w)"
    ),
    "nl": (
        r"\b(?:hebben|heb|heeft)\b.{0,90}?\b(?:betaald|overgemaakt|voldaan)\b|"
        r"\b(?:is|zijn|werd|werden|was)\b.{0,90}?\b(?:betaald|overgemaakt|voldaan)\b|"
        r"\b(?:al|reeds) (?:\w+ ){0,2}?(?:betaald|overgemaakt|voldaan)\b|"
        r"\bbetaling (?:is|was)\b.{0,40}?\b(?:uitgevoerd|verricht|gedaan|de deur uit)\b"
    ),
}
"""Somebody has paid."""

UNLESS = {
    "en": r"\b(?:not|cannot|never|unable|if|unless|once|as soon as|provided|would|could|please (?:pay|settle|"
    r"confirm|let)|"
    r"until (?:we|you|the)|whether|when|must|should(?! (?:have|receive|see|get) ))\b|n't\b",
    "de": r"\b(?:nicht|kein\w*|nie|falls|wenn|sofern|sobald|würden?|könnten?|solange|sollten?|ob|müssen|erst nach|"
    r"bitte)\b",
    "fr": r"\b(?:ne|pas|jamais|si|dès|lorsque|quand|à condition|pourrions|voudrions|tant que|veuillez|aucun\w*)\b|"
    r"\bn'",
    "es": r"\b(?:no|si|cuando|en cuanto|siempre que|podríamos|nunca|hasta que|ningún|ninguna|una vez)\b",
    "nl": r"\b(?:niet|geen|nooit|als|indien|zodra|mits|zouden|zou|tenzij|zolang|of|moet|graag|nadat)\b",
}
"""A sentence that says no, or says it under a condition."""

AHEAD = {
    "en": r"\b(?:will|shall|going to)\b|'ll\b",
    "de": r"\bwird\b|\bwerden\b",
    "fr": r"\b(?:sera|seront|allons|vais)\b",
    "es": r"\b(?:será|serán|vamos a|voy a)(?!\w)",
    "nl": r"\b(?:wordt|worden|zal|zullen)\b",
}
"""What is said of the future has not been paid yet."""

REMITTANCE = re.compile(
    r"\b(?:remittance|payment advice|(?:zahlungs|überweisungs)avis|zahlavis|avis de (?:paiement|virement|règlement)|"
    r"aviso de pago|detalle (?:del|de) (?:pago|transferencia)|betaal(?:advies|specificatie)|betalingsspecificatie|"
    r"we (?:have )?paid the following|our payment .{0,30}covers|folgende rechnungen|factures suivantes|"
    r"siguientes facturas|volgende facturen|following invoices)\b",
    re.IGNORECASE,
)
"""Words of a mail that lists what a payment is for."""
