"""The words by which mails in five languages say that money will come or has come, and what is wrong with a debt."""

from __future__ import annotations

import re

LANGUAGES = ("en", "de", "fr", "es", "nl")

COMMON = {
    "en": "the a an and to of it in that was has can as at i by we you will with for have please is this not are our "
    "your from payment invoice on be",
    "de": "der die das den dem des ein eine einen im zu bis nach schon bereits noch es sie und wir sie ist nicht mit "
    "für ich haben wird werden ihre rechnung auf den bitte zahlung am "
    "wurde war "
    "diese dieser dieses uns wurden mahnung von bei",
    "fr": "le la les de du des un en et au aux ce cette vos nos sur que par merci avons je suis plus nous vous est "
    "pas pour avec votre notre une facture sera dans je bonjour été paiement ne",
    "es": "el la los las de un en y que ha han esta le lo nos mañana gracias no para con su nuestra una factura está "
    "hemos por del pago se buenos días hola ya "
    "recordatorio esta este próxima",
    "nl": "de het een en dat bij naar mijn er ook nog dus graag al hij moet zal zullen wij u is niet met voor van "
    "wordt onze uw factuur op zijn hebben ik we betaling deze",
}
"""Frequent words by which a language is told."""

LETTERS = {"en": "", "de": "ßäöü", "fr": "àâçèêëîôûœ", "es": "ñóíáú¿¡", "nl": ""}
"""Letters that tell it too."""

WILL_PAY = {
    "en": (
        r"\b(?:we|i|they)(?:'ll| will| shall| are going to|'re going to| plan to| expect to| intend to| can)\s"
        r"(?:\w+ ){0,3}?(?:pay|settle|transfer(?! (?:you|him|her)\b)|remit|wire|send (?:the |you |your )?(?:payment|"
        r"money|funds|balance)|"
        r"make (?:the |a |this )?(?:payment|transfer)|process (?:the |this |your )?payment|release)\b|"
        r"\b(?:payment|transfer|money|funds|remittance)\b.{0,40}?\b(?:will|shall|is going to)\s(?:\w+ )?(?:be )?"
        r"(?:made|processed|sent|released|leave|go|arrive|reach|follow|executed|initiated|issued|there|with you)\b|"
        r"\b(?:will|shall|is going to|are going to) (?:\w+ )?(?:be )?(?:paid|settled|transferred|remitted|cleared|"
        r"wired)\b|"
        r"\b(?:is|are|has been|have been|was) (?:\w+ )?(?:scheduled|planned|set|approved|booked|included|due) "
        r"(?:\w+ ){0,3}?(?:for|on|in|to be paid|to go out)\b.{0,30}?(?:pay|\d|week|month|day)|"
        r"\byou (?:will|'ll|should) (?:have|receive|get|see) (?:the |your |our )?(?:payment|money|funds)\b|"
        r"\bexpect (?:the |our )?(?:payment|money) (?:by|on|in)\b|"
        r"\b(?:we|i)(?:'ll| will) (?:get|have) (?:\S+ ){1,4}?(?:paid|settled|released|transferred)\b|"
        r"\b(?:payment|pay|bacs|cheque|check) run\b|\bon (?:\S+ )?run\b.{0,60}\byou\b|"
        r"\bapproved (?:\w+ ){0,2}?for payment\b|\bit(?:'ll| will) be (?:with you|paid|in your account)\b|"
        r"\bon its way\b.{0,40}\byou(?:'ll| will| should) (?:have|receive|get|see)\b|"
        r"\bpromise (?:to pay|payment)\b"
    ),
    "de": (
        r"\b(?:wir|ich) (?:\w+ ){0,3}?(?:überweisen?|zahlen?|bezahlen?|begleichen?)\b|"
        r"\b(?:überweisen?|zahlen?|bezahlen?|begleichen?|veranlassen?) (?:wir|ich)\b|"
        r"\b(?:werden?|können?|kann) .{0,90}?\b(?:überweisen|zahlen|bezahlen|begleichen|anweisen)\b|"
        r"\b(?:wird|werden)\b.{0,90}?\b(?:überwiesen|bezahlt|gezahlt|beglichen|angewiesen|ausgeglichen)\b|"
        r"\b(?:zahlung|überweisung|zahlungsausgang)\b.{0,30}?\b(?:erfolgt|geht|wird|folgt|ist .{0,40}?"
        r"(?:vorgesehen|eingeplant|geplant|terminiert))\b|"
        r"\b(?:erhalten sie|sie erhalten)\b.{0,40}?\b(?:zahlung|geld|betrag)\b|"
        r"\b(?:zahlung|überweisung)\b.{0,40}?\b(?:eingeplant|vorgesehen|terminiert)\b|\b(?:\w*\d|rest\w*) folgt\b|"
        r"\b(?:ihnen|ihrem konto)\b.{0,60}?\bgutgeschrieben\b|"
        r"\b(?:zahl(?:ungs)?lauf|zahlungsläufe|zahlungsvorschlag)\b"
    ),
    "fr": (
        r"\b(?:nous|je|j') ?(?:vous )?(?:paierons|réglerons|règlerons|virerons|paierai|réglerai|effectuerons|"
        r"effectuerai|"
        r"procéderons|procéderai|(?:allons|vais|prévoyons de) (?:vous )?(?:payer|régler|effectuer|procéder|virer))\b|"
        r"\b(?:paiement|règlement|virement)s?\b.{0,50}?\b(?:(?:sera|seront) (?:\w+ )?(?:effectué|fait|émis|réalisé|"
        r"envoyé|"
        r"exécuté|lancé)e?s?|partira|interviendra|(?:est|sont) (?:bien )?(?:prévu|programmé|planifié)e?s?)(?!\w)|"
        r"\b(?:sera|seront) (?:\w+ )?(?:payé|réglé|viré|soldé)e?s?(?!\w)|"
        r"\bvous (?:recevrez|aurez) (?:le |votre |notre )?(?:paiement|règlement|virement)\b|"
        r"\b(?:paiement|règlement|virement)s? (?:\w+ )?(?:prévu|programmé|planifié)s?\b|"
        r"\b(?:campagne|cycle|lot) de (?:paiements?|règlements?|virements?)\b|"
        r"\b(?:mettons|mets|mis|mise|passera|passe) en (?:paiement|règlement)\b"
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
        r"\brecibirán? (?:el|la|su|nuestro) (?:pago|transferencia)\b|"
        r"\b(?:remesa|ronda|ciclo) de pagos?\b"
    ),
    "nl": (
        r"\b(?:wij|we|ik) (?:\w+ ){0,2}?(?:betalen|betaal|voldoen)\b|\bbetaal ik\b|\bbetalen (?:wij|we)\b|"
        r"\b(?:wij|we|ik) maak(?:en)?\b.{0,70}?\bover\b|\bmaak(?:en)? (?:wij|we|ik)\b.{0,70}?\bover\b|"
        r"\b(?:zullen|zal|gaan|ga|kunnen)\b.{0,70}?\b(?:betalen|overmaken|voldoen|betaald|overgemaakt|voldaan)\b|"
        r"\b(?:wordt|worden)\b.{0,70}?\b(?:betaald|overgemaakt|voldaan)\b|"
        r"\b(?:betaling|overboeking)\b.{0,30}?\b(?:volgt|gaat|staat .{0,20}?gepland|is .{0,20}?ingepland|vindt "
        r"plaats|"
        r"wordt .{0,40}?(?:uitgevoerd|verricht|gedaan))\b|"
        r"\b(?:ontvangt u|u ontvangt)\b.{0,40}?\b(?:betaling|geld)\b|"
        r"\bbetal(?:ing|ingen)?s?(?:run|ronde|batch|opdracht)\b|\bbetaalrun\b|"
        r"\b(?:je|u|jullie) (?:heb|hebt|hebben|heeft)\b.{0,30}?\b(?:binnen|op (?:uw|je) rekening)\b|"
        r"\b(?:betaling|bedrag|geld)\b.{0,50}?\b(?:tegemoet (?:te )?zien|op uw rekening)\b"
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
        r"\balready paid\b|\bpayment (?:left|went out)\b|\bcrossed (?:with |in the post with )?our payment\b|"
        r"\b(?:payment|transfer) (?:\w+ ){0,3}?crossed\b|"
        r"\b(?:cheque|check) (?:was|has been|is|went) (?:\w+ )?(?:posted|sent|mailed|in the post|out)\b|"
        r"\b(?:collected|taken|debited) by direct debit\b|^\W*paid (?:on|by|via|last|yesterday|in full)\b"
    ),
    "de": (
        r"\b(?:haben|habe|hatten)\b.{0,90}?\b(?:bezahlt|gezahlt|überwiesen|beglichen|angewiesen|ausgeglichen)\b|"
        r"\b(?:wurden?|ist|sind|worden)\b.{0,90}?\b(?:bezahlt|gezahlt|überwiesen|beglichen|angewiesen|"
        r"ausgeglichen)\b|"
        r"\b(?:bereits|schon) (?:\w+ ){0,3}?(?:bezahlt|überwiesen|beglichen)\b|"
        r"\b(?:zahlung|überweisung) (?:ist|wurde)\b.{0,40}?\b(?:erfolgt|veranlasst|ausgeführt|raus)\b|"
        r"\b(?:zahlung|überweisung|geld|betrag)\b.{0,30}?\b(?:ging|ist)\b.{0,40}?\b(?:raus|hinaus|heraus|ab|"
        r"rausgegangen|abgegangen|eingegangen)\b|\bper lastschrift (?:eingezogen|abgebucht)\b|"
        r"\bzahlung\b.{0,40}?\b(?:überschnitten|gekreuzt)\b"
    ),
    "fr": (
        r"\b(?:avons|ai|a|ont) (?:déjà |bien )*(?:payé|réglé|viré|effectué (?:le|un|ce) (?:paiement|règlement|"
        r"virement)|"
        r"procédé au (?:paiement|règlement))|"
        r"\b(?:a|ont) (?:déjà |bien )*été (?:déjà |bien )*(?:payé|réglé|viré|soldé|effectué)e?s?(?!\w)|"
        r"\b(?:est|sont) (?:déjà |bien )*(?:payé|réglé|soldé)e?s?(?!\w)|\bdéjà (?:payé|réglé)e?s?(?!\w)|"
        r"\b(?:virement|paiement|règlement) (?:bien |déjà )?(?:effectué|émis|parti)\b|"
        r"\b(?:virement|paiement|règlement|chèque) (?:a (?:bien |déjà )*été (?:effectué|émis|fait)|est parti)\b|"
        r"\b(?:s'est croisée?|a croisé|se sont croisés)\b.{0,40}?\b(?:règlement|paiement|virement)\b"
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
        r"\bbetaling (?:is|was)\b.{0,40}?\b(?:uitgevoerd|verricht|gedaan|de deur uit)\b|"
        r"\b(?:geïncasseerd|per incasso afgeschreven)\b|\b(?:kruist|gekruist)\b.{0,30}?\bbetaling\b|"
        r"\bbetaling\b.{0,40}?\bgekruist\b"
    ),
}
"""Somebody has paid."""

UNLESS = {
    "en": r"\b(?:not|cannot|never|missed|cancel\w*|postponed|unable|if|unless|once|as soon as|provided|would|could|"
    r"please (?:pay|settle|"
    r"confirm|let)|"
    r"until (?:we|you|the)|whether|when|must|should(?! (?:have|receive|see|get) ))\b|n't\b",
    "de": r"\b(?:nicht|kein\w*|nie|falls|wenn|sofern|sobald|würden?|könnten?|solange|sollten?|ob|müssen|erst nach|"
    r"bitte(?! (?:prüfen|betrachten|entschuldigen|beachten|kontrollieren|sehen)))\b",
    "fr": r"\b(?:ne|pas|jamais|si|dès|lorsque|quand|à condition|pourrions|voudrions|tant que|veuillez(?! (?:vérifier|"
    r"trouver|noter|agréer))|aucun\w*)\b|"
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

HABIT = re.compile(
    r"\b(?:every|each|always|usually|normally|generally|standard|policy|our (?:payment )?terms|"
    r"(?:all|our|supplier|suppliers') invoices are (?:paid|settled)|within \d+ days|"
    r"jede[nrsm]?|immer|grundsätzlich|regelmäßig|üblicherweise|chaque|toujours|tous les|généralement|"
    r"cada|siempre|todos los|normalmente|elke|iedere|altijd|gewoonlijk|doorgaans|standaard)\b",
    re.IGNORECASE,
)
"""How somebody pays as a rule, which says nothing of this payment."""

AND = re.compile(
    r"\s*;\s+|,\s(?=[A-Z]\S*\d\S*\s)|,?\s(?:and|but|while|whereas|und|aber|sowie|während|et|mais|tandis que|y|pero|"
    r"mientras que|en|maar|"
    r"terwijl)\s",
    re.IGNORECASE,
)
"""Where a sentence may say a second thing."""

BREAK = re.compile(rf"[,;]\s|\s[-–—]\s|{AND.pattern}", re.IGNORECASE)
"""Where what was said may be over: behind it comes a condition or a no that is not about it."""

REST = re.compile(
    r"\b(?:rest|remainder|remaining|balance|restbetrag|restliche\w*|reste|solde|resto|restante|restant)\b",
    re.IGNORECASE,
)
"""What is left after a part that was named before."""

ARRIVES = re.compile(
    r"\b(?:you (?:should|will|'ll)|with you|in your (?:bank )?account|arriv\w+|bei ihnen|auf ihrem konto|"
    r"gutgeschrieben|"
    r"wertstellung|chez vous|sur votre compte|at the latest|"
    r"spätestens|au plus tard|a más tardar|uiterlijk|en su cuenta|bij u|op uw rekening)\b|"
    r"^\W*(?:or|to|until|or by|oder|bis|ou|au|o|al|of|tot)\W*$",
    re.IGNORECASE,
)
"""What stands between the day on which money leaves, or a span begins, and the one by which it is there."""

REMITTANCE = re.compile(
    r"\b(?:remittance|payment advice|(?:zahlungs|überweisungs)avis|zahlavis|avis de (?:paiement|virement|règlement)|"
    r"aviso de pago|detalle (?:del|de) (?:pago|transferencia)|betaal(?:advies|specificatie)|betalingsspecificatie|"
    r"we (?:have )?paid the following|our payment .{0,30}covers|folgende rechnungen|factures suivantes|"
    r"siguientes facturas|volgende facturen|following invoices)\b",
    re.IGNORECASE,
)
"""Words of a mail that lists what a payment is for."""
