"""Measures what users feel, and says whether it meets the bounds of the design.

Run by ``build/make.py bench``. Prints the minimum and median of several runs, in milliseconds.
"""

from __future__ import annotations

import io
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import bench_batch

if TYPE_CHECKING:
    from ui.main_window import MainWindow

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "resources" / "samples" / "良好示例.txt"
LENGTH = 4000
RUNS = 15
REPORTS = 200
MEGABYTES = 200
_LOOK = (
    '<w:rFonts w:hint="eastAsia" w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312" w:hAnsi="仿宋_GB2312" '
    'w:cs="仿宋_GB2312"/><w:color w:val="000000"/><w:kern w:val="0"/><w:sz w:val="32"/><w:szCs w:val="32"/>'
)


def main() -> int:
    """Measure everything and return 1 when a bound is not met."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "报告.txt"
        report.write_text(_report(LENGTH), "utf-8")
        met = [
            _print("冷启动命令行检查一份报告", 400, _cold_checks(report)),
            _print("拖入 4,000 字报告到结论上屏", 150, _drops(report)),
            _print(
                "再次检查 5 万字报告（不含界面）",
                150,
                _checks(Path(folder) / "长报告.txt", 50_000),
            ),
            *_word_files(_made(Path(folder) / "Word")),
            *_batches(Path(folder)),
        ]
    return 0 if all(met) else 1


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _batches(folder: Path) -> Iterator[bool]:
    """Measure the workbook of 1,000 units, and the Word files that are in ``folder`` already."""
    yield _print("1,000 个单位 × 40 项的汇总表，只写这一张", 1000, bench_batch.matrix_seconds())
    yield from _print_both("1,000 个单位的整个汇总工作簿", bench_batch.book_seconds(folder))
    files = bench_batch.folder_seconds(folder / "Word", ROOT)
    yield from _print_both("200 份 Word 报告，从文件夹到汇总工作簿", files)


def _print_both(what: str, measured: Iterable[tuple[float, float]]) -> Iterator[bool]:
    seconds, megabytes = zip(*measured, strict=True)
    yield _print(what, 6000, seconds)
    most = max(megabytes)
    verdict = "达到" if most <= MEGABYTES else "未达到"
    sys.stdout.write(f"　　内存：最多 {most:.0f} MB，要求 {MEGABYTES} MB 以内，{verdict}\n")
    yield most <= MEGABYTES


def _report(length: int) -> str:
    """Return the sample report, its chapters repeated or cut to ``length`` characters."""
    text = SAMPLE.read_text("utf-8")
    head, body = text[:200], text[200:]
    return (head + body * (length // len(body) + 1))[:length]


def _print(what: str, bound: float, seconds: Iterable[float]) -> bool:
    measured = sorted(1000 * second for second in seconds)
    median = statistics.median(measured)
    verdict = "达到" if median <= bound else "未达到"
    form = ",.0f" if bound >= RUNS else ".3g"
    sys.stdout.write(
        f"{what}：最短 {measured[0]:.0f} 毫秒，中位 {median:.0f} 毫秒，要求 {bound:{form}} 毫秒以内，{verdict}\n"
    )
    return median <= bound


def _timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def _cold_checks(report: Path) -> Iterator[float]:
    command = [sys.executable, "-m", "app", "check", str(report)]
    with tempfile.TemporaryDirectory() as compiled:  # users have compiled modules too
        without = "PYTHONDONTWRITEBYTECODE"
        variables = {name: value for name, value in os.environ.items() if name != without}
        variables["PYTHONPYCACHEPREFIX"] = compiled
        run = partial(
            subprocess.run,
            command,
            cwd=ROOT,
            env=variables,
            stdout=subprocess.DEVNULL,
            check=False,
        )
        run()
        for _ in range(RUNS):
            yield _timed(run)


def _checks(report: Path, length: int) -> Iterator[float]:
    from app.engine import Engine

    report.write_text(_report(length), "utf-8")
    engine = Engine()
    engine.report(report)
    for _ in range(RUNS):
        yield _timed(lambda: engine.report(report))


def _word_files(folder: Path) -> Iterator[bool]:
    """Compare with python-docx on the same 200 files, each read by both in turn."""
    import docx

    from app.engine import Engine
    from app.load import load

    files = _write_word_reports(folder)
    engine = Engine()
    engine.report(files[0])
    readers: dict[str, Callable[[Path], object]] = {
        "python-docx": lambda path: [p.text for p in docx.Document(str(path)).paragraphs],
        "load": load,
        "check": engine.report,
    }
    taken: dict[str, list[float]] = {name: [] for name in readers}
    for file in files:
        for name, read in readers.items():
            taken[name].append(_timed(partial(read, file)))
    base = 1000 * statistics.median(taken["python-docx"])
    sys.stdout.write(f"200 份 Word 报告，python-docx 读段落文字：每份中位 {base:.1f} 毫秒\n")
    yield _print("　　本程序读同样的文件（连同编号、表格、文本框）", 0.4 * base, taken["load"])
    yield _print("　　本程序检查同样的文件（读、分部分、全部规则）", base, taken["check"])


def _write_word_reports(folder: Path) -> list[Path]:
    """Write reports as Word writes them: runs cut where digits meet Chinese and where somebody edited."""
    sys.path.insert(0, str(ROOT))
    from tests.unit import word

    files = []
    numbering = word.one_list(word.level(0, "chineseCounting", "%1、"))
    for number in range(REPORTS):
        text = _report(LENGTH).replace("2024", str(2015 + number % 10))
        body = [word.p(*_runs(line, number)) for line in text.split("\n") if line]
        rows = [("项目", "数量", "单位", "备注")] + [
            (f"第{at}项", str(at * number), "件", "无") for at in range(1, 6)
        ]
        body[10:10] = [word.table(*rows), word.p(word.text_box("附：法治宣传活动照片说明", "旧"))]
        body += [word.p(f"自动编号{at}", numbered=(1, 0)) for at in range(3)]
        own = word.word(*body, numbering=numbering)
        files.append(folder / f"{number}.docx")
        files[-1].write_bytes(word.packed(_company() | _parts(own, "document", "numbering")))
    return files


@cache
def _company() -> dict[str, bytes]:
    """Return the other parts of a Word file: theme, settings, fonts, properties and styles, no table styles."""
    import docx
    from docx.oxml.ns import qn
    from lxml import etree

    blank = io.BytesIO()
    document = docx.Document()
    for style in document.styles.element.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table":
            document.styles.element.remove(style)
    etree.cleanup_namespaces(document.styles.element)
    links = document.part.rels
    for each in [link.rId for link in links.values() if link.reltype.endswith("WithEffects")]:
        del links[each]  # Word has not written that part since 2010
    document.save(blank)
    return _parts(blank.getvalue())


def _parts(package: bytes, *only: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        names = [f"word/{each}.xml" for each in only] or parts.namelist()
        return {name: parts.read(name) for name in names}


def _runs(line: str, seed: int) -> list[str]:
    from tests.unit import word

    pieces = [p for p in re.split(rf"(\d+)|(?<=，)|(.{{{17 + seed % 7}}})", line) if p]
    return [word.r(piece, _LOOK) for piece in pieces]


def _drops(report: Path) -> Iterator[float]:
    """Yield the time from a drop on the window until the verdicts are painted."""
    from PySide6.QtCore import QEventLoop, QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
    from PySide6.QtGui import QDragEnterEvent, QDropEvent
    from PySide6.QtWidgets import QApplication

    application = QApplication([])
    window = _window(report.parent)
    loop = QEventLoop()
    window.run.checked.connect(window.repaint)
    window.run.checked.connect(loop.quit)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(report))])
    action = Qt.DropAction.CopyAction
    rest = (action, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)

    def drop() -> None:
        application.sendEvent(window, QDragEnterEvent(QPoint(300, 300), *rest))
        application.sendEvent(window, QDropEvent(QPointF(300, 300), *rest))
        loop.exec()

    # The window stands and has warmed up when a person drops something on it.
    QTimer.singleShot(500, loop.quit)
    loop.exec()
    for _ in range(RUNS):
        yield _timed(drop)
    window.close()


def _window(folder: Path) -> MainWindow:
    from app.engine import Engine
    from ui import messages
    from ui.crash import CrashReporter
    from ui.file_dialogs import FileDialogs
    from ui.main_window import MainWindow
    from ui.recent import Recent

    recent = Recent(folder / "recent.json")
    crashes = CrashReporter(lambda report: messages.show_crash(None, report))
    window = MainWindow(Engine(), recent, FileDialogs(recent), crashes)
    window.show()
    return window


if __name__ == "__main__":
    sys.exit(main())
