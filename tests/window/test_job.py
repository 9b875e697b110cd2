"""One background run: its signals, its cancelling, and a new run in place of an old one."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event, current_thread, main_thread

import pytest

from ui.job import Job


@pytest.fixture
def job(qtbot) -> Iterator[Job]:
    made = Job()
    yield made
    made.close()


def test_the_value_arrives_in_the_main_thread(qtbot, job):
    seen: list[object] = []
    job.succeeded.connect(lambda value: seen.append((value, current_thread() is main_thread())))

    with qtbot.waitSignal(job.succeeded):
        job.start(lambda: iter([None, "value"]))

    assert seen == [("value", True)]
    assert not job.is_running


def test_a_failure_is_handed_over_as_it_is(qtbot, job):
    def steps() -> Iterator[None]:
        yield None
        raise ValueError("broken")

    with qtbot.waitSignal(job.failed) as caught:
        job.start(steps)

    assert repr(caught.args[0]) == "ValueError('broken')"


def test_a_cancelled_run_stops_between_two_steps(qtbot, job):
    begun, go_on = Event(), Event()
    done: list[str] = []

    def steps() -> Iterator[None]:
        begun.set()
        go_on.wait(10)
        yield None
        done.append("second step")
        yield None

    job.start(steps)
    assert begun.wait(10)
    with qtbot.waitSignal(job.cancelled), qtbot.assertNotEmitted(job.succeeded):
        job.cancel()
        go_on.set()

    assert done == []


def test_a_new_run_silences_the_one_before(qtbot, job):
    begun, go_on = Event(), Event()
    values: list[str] = []

    def slow() -> Iterator[str | None]:
        begun.set()
        go_on.wait(10)
        yield "old"

    job.succeeded.connect(values.append)
    job.start(slow)
    assert begun.wait(10)
    with qtbot.waitSignal(job.succeeded), qtbot.assertNotEmitted(job.cancelled):
        job.start(lambda: iter(["new"]))
        go_on.set()

    assert values == ["new"]


def test_a_result_that_comes_after_cancel_is_not_shown(qtbot, job):
    with qtbot.waitSignal(job.cancelled), qtbot.assertNotEmitted(job.succeeded):
        job.start(lambda: iter(["too late"]))
        job.cancel()


def test_progress_counts_the_steps(qtbot, job, monkeypatch):
    monkeypatch.setattr("ui.job._PAUSE", -1.0)
    counts: list[int] = []
    job.progressed.connect(counts.append)

    with qtbot.waitSignal(job.succeeded):
        job.start(lambda: iter([None, None, "done"]))

    assert counts == [1, 2, 3]


def test_closing_waits_for_the_run(qtbot):
    job = Job()
    begun, ended = Event(), Event()

    def steps() -> Iterator[None]:
        begun.set()
        yield None
        ended.set()

    job.start(steps)
    assert begun.wait(10)
    job.close()

    assert not job.is_running
