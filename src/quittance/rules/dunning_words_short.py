"""The built-in wording of text messages: four tones in five languages, what is charged, and how to stop them."""

from __future__ import annotations

_TONES = {
    ("kind", "en"): "{company}: {amount} is due on {due} ({invoices}). Anything missing? Just answer.",
    ("kind", "de"): "{company}: {amount} fällig am {due} ({invoices}). Fehlt etwas? Antworten Sie einfach.",
    ("kind", "fr"): "{company} : {amount} à régler le {due} ({invoices}). Il vous manque un document ? Répondez ici.",
    ("kind", "es"): "{company}: {amount} por pagar el {due} ({invoices}). Si le falta algo, responda a este mensaje.",
    ("kind", "nl"): "{company}: {amount} te betalen op {due} ({invoices}). Mist u iets? Antwoord gerust.",
    ("friendly", "en"): "{company}: {amount} was due on {due} ({invoices}). Overlooked? Please tell us when you pay. "
    "Already paid: thank you.",
    ("friendly", "de"): "{company}: seit {due} sind {amount} offen ({invoices}). Übersehen? Bitte nennen Sie uns den "
    "Zahltag. Schon bezahlt: danke.",
    ("friendly", "fr"): "{company} : {amount} à régler depuis le {due} ({invoices}). Un oubli ? Dites-nous quand vous "
    "payez. Déjà réglé : merci.",
    ("friendly", "es"): "{company}: {amount} por pagar desde el {due} ({invoices}). ¿Un olvido? Indique la fecha de "
    "pago. Si ya ha pagado, gracias.",
    ("friendly", "nl"): "{company}: {amount} staat open sinds {due} ({invoices}). Over het hoofd gezien? Laat weten "
    "wanneer u betaalt. Al betaald: dank u.",
    ("firm", "en"): "{company}: {amount} has been due since {due} ({invoices}). Please pay now or call us today.",
    ("firm", "de"): "{company}: seit {due} sind {amount} überfällig ({invoices}). Bitte zahlen Sie jetzt oder rufen "
    "Sie heute an.",
    ("firm", "fr"): "{company} : {amount} en retard depuis le {due} ({invoices}). Merci de régler ou d'appeler "
    "aujourd'hui.",
    ("firm", "es"): "{company}: {amount} sin pagar desde el {due} ({invoices}). Pague ahora o llame hoy.",
    ("firm", "nl"): "{company}: {amount} is sinds {due} te laat ({invoices}). Betaal nu of bel ons vandaag.",
    ("formal", "en"): "{company}: last notice before further steps. {amount}, due {due} ({invoices}), is unpaid. "
    "Please pay within ten days.",
    ("formal", "de"): "{company}: letzte Mahnung vor weiteren Schritten. {amount}, fällig seit {due} ({invoices}), "
    "sind offen. Bitte zahlen Sie binnen zehn Tagen.",
    ("formal", "fr"): "{company} : dernier rappel avant suite. {amount} à régler depuis le {due} ({invoices}). "
    "Merci de payer sous dix jours.",
    ("formal", "es"): "{company}: aviso final antes de otras medidas. {amount} sin pagar desde el {due} "
    "({invoices}). Pague en una semana.",
    ("formal", "nl"): "{company}: laatste herinnering voor verdere stappen. {amount}, vervallen op {due} "
    "({invoices}), staat open. Betaal binnen tien dagen.",
}
"""The amount is what is spoken of, so that a sentence reads right over one invoice and over several."""

_ENDS = {
    "en": "Fee: {fee}.\nInterest: {interest}.\nSTOP ends these messages.",
    "de": "Gebühr: {fee}.\nZinsen: {interest}.\nSTOP beendet diese Nachrichten.",
    "fr": "Frais : {fee}.\nIntérêts : {interest}.\nSTOP pour ne plus en recevoir.",
    "es": "Gastos: {fee}.\nIntereses: {interest}.\nSTOP para no recibirlos.",
    "nl": "Kosten: {fee}.\nRente: {interest}.\nSTOP voor geen berichten meer.",
}

SHORT = {(tone, language): f"{said}\n{_ENDS[language]}" for (tone, language), said in _TONES.items()}
"""Tone and language -> the text, in signs of the GSM alphabet; a line of which nothing is known is left out."""
