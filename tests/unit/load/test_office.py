"""Old formats are converted by LibreOffice, which is kept apart, watched and ended; or it is said what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from app.errors import AppError
from app.load import docx as word_files
from app.load import office
from app.load.office import Kind, converted, kind_of, reader_of
from app.paths import SAMPLES
from tests.unit.word import p, packed, word

OOR = "{http://openoffice.org/2001/registry}"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RTF = b"{\\rtf1\\ansi A\\par}"
FLAT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document office:version="1.2" '
    'office:mimetype="application/vnd.oasis.opendocument.text" '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "<office:body><office:text>{}</office:text></office:body></office:document>"
)
on_posix = pytest.mark.skipif(sys.platform == "win32", reason="a script stands for LibreOffice")
with_office = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="there is no LibreOffice on this computer"
)


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which temporary folders are made."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def pretend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Let a script stand for LibreOffice; in it, $in and $out are the file that it is given and has to write."""

    def install(script: str) -> Path:
        program = tmp_path / "programs" / "soffice"
        program.parent.mkdir()
        head = '#!/bin/sh\nfor in in "$@"; do :; done\nout="${in%.*}.docx"\n'
        program.write_text(f"{head}cd '{tmp_path}'\n{script}\n", "utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
        return program

    return install


def result(steps: Generator[None, None, bytes]) -> bytes:
    """Return what ``steps`` ends with."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            data: bytes = end.value
            return data


def refusal(data: bytes, name: str = "报告.doc") -> AppError:
    """Return what is said of ``data``."""
    with pytest.raises(AppError) as caught:
        result(converted(data, name))
    assert caught.value.place == name
    return caught.value


def shown(data: bytes, name: str = "报告.doc") -> list[str]:
    """Return what a person sees of each paragraph of ``data`` after converting it."""
    found, _ = word_files.blocks(result(converted(data, name)), name)
    return [block.label + block.text for block in found if block.text]


def is_running(process: int) -> bool:
    """Tell whether a process is there and has not ended."""
    try:
        state = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


# What a file is


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (word(p("甲")), Kind.DOCX),
        (packed({"mimetype": "application/x", "content.xml": "<x/>"}), Kind.ODF),
        (packed({"OFD.xml": "<x/>"}), Kind.OFD),
        (packed({"a.txt": "甲"}), Kind.ZIP),
        (word(p("甲"))[:200], Kind.ZIP),
        (OLE + b"\0" * 600, Kind.OLE),
        (RTF, Kind.RTF),
        (b"%PDF-1.7\n", Kind.PDF),
        (b"\n\n%PDF-1.7\n", Kind.PDF),
        ("<p>甲</p>".encode(), Kind.HTML),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html><html>", Kind.HTML),
        ("<html><p>甲".encode("utf-16"), Kind.HTML),
        ("<?xml version='1.0'?>\n<!-- 甲 --><html xmlns='x'>".encode("gb18030"), Kind.HTML),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n", Kind.HTML),
        (FLAT.format("").encode(), Kind.XML),
        ("一、总体情况".encode(), Kind.TEXT),
        ("一、总体情况".encode("gb18030"), Kind.TEXT),
        ("一、总体情况".encode("utf-16"), Kind.TEXT),
        ("2024年：<p>是段落标记".encode(), Kind.TEXT),
        (b"Subject: 2024\nContent-Type: text/plain\n", Kind.TEXT),
        (b"\x00\x01\x02", Kind.BINARY),
        (b"", Kind.TEXT),
    ],
)
def test_a_file_is_known_by_its_content(data, kind):
    assert kind_of(data) is kind


@pytest.mark.parametrize(
    ("data", "module"),
    [
        (word(p("甲")), "docx"),
        (b"<html>", "html"),
        (b"%PDF-1.7", "pdf"),
        (b"2024", "text"),
        (OLE, None),
        (RTF, None),
        (packed({"content.xml": ""}), None),
        (b"\0", None),
    ],
)
def test_what_only_has_a_wrong_name_needs_no_conversion(data, module):
    assert reader_of(data) == module


# What cannot be converted


@pytest.mark.parametrize("name", ["报告.doc", "报告.WPS", "报告.rtf"])
def test_without_libreoffice_it_is_said_how_to_save_the_file(name, monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(office, "_usual_places", lambda: ())

    said = refusal(RTF, name)

    assert said.code == "load-no-office"
    assert f"{Path(name).suffix} 格式要先转换" in said.message
    assert "另存为" in said.hint


def test_an_ofd_file_is_named():
    assert refusal(packed({"OFD.xml": "<x/>"}), "报告.ofd").code == "load-ofd"


@on_posix
@pytest.mark.parametrize(
    "data",
    [
        packed({"a.txt": "甲"}),
        b"\x00\x01\x02",
        b"<?xml version='1.0'?><pkg:package xmlns:pkg='x'/>",
        b"<?xml version='1.0'?><w:wordDocument><w:body><w:p><w:pPr><w:listPr/>",
    ],
)
def test_libreoffice_is_not_given_what_it_would_misread(data, pretend):
    pretend('cp "$in" "$out"')

    assert refusal(data).code == "load-disguised"


@on_posix
def test_what_libreoffice_cannot_read_is_said(pretend):
    pretend("exit 0")

    assert refusal(RTF).code == "load-office-failed"


@on_posix
def test_a_libreoffice_that_cannot_start_is_said(pretend):
    pretend("").write_text("no program", "utf-8")

    assert refusal(RTF).code == "load-office-start"


@on_posix
@pytest.mark.parametrize(
    "data",
    [
        OLE + b"\0" * 504 + b"\xec\xa5\xc1\0" + b"\0" * 7 + b"\x01" + b"\0" * 600,
        OLE + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le"),
        packed(
            {"content.xml": "?", "META-INF/manifest.xml": "<x><manifest:encryption-data/></x>"}
        ),
    ],
)
def test_a_password_is_said(data, pretend):
    pretend("exit 0")

    assert refusal(data).code == "load-protected"


@on_posix
def test_what_takes_too_long_is_ended(pretend, monkeypatch, temporary):
    pretend("sleep 600")
    monkeypatch.setattr(office, "CONVERSION_SECONDS", 0)

    assert refusal(RTF).code == "load-office-slow"
    assert list(temporary.iterdir()) == []


# How LibreOffice is run


@on_posix
def test_libreoffice_works_on_a_copy_in_a_folder_that_goes(pretend, tmp_path, temporary):
    pretend('cp "$in" "$out"; echo "$in" > given')

    assert result(converted(RTF, "报告.rtf")) == RTF
    given = Path((tmp_path / "given").read_text("utf-8").strip())
    assert given.is_relative_to(temporary)
    assert given.name.isascii()
    assert list(temporary.iterdir()) == []


@on_posix
def test_the_caller_gets_the_word_while_libreoffice_works(pretend):
    pretend('sleep 0.3; cp "$in" "$out"')
    steps = converted(RTF, "报告.rtf")

    assert next(steps) is None
    assert next(steps) is None
    assert result(steps) == RTF


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for its processes")
def test_closing_ends_every_process_and_removes_the_folder(pretend, tmp_path, temporary):
    pretend("sleep 600 &\necho $$ $! > jobs.part; mv jobs.part jobs; wait")
    steps = converted(RTF, "报告.rtf")
    while not (tmp_path / "jobs").exists():
        next(steps)
    processes = [int(each) for each in (tmp_path / "jobs").read_text("utf-8").split()]
    assert all(map(is_running, processes))

    steps.close()

    assert not any(map(is_running, processes))
    assert list(temporary.iterdir()) == []


@on_posix
def test_libreoffice_gets_its_own_libraries_from_the_frozen_program(pretend, monkeypatch):
    pretend('echo "$LD_LIBRARY_PATH" > "$out"')
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/bundle")

    assert result(converted(RTF, "报告.rtf")) == b"\n"

    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/own")

    assert result(converted(RTF, "报告.rtf")) == b"/own\n"


@on_posix
@pytest.mark.parametrize(
    ("rtf", "given"),
    [
        (
            b'{\\rtf1 {\\field{\\*\\fldinst INCLUDEPICTURE "\\\\\\\\host\\\\a.png"}{\\fldrslt A}}}',
            b'{\\rtf1 {\\field{\\*\\*\\fldin INCLUDEPICTURE "\\\\\\\\host\\\\a.png"}{\\fldrslt A}}}',
        ),
        (
            b"{\\rtf1 \\\\fldinst \\fldinstx \\'e4\\fldinst}",
            b"{\\rtf1 \\\\fldinst \\fldinstx \\'e4\\*\\fldin}",
        ),
    ],
)
def test_no_field_code_of_rtf_reaches_libreoffice(rtf, given, pretend):
    pretend('cp "$in" "$out"')

    assert result(converted(rtf, "报告.rtf")) == given


# With LibreOffice itself


@with_office
def test_rtf_is_read_with_its_automatic_numbers():
    level = "\\levelnfc37\\leveljc0\\levelfollow2\\levelstartat1"
    lists = (
        f"{{\\*\\listtable{{\\list{{\\listlevel{level}{{\\leveltext\\'02\\'00\\u12289 ?;}}"
        "{\\levelnumbers\\'01;}}\\listid1}}"
        "{\\*\\listoverridetable{\\listoverride\\listid1\\listoverridecount0\\ls1}}"
    )
    body = "".join(f"{{\\pard\\plain\\ls1\\ilvl0 {each}\\par}}" for each in "AB")

    assert shown(f"{{\\rtf1\\ansi{lists}{body}}}".encode()) == ["一、A", "二、B"]


@with_office
def test_a_field_of_rtf_shows_what_it_showed():
    date = "{\\field{\\*\\fldinst DATE}{\\fldrslt 2024}}"

    assert shown(f"{{\\rtf1\\ansi A{date}B\\par}}".encode()) == ["A2024B"]


@with_office
def test_an_opendocument_text_is_read():
    flat = FLAT.format("<text:p>甲<text:s/>乙</text:p><text:p>丙</text:p>").encode()

    assert shown(flat, "报告.fodt") == ["甲 乙", "丙"]


@with_office
@pytest.mark.parametrize("data", [OLE + b"\xaa" * 5000, b"{\\rtf1 A"])
def test_what_is_no_document_is_not_taken_for_text(data):
    assert refusal(data).code == "load-office-failed"


@with_office
@pytest.mark.parametrize("suffix", ["doc", "odt"])
def test_a_report_reads_the_same_after_two_conversions(suffix, tmp_path):
    report = SAMPLES / "良好示例.docx"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    words = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        suffix,
        "--outdir",
        tmp_path,
        report,
    ]
    subprocess.run(words, capture_output=True, check=True)
    old = (tmp_path / f"良好示例.{suffix}").read_bytes()

    found, _ = word_files.blocks(result(converted(old, "报告")), "报告")
    expected, _ = word_files.blocks(report.read_bytes(), "报告")

    assert found == expected


@on_posix
def test_no_other_computer_is_among_the_sources_of_libreoffice(pretend):
    """What the profile says; tests/end2end/test_no_network.py sees that LibreOffice obeys it."""
    pretend('cp "${in%/*}/profile/user/registrymodifications.xcu" "$out"')

    settings = ElementTree.fromstring(result(converted(RTF, "报告.rtf")))

    templates = settings.findall(f".//prop[@{OOR}name='URLTemplate']/value")
    assert '"file:///".*' in [each.text for each in templates]
    assert not {each.text for each in templates} & {"file", "http", "https", "ftp", "webdav"}
