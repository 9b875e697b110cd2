"""A batch runs as the window's background job: it tells how far it is, ends with all, and stops when told to."""

from __future__ import annotations

import multiprocessing
import sys
from functools import partial
from pathlib import Path

import pytest

from app import batch
from app.batch import Batch
from tests.unit.scripted import Scripted
from ui.job import Job

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="scripted by signals")


@pytest.fixture
def job(qapp):
    job = Job()
    yield job
    job.close()


def files(folder: Path, *words: str) -> Path:
    for number, text in enumerate(words):
        (folder / f"{number}.txt").write_text(text, "utf-8")
    return folder


def test_a_batch_ends_with_what_came_out(qtbot, job, tmp_path):
    with qtbot.waitSignal(job.succeeded) as came:
        job.start(partial(batch.run, Scripted(), [files(tmp_path, "甲", "乙")], 2))

    (found,) = came.args
    assert isinstance(found, Batch)
    assert len(found.summaries) == 2


def test_a_batch_that_is_cancelled_leaves_no_process(qtbot, job, tmp_path):
    with qtbot.waitSignal(job.progressed):
        job.start(partial(batch.run, Scripted(), [files(tmp_path, "loop", "loop", "甲")], 2))
    with qtbot.waitSignal(job.cancelled):
        job.cancel()

    assert multiprocessing.active_children() == []
