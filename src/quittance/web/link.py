"""The page that a link opens without a sign-in: the paper, what is open and how to pay, or an estimate to decide on.

Whoever only fetches the address (a scanner of links, a preview) changes nothing: seen is what somebody has touched.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt

from quittance import file_answer
from quittance.actions import estimates, links
from quittance.actions.estimates import AcceptEstimate, DeclineEstimate
from quittance.actions.links import Guest, ViewLink
from quittance.actions.pace import Buckets
from quittance.formats import paper_figures
from quittance.reports import books, letterhead, opened
from quittance.rules.link import REFUSED
from quittance.rules.refusals import NotFound, Refusal
from quittance.web import attachments, paper, visit
from quittance.web import link_dispute as link_dispute_form

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Guest, P], HttpResponse]

REQUESTS_PER_SECOND = 2.0
"""Of one link, and of one address whose links are wrong, in each web process, with a minute's worth at once."""

ACCEPT, DECLINE = "accept", "decline"
MOST_CHARACTERS = 300
KEPT_FROM_OTHERS = {"X-Robots-Tag": "noindex, nofollow", "Cache-Control": "no-store, private"}
_buckets = Buckets()
forget = _buckets.forget


def _declare(*methods: str) -> Callable[[View[P]], Callable[..., HttpResponse]]:
    """Declare a view of a guest; what is wrong, revoked or expired is refused in the same words."""

    def declare(view: View[P]) -> Callable[..., HttpResponse]:
        @functools.wraps(view)
        def run(request: HttpRequest, secret: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            answer = _answered(request, secret, lambda guest: view(request, guest, *args, **kwargs), methods)
            for name, value in KEPT_FROM_OTHERS.items():
                answer.headers[name] = value
            return answer

        return run

    return declare


def _answered(
    request: HttpRequest, secret: str, view: Callable[[Guest], HttpResponse], methods: tuple[str, ...]
) -> HttpResponse:
    try:
        guest = links.enter(secret)
    except Refusal as refusal:
        wait = _buckets.take(request.META.get("REMOTE_ADDR", ""), REQUESTS_PER_SECOND, time.monotonic())
        return _waits(request, wait) if wait else _refused(request, refusal.sentence, 404)
    wait = _buckets.take((guest.context.tenant_id, guest.id), REQUESTS_PER_SECOND, time.monotonic())
    if wait:
        return _waits(request, wait)
    if request.method not in methods:
        return HttpResponse(status=405, headers={"Allow": ", ".join(methods)})
    try:
        return view(guest)
    except NotFound:
        return _refused(request, REFUSED, 404)


@_declare("GET", "HEAD")
def link(request: HttpRequest, guest: Guest) -> HttpResponse:
    """The page; staff who look at it are told that it does not count."""
    return _page(request, guest)


@csrf_exempt
@_declare("POST")
def link_seen(request: HttpRequest, guest: Guest) -> HttpResponse:
    """Somebody has touched the page: it is seen, unless that is a person of the company."""
    if not _is_staff(request, guest):
        links.view(guest.context, ViewLink(guest.id))
    return HttpResponse(status=204)


@_declare("GET", "HEAD")
def link_pdf(request: HttpRequest, guest: Guest) -> HttpResponse:
    """The paper as a file."""
    return paper.file(opened.pdf(books.of(guest.context), guest.target, guest.context.today))


@_declare("GET", "HEAD")
def link_xml(request: HttpRequest, guest: Guest) -> HttpResponse:
    """The document as an e-invoice; raises `NotFound` where it cannot be said as one."""
    made = opened.electronic(books.of(guest.context), guest.target, guest.context.today)
    if made is None:
        raise NotFound(REFUSED)
    return file_answer.of(made.content, made.media_type, made.name)


@_declare("GET", "HEAD")
def link_file(request: HttpRequest, guest: Guest, id: int) -> HttpResponse:
    """A file that goes along with the document; raises `NotFound` for any other."""
    return attachments.file(opened.file(books.of(guest.context), guest.target, id))


@_declare("GET", "HEAD", "POST")
def link_decide(request: HttpRequest, guest: Guest, do: str) -> HttpResponse:
    """The question whether an estimate is accepted or declined, with a name, and the answer."""
    made = opened.page(books.of(guest.context), guest.target, guest.context.today)
    if do not in (ACCEPT, DECLINE) or guest.target.kind != "estimate":
        raise NotFound(REFUSED)
    if not made.may_decide or _is_staff(request, guest):
        return redirect("link", secret=_secret(request))
    typed = {name: request.POST.get(name, "").strip()[:MOST_CHARACTERS] for name in ("name", "order", "reason")}
    fault = ""
    if request.method == "POST":
        fault = _decided(guest, do, typed) if typed["name"] else made.words["name_needed"]
        if not fault:
            return redirect("link", secret=_secret(request))
    sure = made.words[f"{do}_sure"].format(number=guest.target.number)
    means = made.words[f"{do}_means"].format(total=made.total)
    values = {"do": do, "typed": typed, "fault": fault, "sure": sure, "means": means, "yes": made.words[do]}
    return _show(request, guest, "link/decide.html", {"made": made, **values}, 422 if fault else 200)


@_declare("GET", "HEAD", "POST")
def link_dispute(request: HttpRequest, guest: Guest) -> HttpResponse:
    """The question what is wrong with a document, and the answer, which is a dispute from then on."""
    made = opened.page(books.of(guest.context), guest.target, guest.context.today)
    may = made.objections
    if may is None:
        raise NotFound(REFUSED)
    if not may.may and request.method != "POST":
        return redirect("link", secret=_secret(request))
    said, fault = link_dispute_form.typed(request), ""
    if request.method == "POST" and not _is_staff(request, guest):
        fault = link_dispute_form.fault(request, guest, said, may, made.words["name_needed"])
        if not fault:
            return redirect("link", secret=_secret(request))
    sure = may.words["object_sure"].format(number=guest.target.number)
    values = {"made": made, "may": may, "said": said, "fault": fault, "sure": sure}
    return _show(request, guest, "link/dispute.html", values, 422 if fault else 200)


def _decided(guest: Guest, do: str, typed: dict[str, str]) -> str:
    """Record what the customer says, once however often it is sent; what is wrong in their words, "" for nothing."""
    context = replace(guest.context, key=f"link:{guest.id}:{do}:{typed['name']}"[:200])
    context = replace(context, actor=replace(context.actor, name=typed["name"][:200]))
    number = guest.target.number
    try:
        if do == ACCEPT:
            estimates.accept(context, AcceptEstimate(number, None, typed["name"], typed["order"]))
        else:
            estimates.decline(context, DeclineEstimate(number, None, typed["name"], typed["reason"]))
    except Refusal:
        page = opened.page(books.of(guest.context), guest.target, guest.context.today)
        return page.words["refused_now"]
    links.view(guest.context, ViewLink(guest.id))
    return ""


def _page(request: HttpRequest, guest: Guest) -> HttpResponse:
    here = books.of(guest.context)
    made = opened.page(here, guest.target, guest.context.today)
    values = {
        "made": replace(made, pages=opened.pages(here, made.sheet)),
        "xml": opened.electronic(here, guest.target, guest.context.today) is not None,
        "staff": _is_staff(request, guest),
    }
    return _show(request, guest, "link/link.html", values)


def _show(request: HttpRequest, guest: Guest, template: str, values: dict[str, Any], status: int = 200) -> HttpResponse:
    made = values["made"]
    head = letterhead.of(books.of(guest.context))
    until = links.day_of(guest.expires_at)
    figures = paper_figures.of(made.sheet.language, made.sheet.region)
    common = {
        "secret": _secret(request),
        "number": guest.target.number,
        "head": head,
        "whom": made.words["for"].format(name=guest.target.customer_name),
        "only": made.words["only"].format(number=guest.target.number, day=figures.day(until)),
        "logo": _logo(letterhead.logo(books.of(guest.context))),
    }
    return render(request, template, {**common, **values}, status=status)


def _logo(logo: letterhead.Logo | None) -> str:
    """The company's logo as data, "" where it has none."""
    return opened.data(letterhead.TYPES[logo.kind], logo.content) if logo is not None else ""


def _is_staff(request: HttpRequest, guest: Guest) -> bool:
    """True for a signed-in person of the company that sent the link."""
    if not request.user.is_authenticated:
        return False
    try:
        return visit.of(request).context.tenant_id == guest.context.tenant_id
    except Refusal:
        return False


def _secret(request: HttpRequest) -> str:
    match = request.resolver_match
    return str(match.kwargs["secret"]) if match else ""


def _refused(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    return render(request, "link/refused.html", {"sentence": sentence}, status=status)


def _waits(request: HttpRequest, wait: int) -> HttpResponse:
    answer = _refused(request, "Too many requests. Wait a moment and open the link again.", 429)
    answer.headers["Retry-After"] = str(wait)
    return answer
