"""Cash application at the command line: the matching engine on files, without a database."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Annotated

import typer

cash = typer.Typer(name="cash", help="Money that came in and what it pays.", no_args_is_help=True)


@cash.callback()
def start() -> None:
    """Money that came in and what it pays."""


@cash.command("bench")
def bench(
    data: Annotated[Path, typer.Option(help="Folder with customers, open items, payments, history as CSV.")],
    out: Annotated[Path, typer.Option(help="The file of matches to write.")],
    auto: Annotated[float, typer.Option(help="Probability from which a match counts as posted.")] = 0.0,
) -> None:
    """Match a benchmark folder's payments to its open items, with no database, and write what was found."""
    from quittance.cli import cash_files
    from quittance.rules import matching, matching_learned, matching_model, matching_replay, matching_world

    if not (data / "payments.csv").is_file():
        raise typer.BadParameter(f"{data} holds no payments.csv.", param_hint="--data")
    began = time.perf_counter()
    files = cash_files.read(data)
    read = time.perf_counter()
    learned = matching_learned.learn(files.history, files.parties)
    setting = matching_world.world(files.items, files.parties, learned, files.advices, files.rates)
    indexed = time.perf_counter()
    policy = matching.Policy(auto=auto or matching.AUTO)
    model = matching_replay.cautious(matching_model.shipped(), files.history, files.items, files.parties)
    proposals = matching.propose(files.receipts, setting, model)
    currencies = {receipt.id: receipt.currency for receipt in files.receipts}
    codes = {item.id: item.currency for item in files.items}
    cash_files.write(out, [(each, policy.action(each), currencies[each.receipt]) for each in proposals], codes)
    took = time.perf_counter() - indexed
    figures = {
        "load_s": round(read - began, 2),
        "index_s": round(indexed - read, 2),
        "match_s": round(took, 2),
        "mean_ms": round(1000 * took / max(1, len(proposals)), 2),
    }
    (out.parent / "timing.json").write_text(json.dumps(figures), encoding="utf-8")
    posted = sum(policy.action(each) == "auto" for each in proposals)
    print(f"{len(proposals)} payments, {posted} posted, {round(took, 1)} s.")
