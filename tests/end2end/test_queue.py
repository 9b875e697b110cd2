"""What a real print queue receives is what the preview shows: the same words on the same pages."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from app.paths import ROOT
from tests.end2end import queue
from tests.end2end.cli import GAPS

pytestmark = pytest.mark.skipif(not queue.is_possible(), reason="no print server here")

PRINT = """
import json, sys
from pathlib import Path
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from app.engine import Engine
from app.report import html
from ui import printing
from ui.__main__ import _application

report, shown, name = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
application, _ = _application()
page = html.render(Engine().report(report), only_gaps=False)
window, printer = QWidget(), printing.new_printer()
printer.setPrinterName(name)
preview = printing.Preview(page, "清单", printer, window)
file = printing.new_printer()
file.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
file.setOutputFileName(shown)
preview.paintRequested.emit(file)     # what the preview shows
preview.paintRequested.emit(printer)  # what its button prints
print(json.dumps({"printer": printer.printerName(), "valid": printer.isValid()}))
"""


@pytest.fixture(scope="module")
def printed() -> Iterator[tuple[list[str], list[str]]]:
    """Print a report on the queue; return the words of each page in the preview and on the paper."""
    with tempfile.TemporaryDirectory() as folder:  # pytest's are too long for the name of a socket
        home = Path(folder)
        home.chmod(0o755)
        with queue.running(home) as found:
            shown = home / "shown.pdf"
            done = subprocess.run(
                [sys.executable, "-c", PRINT, str(GAPS), str(shown), queue.QUEUE],
                env={
                    "CUPS_SERVER": str(found.server),
                    "PYTHONPATH": str(ROOT),
                    "QT_QPA_PLATFORM": "offscreen",
                    "LC_ALL": "C.UTF-8",
                    "PATH": "/usr/bin:/bin",
                    "HOME": folder,
                },
                capture_output=True,
                timeout=60,
                check=False,
            )
            assert done.returncode == 0, done.stderr.decode()
            assert json.loads(done.stdout) == {"printer": queue.QUEUE, "valid": True}
            yield words(shown), words(found.job())


def words(path: Path) -> list[str]:
    """Return the text of each page without white space; a printer's own commands stand before the file."""
    data = path.read_bytes()
    reader = pypdf.PdfReader(BytesIO(data[data.index(b"%PDF") :]))
    return ["".join(page.extract_text().split()) for page in reader.pages]


def test_the_pages_on_paper_are_those_of_the_preview(printed):
    preview, paper = printed
    assert len(paper) > 2
    assert paper == preview


def test_the_paper_holds_the_report_with_heads_and_numbers(printed):
    _, paper = printed
    assert "石盘乡人民政府" in paper[0]
    assert f"第2页/共{len(paper)}页" in paper[1]
    assert "发现与原文" in paper[1]
    assert "复核人" in paper[-1]
