"""A batch goes on whatever happens to a file or a process, and leaves nothing behind when it is stopped."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from pathlib import Path

import pytest

from app import batch, workers
from app.batch import Batch, Failure, Progress
from app.errors import AppError
from tests.unit.scripted import Homesick, Refused, Scripted

LONG = (
    "全镇共有行政执法人员若干名，全年办理行政处罚案件多起，没有被复议撤销的，也没有被诉讼纠正的。"
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")


@pytest.fixture
def folder(tmp_path: Path):
    """Make a folder of files with these words, named by their order."""

    def made(*words: str) -> Path:
        for number, text in enumerate(words, 1):
            (tmp_path / f"{number}.txt").write_text(text, "utf-8")
        return tmp_path

    return made


def checked(*chosen: Path, jobs: int = 2, engine: Scripted | None = None) -> Batch:
    """Return what comes out."""
    *_, last = batch.run(engine or Scripted(), chosen, jobs)
    assert isinstance(last, Batch)
    return last


def said(found: Batch) -> dict[str, str]:
    """Return what is said of each file: its first words, or the failure's code."""
    return {
        each.path.name: each.error.code if isinstance(each, Failure) else each.text.split("\n")[1]
        for each in found.entries
    }


@pytest.mark.parametrize("jobs", [1, 2])
def test_all_files_are_checked_in_their_order(folder, jobs):
    found = checked(folder("甲", "bad", "乙", "丙"), jobs=jobs)

    assert list(said(found).items()) == [
        ("1.txt", "甲"),
        ("2.txt", "load-damaged"),
        ("3.txt", "乙"),
        ("4.txt", "丙"),
    ]
    assert found.ruleset.title == "法治政府建设年度报告规则"


@pytest.mark.parametrize("jobs", [1, 2])
def test_progress_counts_the_files(folder, jobs):
    *steps, _ = batch.run(Scripted(), [folder("甲", "bad", "乙")], jobs)

    told = [step for step in steps if isinstance(step, Progress)]
    assert {step.total for step in told if step.done} == {3}
    assert [step.done for step in told] == sorted(step.done for step in told)
    assert told[-1].done == 3


def test_one_file_needs_no_process(folder):
    steps = batch.run(Homesick(), [folder("甲")], 2)

    assert all(not multiprocessing.active_children() for _ in steps)


def test_a_process_that_dies_costs_only_its_file(folder):
    found = checked(folder("die", "甲", "die", "乙", "丙", "丁"))

    assert said(found) == {
        "1.txt": "batch-lost",
        "2.txt": "甲",
        "3.txt": "batch-lost",
        "4.txt": "乙",
        "5.txt": "丙",
        "6.txt": "丁",
    }
    assert "程序意外停止" in found.failures[0].error.message


def test_a_process_that_is_killed_from_outside_costs_only_its_file(folder):
    killed = False
    for step in batch.run(Scripted(), [folder("loop", "甲", "乙", "丙")], 2):
        if isinstance(step, Progress) and step.done == 3 and not killed:
            killed = True
            for process in multiprocessing.active_children():
                os.kill(process.pid or 0, signal.SIGKILL)

    assert isinstance(step, Batch)
    assert said(step) == {"1.txt": "batch-lost", "2.txt": "甲", "3.txt": "乙", "4.txt": "丙"}


def test_a_file_that_never_ends_is_given_up(folder, monkeypatch):
    monkeypatch.setattr(workers, "LONGEST", 0.0)

    found = checked(folder("loop", "loop"))

    assert {each.error.message for each in found.failures} == {
        "这份文件检查了很久也没有结束，已经停止。"
    }


def test_a_file_for_which_memory_is_short_is_told(folder):
    assert said(checked(folder("memory", "甲"))) == {"1.txt": "batch-memory", "2.txt": "甲"}


def test_where_no_process_can_be_started_the_files_are_checked_all_the_same(folder):
    found = checked(folder("甲", "乙", "丙"), engine=Homesick())

    assert said(found) == {"1.txt": "甲", "2.txt": "乙", "3.txt": "丙"}


@pytest.mark.parametrize("jobs", [1, 2])
def test_rules_that_cannot_be_read_end_the_batch(folder, jobs):
    with pytest.raises(AppError) as caught:
        checked(folder("甲", "乙"), jobs=jobs, engine=Refused())

    assert str(caught.value) == "a.yaml:3:1：规则写错了。请改正。"


def test_stopping_leaves_no_process_and_lets_a_file_put_away_what_it_started(folder):
    chosen = folder("loop", "loop", "甲", "乙")
    steps = batch.run(Scripted(), [chosen], 2)
    for step in steps:
        assert isinstance(step, Progress)
        if len(_alive(chosen)) == 2:
            break
    processes = multiprocessing.active_children()
    pids = [process.pid or 0 for process in processes]
    steps.close()

    assert len(pids) == 2
    assert multiprocessing.active_children() == []
    assert [pid for pid in pids if _is_alive(pid)] == []
    assert sorted(path.name for path in chosen.glob("*.tidied")) == ["1.tidied", "2.tidied"]


def test_files_with_the_same_content_are_told_and_counted_once(folder):
    found = checked(folder("甲", "乙", "甲"))

    first, _, third = (each.path for each in found.entries)
    assert found.repeated == {third: first}
    assert [each.path.name for each in found.distinct] == ["1.txt", "2.txt"]


def test_reports_that_are_alike_are_told(folder):
    text = "\n".join(f"{LONG.replace('。', '')}其{chr(0x4E00 + 7 * n)}。" for n in range(12))
    found = checked(folder(text + "甲村", "乙", text + "丙村"))

    (pair,) = found.pairs
    assert (pair.one.path.name, pair.other.path.name) == ("1.txt", "3.txt")
    assert pair.share > 0.9
    assert "行政执法人员" in pair.passages[0]


def test_nothing_to_check_is_an_error(tmp_path):
    (tmp_path / "台账.xlsx").touch()

    with pytest.raises(AppError) as caught:
        checked(tmp_path)

    assert "里面有1个文件，都不是能检查的格式。" in str(caught.value)


def test_files_are_named_from_the_folder_that_was_chosen(folder):
    chosen = folder("甲")
    (chosen / "局").mkdir()
    (chosen / "局" / "2.txt").write_text("乙", "utf-8")

    found = checked(chosen)

    assert [found.name(each.path) for each in found.entries] == ["1.txt", str(Path("局/2.txt"))]
    assert found.folder == chosen


def _alive(folder: Path) -> list[Path]:
    """Return the files that are being checked: they were opened by a process that loops on them."""
    return list(folder.glob("*.begun"))


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
