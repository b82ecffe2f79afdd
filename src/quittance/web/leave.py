"""The page behind the link in mails of notifications: no more of them, asked once, or by one click (RFC 8058)."""

from __future__ import annotations

import time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from quittance.actions import notices
from quittance.actions.notices import LeaveMails
from quittance.actions.pace import Buckets
from quittance.formats import notification_words
from quittance.rules.refusals import Refusal
from quittance.web.link import KEPT_FROM_OTHERS, REQUESTS_PER_SECOND

_buckets = Buckets()
forget = _buckets.forget


@csrf_exempt
def leave(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask on GET and do it on POST; whoever only fetches the address changes nothing."""
    answer = _answered(request, secret)
    for name, value in KEPT_FROM_OTHERS.items():
        answer.headers[name] = value
    return answer


def _answered(request: HttpRequest, secret: str) -> HttpResponse:
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD, POST"})
    wait = _buckets.take(request.META.get("REMOTE_ADDR", ""), REQUESTS_PER_SECOND, time.monotonic())
    if wait:
        sentence = "Too many requests. Wait a moment and open the link again."
        answer = render(request, "link/refused.html", {"sentence": sentence}, status=429)
        answer.headers["Retry-After"] = str(wait)
        return answer
    try:
        guest = notices.enter(secret)
        done = request.method == "POST"
        if done:
            notices.leave(guest.context, LeaveMails(guest.address))
    except Refusal as refusal:
        return render(request, "link/refused.html", {"sentence": refusal.sentence}, status=404)
    words = notification_words.WORDS[guest.language]
    named = {"address": guest.address, "company": guest.company}
    values = {
        "language": guest.language,
        "company": guest.company,
        "title": words["stop_title"],
        "means": words["stop_means"].format(**named),
        "do": words["stop_do"],
        "said": words["stopped"].format(**named) if done else "",
    }
    return render(request, "link/leave.html", values)
