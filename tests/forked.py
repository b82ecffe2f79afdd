"""`--forks N`: everything is imported and collected once, and N forks of that process take file after file.

Each fork stays on one database to its end. When it finds no file left there, a fork for the next database begins, so
that no core waits between two databases. What a fork reports is told by the process that they come from.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any

import pytest

FORK = multiprocessing.get_context("fork")
NUMBER_BYTES = 4
STOP_SECONDS = 10.0

Chosen = Callable[[str, Sequence[pytest.Item]], list[pytest.Item]]
"""Which of all tests run on a database."""

Begin = Callable[[str, str], None]
"""What a fork does first, given its database and its name."""


class Lane:
    """The files of one database in the order in which forks take them; a pipe hands out the number of the next."""

    def __init__(self, database: str, items: Sequence[pytest.Item]) -> None:
        self.database = database
        self.files = [list(file) for _, file in itertools.groupby(items, key=_together)]
        self.tests = len(items)
        self._next, numbers = os.pipe()
        os.write(numbers, b"".join(n.to_bytes(NUMBER_BYTES) for n in range(len(self.files))))
        os.close(numbers)

    def items(self) -> Iterator[pytest.Item]:
        """The tests of one file after another, until no fork has left one."""
        while number := os.read(self._next, NUMBER_BYTES):
            yield from self.files[int.from_bytes(number)]


def _together(item: pytest.Item) -> Path:
    """What one fork takes whole: a file, or the folder whose tests share a browser and a server."""
    return item.path.parent if item.get_closest_marker("browser") else item.path


class Forks:
    """A plugin that runs the tests of a session in forks of this process."""

    def __init__(self, count: int, databases: Sequence[str], chosen: Chosen, begin: Begin) -> None:
        self.count = count
        self.databases = databases
        self.chosen = chosen
        self.begin = begin
        self._running: dict[Connection, tuple[ForkProcess, str]] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        """Start forks, and tell what they report until the last has ended."""
        if session.testsfailed or session.config.option.collectonly:
            return None
        lanes = [Lane(database, self.chosen(database, session.items)) for database in self.databases]
        session.testscollected = sum(lane.tests for lane in lanes)
        waiting = iter([(lane, n) for lane in lanes for n in range(self.count)])
        try:
            for lane, n in itertools.islice(waiting, self.count):
                self._start(session, lane, n)
            while self._running:
                for pipe in wait(list(self._running)):
                    assert isinstance(pipe, Connection)
                    if not self._heard(session.config, pipe):
                        self._ended(session, pipe)
                        for lane, n in itertools.islice(waiting, 1):
                            self._start(session, lane, n)
        finally:
            for process, _ in self._running.values():
                process.terminate()
                process.join(STOP_SECONDS)
        return True

    def _start(self, session: pytest.Session, lane: Lane, n: int) -> None:
        here, there = FORK.Pipe(duplex=False)
        process = FORK.Process(target=self._work, args=(session, lane, n, there))
        process.start()
        there.close()
        self._running[here] = process, ""

    def _heard(self, config: pytest.Config, pipe: Connection) -> bool:
        """Take one message; False when none will come any more."""
        try:
            said: Any = pipe.recv()
        except EOFError:
            return False
        if isinstance(said, str):
            self._running[pipe] = self._running[pipe][0], said
        else:
            report = config.hook.pytest_report_from_serializable(config=config, data=said)
            config.hook.pytest_runtest_logreport(report=report)
        return True

    def _ended(self, session: pytest.Session, pipe: Connection) -> None:
        process, last = self._running.pop(pipe)
        pipe.close()
        process.join()
        if process.exitcode:
            session.shouldfail = f"a fork ended with code {process.exitcode} at {last or 'its start'}"
            raise session.Failed(session.shouldfail)

    def _work(self, session: pytest.Session, lane: Lane, n: int, out: Connection) -> None:
        """In the fork: what is printed is captured apart, reports go to the process that it comes from."""
        plugins = session.config.pluginmanager
        capture = plugins.getplugin("capturemanager")
        assert capture is not None
        capture.stop_global_capturing()
        capture.start_global_capturing()
        plugins.unregister(name="terminalreporter")
        plugins.register(_Teller(session.config, out, "" if lane.database == self.databases[0] else lane.database))
        self.begin(lane.database, f"{lane.database}{n}")
        for item, following in itertools.pairwise(itertools.chain(lane.items(), [None])):
            assert item is not None
            session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)


class _Teller:
    """In a fork: tells which test begins and every report; a test of a further database has it in its name."""

    def __init__(self, config: pytest.Config, out: Connection, database: str) -> None:
        self.config = config
        self.out = out
        self.place = f" on {database}" if database else ""

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Named when the fork falls over."""
        self.out.send(nodeid + self.place)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """As plain values."""
        data = self.config.hook.pytest_report_to_serializable(config=self.config, report=report)
        data["nodeid"] += self.place
        self.out.send(data)
