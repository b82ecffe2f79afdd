"""Mail that came back: notifications taken in, and the addresses that are to be corrected."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import File, Router
from ninja.files import UploadedFile

from quittance.actions import bounces
from quittance.actions.bounces import BounceTaken
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.kinds import Shown
from quittance.reports import bounces as reports

router = Router()


class StoppedShown(Shown):
    """A customer whose address mail came back from; nothing is mailed there until it is another one."""

    customer_number: str
    customer_name: str
    address: str


class StoppedAddresses(Shown):
    """Addresses that are to be corrected."""

    rows: list[StoppedShown]


@does(router, "POST", "/bounces", "bounces.take_in", result_of(BounceTaken), status=201)
def take_in(desk: Desk, file: Annotated[UploadedFile, File()]) -> BounceTaken:
    """Take a delivery status notification in (multipart, field `file`): the mail as it came (RFC 3464)."""
    return bounces.take_bytes(desk.context, file.read())


@asks(router, "/bounces", StoppedAddresses)
def stopped(desk: Desk) -> dict[str, Any]:
    """List the addresses that mail came back from and that nobody has corrected yet."""
    names = ("customer_number", "customer_name", "address")
    return {"rows": [{name: getattr(one, name) for name in names} for one in reports.to_correct(desk.books)]}
