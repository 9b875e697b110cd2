"""Old and foreign formats -> .docx, by a LibreOffice that is installed; and what a file really is.

LibreOffice runs with a profile of its own in a temporary folder. The profile names the only sources from
which it may read anything, files on this computer's disks, so that nothing in a document makes it reach
for the network, whatever the document links to; macros stay off and links are not updated.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Generator, Iterator
from enum import StrEnum
from pathlib import Path
from xml.sax.saxutils import escape

from app.errors import AppError
from app.limits import CONVERSION_SECONDS

_STEP = 0.1
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR = 512
_WORD_97 = b"\xec\xa5"
_WORD_97_VERSIONS = range(0x65, 0x120)
_ENCRYPTED = 0x01  # of the byte at 11 of Word's file information block
_HEAD = 4096
_HTML = re.compile(
    r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|title|style|script|table|div|center|span|font|h[1-6]|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_MIME = re.compile(r"(?:From|MIME-Version|Date|Subject|Content-Type):", re.IGNORECASE)
_FIELD_CODE = re.compile(rb"\\(?:fldinst(?![A-Za-z])|[^a-zA-Z])")
_SAVE_AS = "请在 Word 或 WPS 中打开它，点“文件→另存为”，类型选“Word 文档(*.docx)”，再检查新文件。"


class Kind(StrEnum):
    """What a file is by its content, whatever its name says."""

    DOCX = "docx"
    ODF = "odf"
    OFD = "ofd"
    ZIP = "zip"
    OLE = "ole"
    RTF = "rtf"
    PDF = "pdf"
    HTML = "html"
    XML = "xml"
    TEXT = "text"
    BINARY = "binary"


_READERS = {Kind.DOCX: "docx", Kind.PDF: "pdf", Kind.HTML: "html", Kind.TEXT: "text"}
_FORMS = {
    Kind.OLE: ("report.doc", "MS Word 97"),
    Kind.RTF: ("report.rtf", "Rich Text Format"),
    Kind.ODF: ("report.odt", "writer8"),
}
"""How each kind is named and which filter reads it: left to guess, LibreOffice takes anything for plain text."""
_XML_FORMS = {
    b"<office:document": ("report.fodt", "OpenDocument Text Flat XML"),
    b"<w:wordDocument": ("report.xml", "MS Word 2003 XML"),
    b"<uof:UOF": ("report.uot", "UOF text"),
}
_NUMBERED_XML = b"<w:listPr"  # of Word's XML of 2003, whose automatic numbers LibreOffice misreads


def kind_of(data: bytes) -> Kind:
    """Return what ``data`` is; HTML includes web archives (.mht), ODF does not include its XML form."""
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_zip(data)
    if data.startswith(_OLE):
        return Kind.OLE
    if data.startswith(b"{\\rtf"):
        return Kind.RTF
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    return _kind_of_text(data)


def reader_of(data: bytes) -> str | None:
    """Return which module of ``app.load`` reads ``data`` as it is, None where it has to be converted."""
    return _READERS.get(kind_of(data))


def converted(data: bytes, name: str) -> Generator[None, None, bytes]:
    """Return ``data`` as a .docx file, after yielding None time and again while LibreOffice works.

    Closing the generator ends LibreOffice and removes all that it wrote.

    Raises:
        AppError: there is no LibreOffice, or it cannot read the file, or not in time.
    """
    kind = kind_of(data)
    form = _form(data, kind)
    if form is None:
        raise _refusal(kind, name)
    program = _program()
    if program is None:
        raise AppError(
            "load-no-office",
            f"{_suffix(name)}格式要先转换成 .docx 才能检查，这台电脑上没有可用来转换的 LibreOffice。",
            _SAVE_AS,
            name,
        )
    try:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            source = Path(folder) / form[0]
            source.write_bytes(_without_field_codes(data) if kind is Kind.RTF else data)
            yield from _run(program, source, form[1], name)
            result = source.with_suffix(".docx")
            if not result.is_file():
                raise _failure(data, kind, name)
            return result.read_bytes()
    except OSError as error:
        raise AppError(
            "load-office-start",
            "没能启动 LibreOffice 来转换这份文件，也可能是磁盘已满。",
            _SAVE_AS,
            name,
        ) from error


# What a file is


def _kind_of_zip(data: bytes) -> Kind:
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return Kind.ZIP
    if any(each.startswith("word/") for each in names):
        return Kind.DOCX
    if "OFD.xml" in names:
        return Kind.OFD
    return Kind.ODF if "content.xml" in names else Kind.ZIP


def _kind_of_text(data: bytes) -> Kind:
    is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    head = data[:_HEAD].decode("utf-16" if is_wide else "latin-1", errors="replace")
    head = head.removeprefix("\xef\xbb\xbf").lstrip()
    if _HTML.match(head) or (_MIME.match(head) and "multipart/related" in head.lower()):
        return Kind.HTML
    if head.startswith("<?xml"):
        return Kind.XML
    return Kind.BINARY if "\0" in head else Kind.TEXT


def _form(data: bytes, kind: Kind) -> tuple[str, str] | None:
    """Return the file name and the filter for ``data``, None when LibreOffice would misread it."""
    if kind is not Kind.XML:
        return _FORMS.get(kind)
    roots = (root for root in _XML_FORMS if root in data[:_HEAD])
    return None if _NUMBERED_XML in data else _XML_FORMS.get(next(roots, b""))


def _refusal(kind: Kind, name: str) -> AppError:
    if kind is Kind.OFD:
        return AppError(
            "load-ofd",
            "暂不能读取 OFD 版式文件。",
            "请找到原来的 Word 文件，或在 OFD 阅读器中导出为 .docx 或 .pdf 文件，再检查。",
            name,
        )
    return AppError("load-disguised", "这份文件的扩展名和内容不符，或者已损坏。", _SAVE_AS, name)


def _failure(data: bytes, kind: Kind, name: str) -> AppError:
    """Return why LibreOffice wrote nothing, as far as ``data`` tells."""
    if (kind is Kind.OLE and _is_protected_word(data)) or (
        kind is Kind.ODF and _is_protected_package(data)
    ):
        return AppError(
            "load-protected",
            "这份文件设有打开密码。",
            "请在 Word 或 WPS 中取消密码后再检查。",
            name,
        )
    return AppError(
        "load-office-failed",
        "没能转换这份文件，它可能已损坏，或者不是文字文档。",
        _SAVE_AS,
        name,
    )


def _is_protected_word(data: bytes) -> bool:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return True
    blocks = (data[at : at + 12] for at in range(_SECTOR, len(data) - 12, _SECTOR))
    return any(
        block.startswith(_WORD_97)
        and int.from_bytes(block[2:4], "little") in _WORD_97_VERSIONS
        and block[11] & _ENCRYPTED
        for block in blocks
    )


def _is_protected_package(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)).open("META-INF/manifest.xml") as manifest:
            return b"encryption-data" in manifest.read(2**20)
    except (KeyError, RuntimeError, zipfile.BadZipFile, NotImplementedError, OSError, EOFError):
        return False


def _without_field_codes(rtf: bytes) -> bytes:
    r"""Return ``rtf`` with the code of each field ignored: what it shows is written beside it.

    INCLUDEPICTURE is the one link that LibreOffice opens past its own list of sources, and on Windows
    the path of a picture may lead to another computer. A control word has only one spelling.
    """
    return _FIELD_CODE.sub(
        lambda found: b"\\*\\fldin" if found.group() == b"\\fldinst" else found.group(), rtf
    )


# LibreOffice


def _program() -> Path | None:
    """Return the LibreOffice of this computer, None when there is none."""
    for found in (shutil.which("soffice"), shutil.which("libreoffice"), *_usual_places()):
        # A relative path is a program beside the document, a snap cannot see temporary files.
        if found and Path(found).is_absolute() and "snap" not in Path(found).parts:
            return Path(found)
    return None


def _usual_places() -> Iterator[Path]:
    if sys.platform == "win32":
        for variable in ("ProgramW6432", "ProgramFiles", "ProgramFiles(x86)"):
            folder = os.environ.get(variable)
            if folder:
                yield from sorted(Path(folder).glob("LibreOffice*/program/soffice.exe"))
    else:
        yield from sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)
        yield from Path("/usr").glob("lib*/libreoffice/program/soffice")


def _run(program: Path, source: Path, form: str, name: str) -> Iterator[None]:
    """Let ``program`` write a .docx beside ``source``, yielding until it has ended."""
    profile = source.parent / "profile"
    _write_settings(profile, program)
    deadline = time.monotonic() + CONVERSION_SECONDS
    process = _started(program, source, form, profile)
    try:
        while process.poll() is None:
            if time.monotonic() > deadline:
                raise AppError(
                    "load-office-slow",
                    f"转换这份文件超过{CONVERSION_SECONDS}秒，已停止。",
                    _SAVE_AS,
                    name,
                )
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.communicate(timeout=_STEP)
            yield
    finally:
        _end(process)


def _started(program: Path, source: Path, form: str, profile: Path) -> subprocess.Popen[bytes]:
    options = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo")
    words = [
        str(program),
        f"-env:UserInstallation={profile.as_uri()}",
        *options,
        f"--infilter={form}",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(source.parent),
        str(source),
    ]
    return subprocess.Popen(  # noqa: S603  (no shell; the words are ours)
        words,
        cwd=source.parent,
        env=_environment(source.parent),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,  # its end says that the last process of LibreOffice is gone
        stderr=subprocess.STDOUT,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        start_new_session=True,
    )


def _environment(folder: Path) -> dict[str, str]:
    """Return the environment of LibreOffice: its temporary files in ``folder``, no screen, no printers."""
    ours = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
    ours |= {"SAL_USE_VCLPLUGIN": "svp", "SAL_DISABLE_CUPS": "1"}
    environment = os.environ | ours
    if getattr(sys, "frozen", False):  # our own libraries are not those of LibreOffice
        environment.pop("LD_LIBRARY_PATH", None)
        if "LD_LIBRARY_PATH_ORIG" in environment:
            environment["LD_LIBRARY_PATH"] = environment["LD_LIBRARY_PATH_ORIG"]
    return environment


def _end(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice with all processes that it started, and wait until they are gone."""
    if process.poll() is None:
        if sys.platform == "win32":
            words = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(  # noqa: S603
                words,
                capture_output=True,
                creationflags=subprocess.CREATE_NO_WINDOW,
                check=False,
            )
        else:
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.communicate(timeout=1)
    if process.stdout is not None:
        process.stdout.close()


def _suffix(name: str) -> str:
    suffix = Path(name).suffix
    return f"{suffix} " if suffix else "这种"


# The profile

_SETTINGS = {
    "Office.Common/Security/Scripting": {
        "BlockUntrustedRefererLinks": "true",
        "DisableActiveContent": "true",
        "DisableMacrosExecution": "true",
        "MacroSecurityLevel": "3",
    },
    "Office.Common/Misc": {"FirstRun": "false", "CrashReport": "false"},
    "Office.Java/VirtualMachine": {"Enable": "false"},
    "Office.Writer/Content/Update": {"Link": "0", "Field": "false", "Chart": "false"},
    "Office.Jobs/Jobs/UpdateCheck/Arguments": {"AutoCheckEnabled": "false"},
}
_SOURCES = {
    "vnd.sun.star.expand": "Expand",
    "vnd.sun.star.hier": "Hierarchy",
    "vnd.sun.star.pkg": "Package",
    "vnd.sun.star.tdoc": "TransientDocuments",
    "vnd.sun.star.zip": "Package",
}
_REGISTRY = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>\n'
)
_SET = '<item oor:path="/org.openoffice.{}">{}</item>'


def _write_settings(profile: Path, program: Path) -> None:
    settings = "".join(
        _SET.format(path, "".join(_value(*each) for each in values.items()))
        for path, values in _SETTINGS.items()
    )
    target = profile / "user" / "registrymodifications.xcu"
    target.parent.mkdir(parents=True)
    target.write_text(_REGISTRY.format(settings + _sources(profile, program)), "utf-8")


def _sources(profile: Path, program: Path) -> str:
    """Return the setting that replaces the list of what LibreOffice can read from.

    The disks on which it and our temporary folder are, named so that a path to another computer
    (file://server/…) is on none of them; and its own inner kinds. No http, https, ftp, WebDAV, CMIS.
    """
    disks = {Path(path.anchor).as_uri() for path in (profile, program)}
    templates = {f'"{disk}".*': "File" for disk in sorted(disks)} | _SOURCES
    rows = (
        _node(
            f"Source{at}",
            _value("ServiceName", f"com.sun.star.ucb.{service}ContentProvider"),
            _value("URLTemplate", template),
            _value("Arguments", ""),
        )
        for at, (template, service) in enumerate(templates.items())
    )
    office = _node("Office", f'<node oor:name="ProviderData">{"".join(rows)}</node>')
    local = _node("Local", f'<node oor:name="SecondaryKeys">{office}</node>')
    return _SET.format("ucb.Configuration/ContentProviders", local)


def _node(name: str, *content: str) -> str:
    return f'<node oor:name="{name}" oor:op="replace">{"".join(content)}</node>'


def _value(name: str, value: str) -> str:
    return f'<prop oor:name="{name}" oor:op="fuse"><value>{escape(value)}</value></prop>'
