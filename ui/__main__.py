"""Starts the window, or prints without one; the only place where objects are put together."""

from __future__ import annotations

import logging
import multiprocessing
import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import NoReturn

from PySide6.QtWidgets import QApplication

from app import NAME, __version__
from app.engine import Engine
from app.errors import AppError
from app.mask import masked
from ui import chinese, messages, theme
from ui.crash import CrashReporter
from ui.file_dialogs import FileDialogs
from ui.main_window import MainWindow
from ui.recent import Recent, default_store

GAPS_FOUND, FAILED = 1, 2


def main(given: list[str] | None = None) -> int:
    """Do what the command line asks for and return the exit status."""
    arguments = sys.argv[1:] if given is None else given
    if arguments[:1] == ["print"]:
        return print_list(_print_arguments(arguments[1:]))
    wanted = _window_arguments(arguments)
    if wanted.smoke:
        return run_smoke()
    if _has_no_display():
        _complain(
            "没有图形界面，无法打开窗口。只生成 PDF 请用：python -m ui print 文件 --pdf 输出.pdf"
        )
        return FAILED
    return run_window(wanted.file)


def run_window(file: Path | None) -> int:
    """Open the window, with ``file`` if there is one, and run until it is closed."""
    application, _ = _application()
    _log_to(default_store().with_name("log.txt"))
    recent = Recent(default_store())
    crashes = CrashReporter(_show_crash, application)
    crashes.install()
    window = MainWindow(Engine(), recent, FileDialogs(recent), crashes)
    window.show()
    if file is not None:
        window.open_file(file)
    return application.exec()


def print_list(wanted: Namespace) -> int:
    """Check a file, or all in a folder, and write the list or the summary as PDF, without a window."""
    from ui import printing

    _application()
    try:
        page, title, has_gaps = _summary(wanted) if wanted.file.is_dir() else _list(wanted)
        printing.write_pdf(page, wanted.pdf, title)
    except AppError as error:
        _complain(str(error))
        return FAILED
    return GAPS_FOUND if has_gaps else 0


def _list(wanted: Namespace) -> tuple[str, str, bool]:
    """Return the page of a report, its title, and whether something is to be done."""
    from app.report import html
    from ui import printing

    report = Engine().report(wanted.file)
    shown = masked(report) if wanted.mask else report
    page = html.render(shown, only_gaps=not wanted.full)
    return page, printing.title_of(shown, only_gaps=not wanted.full), bool(report.gaps)


def _summary(wanted: Namespace) -> tuple[str, str, bool]:
    """Return the page of a batch, its title, and whether something is to be done."""
    from app import batch
    from app.report import batch_page

    *_, told = batch.run(Engine(), [wanted.file], mask=wanted.mask)
    assert isinstance(told, batch.Batch)  # noqa: S101  (run ends with it)
    return batch_page.render(told), batch_page.title(told), told.has_gaps


def run_smoke() -> int:
    """Print what this installation lacks and return 1, or return 0."""
    from ui.smoke import missing

    _, translated = _application()
    complaints = list(missing(translated=translated))
    for complaint in complaints:
        _complain(complaint)
    return 1 if complaints else 0


def _application() -> tuple[QApplication, bool]:
    """Return the application and whether Qt's own texts are Chinese."""
    if _has_no_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QApplication([NAME])
    application.setApplicationName(NAME)
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("baogao-tijian")
    application.setWindowIcon(theme.icon("app"))
    application.setFont(theme.ui_font(application.font()))
    return application, chinese.install(application)


def _show_crash(report: str) -> messages.Box:
    return messages.show_crash(QApplication.activeWindow(), report)


def _has_no_display() -> bool:
    chosen = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform == "linux" and not any(os.environ.get(name) for name in chosen)


def _log_to(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        logging.basicConfig(
            filename=path,
            encoding="utf-8",
            level=logging.WARNING,
            format="%(asctime)s %(message)s",
        )
    except OSError:
        logging.basicConfig(level=logging.CRITICAL)


def _complain(sentence: str) -> None:
    if sys.stderr is not None:  # a windowed program on Windows has none
        print(sentence, file=sys.stderr)


class _Arguments(ArgumentParser):
    """A parser that says in Chinese what it does not accept."""

    def error(self, message: str) -> NoReturn:
        """End the program; argparse's own ``message`` is English."""
        del message
        _complain(f"命令写法不对。{self.format_usage().strip().replace('usage', '用法')}")
        sys.exit(FAILED)


def _window_arguments(arguments: list[str]) -> Namespace:
    parser = _Arguments(prog="python -m ui", description=f"打开{NAME}的窗口", add_help=False)
    parser.add_argument("file", nargs="?", type=Path, metavar="文件", help="要检查的报告")
    parser.add_argument("--smoke", action="store_true", help="检查程序是否完整")
    parser.add_argument("-h", "--help", action="help", help="显示本说明")
    return parser.parse_args(arguments)


def _print_arguments(arguments: list[str]) -> Namespace:
    parser = _Arguments(
        prog="python -m ui print", description="生成整改清单或批量汇总的 PDF", add_help=False
    )
    parser.add_argument("file", type=Path, metavar="文件", help="要检查的报告，或者放报告的文件夹")
    parser.add_argument("--pdf", type=Path, required=True, metavar="PDF", help="输出的 PDF 文件")
    parser.add_argument("--full", action="store_true", help="列出全部检查项，不只是要整改的")
    parser.add_argument("--mask", action="store_true", help="遮盖个人信息")
    parser.add_argument("-h", "--help", action="help", help="显示本说明")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
