"""Tells whether a bundle holds all that the window needs; run by ``python -m ui --smoke``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QLibraryInfo
from PySide6.QtGui import QFont, QFontDatabase, QTextLayout

from app.engine import Engine
from app.errors import AppError
from app.load import SUFFIXES
from app.model import Report
from app.paths import SAMPLES
from app.report import html
from ui import printing, theme

_CHINESE = "法治政府建设年度报告"


def missing(*, translated: bool) -> Iterator[str]:
    """Yield in a sentence each what is not there or does not work."""
    if not translated:
        yield "缺少 Qt 的中文翻译（qtbase_zh_CN.qm）。"
    yield from _missing_icons()
    if not _shows_chinese():
        yield "字体不能显示中文。"
    if not _has_printer_plugin():
        yield "缺少打印插件（printsupport）。"
    try:
        yield from _missing_in_core()
    except AppError as error:
        yield str(error)


def _missing_icons() -> Iterator[str]:
    files = sorted(theme.ICONS.glob("*.svg"))
    if not files:
        yield f"缺少图标（{theme.ICONS}）。"
    for file in files:
        if theme.icon(file.stem).pixmap(16, 16).isNull():
            yield f"图标 {file.name} 无法显示，可能缺少 SVG 插件。"


def _shows_chinese() -> bool:
    """Tell whether Chinese has shapes; a machine without any Chinese font is not our fault."""
    if not QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        return True
    font = QFont()
    font.setFamilies(theme.FAMILIES)
    layout = QTextLayout(_CHINESE, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return all(0 not in run.glyphIndexes() for run in layout.glyphRuns())


def _has_printer_plugin() -> bool:
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    return any((plugins / "printsupport").glob("*"))


def _missing_in_core() -> Iterator[str]:
    engine = Engine()
    if not engine.rule_count:
        yield "规则集里没有规则。"
    samples = sorted(path for path in SAMPLES.glob("*") if path.suffix in SUFFIXES)
    if not samples:
        yield f"缺少示例报告（{SAMPLES}）。"
    elif not _makes_pdf(engine.report(samples[0])):
        yield "不能生成 PDF。"


def _makes_pdf(report: Report) -> bool:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "smoke.pdf"
        page = html.render(report, only_gaps=True)
        printing.write_pdf(page, path, printing.title_of(report))
        return path.read_bytes().startswith(b"%PDF")
