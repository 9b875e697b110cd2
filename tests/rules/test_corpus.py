"""The five hand-labelled reports beside the project are judged as their labels say."""

import subprocess
import sys
from pathlib import Path

from app.paths import ROOT

ALL_RIGHT = (
    "loaded",
    "kind",
    "title",
    "level",
    "year",
    "status",
    "evidence",
    "sections",
    "three-systems found",
    "deficiency count",
    "cause per deficiency",
    "plan year",
    "gap precision",
    "gap recall",
    "count F1",
)


def test_labelled_reports_are_judged_as_labelled(shared: Path) -> None:
    least = [f"--min={figure}=1.0" for figure in ALL_RIGHT]
    command = [sys.executable, str(shared.parent / "score.py"), str(shared / "seeds"), *least]

    done = subprocess.run(
        [*command, "--details", "--python", sys.executable, "--root", str(ROOT)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
