"""Pages for what cannot be shown or done: what happened, what is safe, what to do, and a code."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from quittance.rules.refusals import Conflict, Invalid, NotAllowed, NotFound, Refusal, SignInNeeded

STATUS: tuple[tuple[type[Refusal], int], ...] = (
    (SignInNeeded, 403),
    (NotAllowed, 403),
    (NotFound, 404),
    (Conflict, 409),
    (Invalid, 400),
)
HEADINGS = {
    400: "This request could not be read",
    403: "This is not open to you",
    404: "There is nothing here",
    405: "This page is not asked for this way",
    409: "Someone else was faster",
    413: "This is too large",
    500: "Something went wrong on our side",
}


def status_of(refusal: Refusal) -> int:
    """The HTTP status for a refusal."""
    return next((status for kind, status in STATUS if isinstance(refusal, kind)), 400)


def page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page for a refusal that no form can show."""
    return answer(request, status_of(refusal), refusal.sentence, refusal.code)


def answer(request: HttpRequest, status: int, sentence: str, code: str) -> HttpResponse:
    """A refusal page inside the shell where there is one."""
    values = {"heading": HEADINGS[status], "sentence": sentence, "code": code, "status": status}
    return render(request, "refused.html", values, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400: a malformed request, or one larger than the limit."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return answer(request, 400, "Go back and try once more. Nothing was changed.", "bad_request")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler403."""
    return answer(request, 403, "Ask an administrator for access. Nothing was changed.", "not_allowed")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404."""
    return answer(request, 404, "The address may be mistyped, or what it named has moved.", "not_found")


def failed(request: HttpRequest) -> HttpResponse:
    """Django's handler500: no shell, because whatever failed may be in it."""
    return render(None, "failed.html", {"heading": HEADINGS[500]}, status=500)


def no_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token: opened before signing in again, or sent from elsewhere."""
    sentence = "The page was open for too long, or was sent from another site. Go back, load it again and repeat."
    return answer(request, 403, f"{sentence} Nothing was changed.", "form_expired")


def wrong_method(request: HttpRequest, methods: tuple[str, ...]) -> HttpResponse:
    """An address that carries something out was opened like a page, or a page was sent a form."""
    said = answer(request, 405, "It is the answer to a button. Go back to where the button is.", "wrong_method")
    said.headers["Allow"] = ", ".join(methods)
    return said


def too_large(request: HttpRequest) -> HttpResponse:
    """More bytes than one request may carry."""
    return answer(request, 413, "Split the file and send its parts. Nothing was changed.", "too_large")
