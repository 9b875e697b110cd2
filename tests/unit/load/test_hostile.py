"""Whatever is thrown at the reader, it answers with a sentence, soon, in little memory, and changes nothing."""

from __future__ import annotations

import bz2
import hashlib
import json
import os
import re
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from app import limits
from tests.conftest import ROOT
from tests.unit import word as ooxml
from tests.unit.word import mark, note, notes, p, packed, relations, run, style, table, word

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURE = b"\x89PNG\r\n\x1a\n" + hashlib.sha256(b"").digest() * 100
UNPACKED = limits.UNPACKED_BYTES
MEGABYTE = 1024 * 1024
MOST_MEMORY = 300
PATIENCE = 100  # seconds for all files together, on a busy machine
RELATED = ("officeDocument", "word/document.xml")


@dataclass(frozen=True)
class Trap:
    """Something that a path may lead to: the code of the answer or how many blocks it has, and what makes it."""

    answer: str | int
    make: Callable[[Path], object]
    name: str = "报告.docx"


def file(answer: str | int, content: Callable[[], bytes], name: str = "报告.docx") -> Trap:
    """Return a file with ``content``, which is not made before it is needed."""
    return Trap(answer, lambda path: path.write_bytes(content()), name)


def main(text: str, head: str = "", code: str = "utf-8") -> bytes:
    """Return a Word file of which the main part has ``head`` before its root."""
    whole = ooxml.document("@").replace("@", text).replace("<w:document", head + "<w:document", 1)
    return word(document=whole.replace("UTF-8", code).encode(code))


def with_part(name: str, content: str) -> bytes:
    """Return a Word file with another part."""
    parts = {"word/document.xml": ooxml.document(p("甲")), name: content}
    return packed({"_rels/.rels": relations(RELATED)} | parts)


def nested(depth: int, *tags: str) -> str:
    """Return elements in each other, with a paragraph in the innermost."""
    opened = "".join(f"<{tag}>" for tag in tags)
    closed = "".join(f"</{tag}>" for tag in reversed(tags))
    return opened * depth + p("甲") + closed * depth


def deep(tag: str) -> bytes:
    """Return a Word file whose elements lie deeper than any parser likes."""
    return word(nested(100_000, tag))


def entities(*lines: str) -> str:
    """Return a document type that defines entities."""
    return f"<!DOCTYPE x [{''.join(f'<!ENTITY {line}>' for line in lines)}]>"


TENFOLD = [f'a{at} "{10 * f"&a{at - 1};"}"' for at in range(1, 10)]
LAUGHS = entities('a0 "哈哈哈"', *TENFOLD)
LONG = entities(f'a "{"哈" * 100_000}"')
GROWN = '<w:p x="{}"/>'
LONG_TEXT = p("字" * 4_000_000)
FAR = 'SYSTEM "http://127.0.0.1:9/x.dtd"'


def with_methods(method: int, packing: bytes, size: int) -> bytes:
    """Return a zip file whose only entry is packed by another method than Office's."""
    name = b"word/document.xml"
    sizes = struct.pack("<3L", 0, len(packing), size)
    head = struct.pack("<5H", 46, 0, method, 0, 0) + sizes + struct.pack("<2H", len(name), 0)
    entry = b"PK\x03\x04" + head + name + packing
    listed = b"PK\x01\x02" + struct.pack("<H", 46) + head + bytes(14) + name
    return (
        entry
        + listed
        + b"PK\x05\x06"
        + struct.pack("<4H2LH", 0, 0, 1, 1, len(listed), len(entry), 0)
    )


def bzip_bomb() -> bytes:
    """Return a zip file in which a few bytes unpack to a gigabyte at once."""
    packer = bz2.BZ2Compressor()
    part = bytes(16 * MEGABYTE)
    packing = b"".join(packer.compress(part) for _ in range(64)) + packer.flush()
    return with_methods(zipfile.ZIP_BZIP2, packing, 1024 * MEGABYTE)


def overlapping() -> bytes:
    """Return a zip file of which every name leads to the same bytes."""
    data = bytearray(
        packed({f"word/{at}.xml": "" for at in range(50)} | {"word/document.xml": "x"})
    )
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 42 : at + 46] = bytes(4)
        at = data.find(b"PK\x01\x02", at + 1)
    return bytes(data)


def protected() -> bytes:
    """Return a Word file whose parts are packed with a password, or say so."""
    data = bytearray(word(p("甲")))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(signature, at + 1)
    return bytes(data)


def damaged() -> bytes:
    """Return a Word file with a hole in the middle of its text."""
    data = bytearray(word(p("甲" * 1000)))
    at = data.index(b"word/document.xml") + 40
    data[at : at + 8] = bytes(8)
    return bytes(data)


TRAPS = {
    # What is no Word file
    "empty": file("load-empty", bytes),
    "empty text": file("load-empty", bytes, "报告.txt"),
    "text under the wrong name": file("load-not-word", "一、总体情况".encode),
    "picture as Word": file("load-not-word", lambda: PICTURE),
    "picture as text": file("load-disguised", lambda: PICTURE, "报告.txt"),
    "zeros": file("load-not-word", lambda: bytes(4096)),
    "zeros as text": file("load-zeros", lambda: bytes(4096), "报告.txt"),
    "zip without a document": file("load-not-word", lambda: packed({"a.xml": "<a/>"})),
    "document without a text": file("load-not-word", lambda: word(document="<a/>")),
    "Excel": file("load-disguised", lambda: packed({"xl/workbook.xml": "<x/>"})),
    "old Word": file("load-disguised", lambda: OLE + bytes(504)),
    "truncated": file("load-truncated", lambda: word(p("甲" * 1000))[:-30]),
    "only the beginning": file("load-truncated", lambda: word(p("甲"))[:100]),
    "end of a zip alone": file("load-not-word", lambda: b"PK\x05\x06" + bytes(18)),
    "hole in the text": file("load-damaged", damaged),
    "no XML": file("load-damaged", lambda: word(document="甲乙丙")),
    "part of no length": file("load-damaged", lambda: word(document="")),
    "broken styles": file("load-damaged", lambda: with_part("word/styles.xml", "<w:styles>")),
    "broken relationships": file("load-damaged", lambda: with_part("_rels/.rels", "<")),
    # Passwords
    "protected by Office": file(
        "load-protected", lambda: OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le")
    ),
    "protected by a packer": file("load-protected", protected),
    # Too much
    "one huge part": file("load-bomb", lambda: word(document=b" " * (UNPACKED + 1))),
    "huge parts together": file(
        "load-bomb",
        lambda: word(
            p("甲", note(1)),
            p("字" * (UNPACKED // 6)),
            footnotes=notes("注" * (UNPACKED // 6)),
        ),
    ),
    "many parts": file(
        "load-bomb", lambda: packed({f"word/{at}.xml": "" for at in range(limits.ENTRIES + 1)})
    ),
    "parts that overlap": file("load-damaged", overlapping),
    "unpacks a gigabyte at once": file("load-damaged", bzip_bomb),
    "unpacks itself by a method nobody knows": file(
        "load-damaged", lambda: with_methods(99, zlib.compress(b"<a/>"), 4)
    ),
    "elements without end": file("load-bomb", lambda: main("<w:x/>" * limits.NODES)),
    "attributes without end": file(
        "load-bomb",
        lambda: main(
            "<w:p {}/>".format(" ".join(f"a{at:x}=''" for at in range(limits.NODES // 2)))
        ),
    ),
    "paragraphs without end": file("load-bomb", lambda: main("<w:p/>" * (limits.MARKS + 1))),
    "breaks without end": file(
        "load-bomb", lambda: main(f"<w:p>{'<w:br/>' * (limits.MARKS + 1)}</w:p>")
    ),
    "elements beside much text": file(
        "load-bomb", lambda: main("<w:x/>" * 1_000_000 + p("a" * (UNPACKED - 8_000_000)))
    ),
    "elements in another encoding": file(
        "load-damaged",
        lambda: word(document=f'<?xml version="1.0" encoding="UTF-7"?>{"+ADw-w:p/+AD4-" * 9}'),
    ),
    # Entities
    "billion laughs": file("load-hostile", lambda: main(p(run("<w:t>&a9;</w:t>")), LAUGHS)),
    "billion laughs in an attribute": file(
        "load-hostile", lambda: main('<w:p x="&a9;"/>', LAUGHS)
    ),
    "quadratic growth": file(
        "load-hostile", lambda: main(f"<w:p><w:t>{'&a;' * 100_000}</w:t></w:p>", LONG)
    ),
    "quadratic growth in an attribute": file(
        "load-hostile", lambda: main(GROWN.format("&a;" * 100_000), LONG)
    ),
    "growth beside a text that is too long for the usual parser": file(
        "load-hostile", lambda: main(GROWN.format("&a;" * 1000) + LONG_TEXT, LONG)
    ),
    "file of this computer": file(
        "load-hostile", lambda: main(p("甲"), entities('e SYSTEM "file:///etc/passwd"'))
    ),
    "document type of another computer": file(
        "load-hostile", lambda: main(p("甲"), f"<!DOCTYPE x {FAR}>")
    ),
    "parameter entities": file(
        "load-hostile", lambda: main(p("甲"), f"<!DOCTYPE x [<!ENTITY % e {FAR}> %e;]>")
    ),
    "document type in UTF-16": file(
        "load-hostile", lambda: main(p("&e;"), entities('e "甲"'), "utf-16")
    ),
    "document type in the styles": file(
        "load-hostile", lambda: with_part("word/styles.xml", "<!DOCTYPE x><x/>")
    ),
    # Paths
    **{
        f"path {path}": file(
            "load-hostile", partial(packed, {path: "x", "word/document.xml": "<a/>"})
        )
        for path in ("../x.xml", "word/../../x.xml", "/etc/x", "C:/x.xml", "..\\x.xml", "C:\\x")
    },
    # Depth
    **{
        f"{tag} 100,000 deep": file("load-deep", partial(deep, tag))
        for tag in ("w:x", "w:sdt", "w:tbl")
    },
    "tables in tables": file(
        "load-deep", lambda: main(nested(600, "w:tbl", "w:tr", "w:tc") + LONG_TEXT)
    ),
    "words in words": file(
        "load-deep", lambda: main(f"<w:p>{nested(1500, 'w:ins')}</w:p>{LONG_TEXT}")
    ),
    # What is no file
    "folder": Trap("load-folder", Path.mkdir),
    "nothing": Trap("load-missing", lambda path: None),
    "link that leads nowhere": Trap("load-missing", lambda path: path.symlink_to("无.docx")),
    "link to itself": Trap("load-unreadable", lambda path: path.symlink_to(path)),
    "link to endless zeros": Trap("load-special", lambda path: path.symlink_to("/dev/zero")),
    "link to a terminal": Trap("load-special", lambda path: path.symlink_to("/dev/tty")),
    "named pipe": Trap("load-special", os.mkfifo),
    "named pipe of text": Trap("load-special", os.mkfifo, "报告.txt"),
}
"""What is refused, and with which code."""

FIELDS = 20_000
SOME = -1  # blocks: a text is cut where it is too long
HEAVY = {
    "one paragraph of 5 million characters": file(1, lambda: word(p("字" * 5_000_000))),
    "one line of 5 million characters": file(1, ("字" * 5_000_000).encode, "报告.txt"),
    "30 MB of text in Word": file(100_000, lambda: main(p("字" * 100) * 100_000)),
    "30 MB of text": file(SOME, lambda: "\n".join(["字" * 100] * 100_000).encode(), "报告.txt"),
    "300,000 empty paragraphs": file(300_001, lambda: main("<w:p/>" * 300_000 + p("甲"))),
    "300,000 empty lines": file(SOME, ("\n" * 300_000 + "甲").encode, "报告.txt"),
    "table of 40,000 empty cells": file(40_001, lambda: main(p("甲") + table(("",) * 100) * 400)),
    "fields in each other": file(
        FIELDS + 2,
        lambda: main(
            p((mark("begin") + mark("separate")) * FIELDS)
            + p("甲") * FIELDS
            + p(mark("end") * FIELDS)
        ),
    ),
    "fields without end": file(1, lambda: main(p("甲", mark("begin") * 150_000))),
    "long code": file(
        2,
        lambda: main(
            p("甲", mark("begin"), run("<w:instrText>REF </w:instrText>") * 150_000)
            + p(mark("end"))
        ),
    ),
    "ends deleted one after another": file(
        1, lambda: main(p("甲", also="<w:rPr><w:del/></w:rPr>") * 50_000)
    ),
    "notes that name each other": file(
        60,
        lambda: word(
            p("甲", note(1) * 1000),
            footnotes=notes(*[p("注", note(at + 1) * 2) for at in range(1, 60)]),
        ),
    ),
    "styles based on each other": file(
        20_001,
        lambda: word(
            p("甲", style="s0"),
            *[p(style=f"s{at}") for at in range(20_000)],
            styles="".join(style(f"s{at}", based_on=f"s{at + 1}") for at in range(40_000)),
        ),
    ),
    "breaks deep down": file(
        2,
        lambda: main(nested(100, "w:sdt", "w:sdtContent") + f"<w:p>{'<w:br/>' * 300_000}</w:p>"),
    ),
    "links": file(
        1,
        lambda: with_part(
            "word/_rels/document.xml.rels", relations(*[("hyperlink", "x")] * 150_000)
        ),
    ),
}
"""What is read, and how many blocks it has."""

READER = """
import json, sys
from pathlib import Path
from app.errors import AppError
from app.load import load

for path in map(Path, sys.argv[1:]):
    try:
        said = [len(load(path).blocks)]
    except AppError as error:
        said = [error.code, error.message, error.hint, error.place]
    print(json.dumps(said), flush=True)
status = Path("/proc/self/status")
print(status.read_text() if status.exists() else "")
"""


@dataclass(frozen=True)
class Run:
    """What one process said of each file, in how many megabytes, and the files before and after."""

    said: dict[str, list[str | int]]
    memory: int | None
    before: dict[Path, str]
    after: dict[Path, str]


def digests(folder: Path) -> dict[Path, str]:
    """Return a digest of each file below ``folder``."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def read(folder: Path, traps: dict[str, Trap]) -> Run:
    """Make the files and read them all in another process, which must end in time."""
    paths = []
    for at, trap in enumerate(traps.values()):
        paths.append(folder / str(at) / trap.name)
        paths[-1].parent.mkdir()
        trap.make(paths[-1])
    before = digests(folder)
    done = subprocess.run(
        [sys.executable, "-c", READER, *paths],
        cwd=ROOT,
        capture_output=True,
        timeout=PATIENCE,
        check=True,
    )
    lines = done.stdout.decode().splitlines()
    memory = re.search(r"VmHWM:\s+(\d+) kB", done.stdout.decode())
    return Run(
        {name: json.loads(line) for name, line in zip(traps, lines, strict=False)},
        int(memory[1]) // 1024 if memory else None,
        before,
        digests(folder),
    )


@pytest.fixture(scope="module")
def refused(tmp_path_factory) -> Run:
    """Return what becomes of the files that are refused."""
    if sys.platform == "win32":
        pytest.skip("this system has no named pipes and its links need rights")
    return read(tmp_path_factory.mktemp("refused"), TRAPS)


@pytest.fixture(scope="module")
def heavy(tmp_path_factory) -> Run:
    """Return what becomes of the files that are a burden."""
    return read(tmp_path_factory.mktemp("heavy"), HEAVY)


@pytest.mark.parametrize("name", TRAPS)
def test_what_cannot_be_read_is_refused_with_a_sentence_of_its_own(refused, name):
    code, message, hint, place = refused.said[name]

    assert code == TRAPS[name].answer
    assert place == TRAPS[name].name
    assert re.fullmatch(r"[^。]*[\u4e00-\u9fff][^。]*。", message)
    assert re.fullmatch(r".*[\u4e00-\u9fff].*。", hint)


@pytest.mark.parametrize("name", HEAVY)
def test_what_is_a_burden_is_read(heavy, name):
    (blocks,) = heavy.said[name]

    assert blocks == HEAVY[name].answer or HEAVY[name].answer == SOME


@pytest.mark.parametrize("files", ["refused", "heavy"])
def test_little_memory_is_taken(request, files):
    memory = request.getfixturevalue(files).memory
    if memory is None:
        pytest.skip("this system does not say how much memory a process took")

    assert memory < MOST_MEMORY


@pytest.mark.parametrize("files", ["refused", "heavy"])
def test_files_stay_as_they_are(request, files):
    done = request.getfixturevalue(files)

    assert done.before
    assert done.after == done.before


def test_each_sentence_belongs_to_one_code(refused):
    codes: dict[str, set[str]] = {}
    for code, message, *_ in refused.said.values():
        codes.setdefault(message, set()).add(code)

    assert [message for message, found in codes.items() if len(found) > 1] == []
    assert set.union(*codes.values()) == {trap.answer for trap in TRAPS.values()}
