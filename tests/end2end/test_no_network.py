"""Whatever a file links to, neither the program nor what it starts reaches for the network.

The kernel is asked: `strace` writes down every socket of the process and its children. Every link leads to a
port of this computer where nobody listens, so that a failure of this test disturbs no one.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.paths import ROOT
from tests.unit import word as ooxml
from tests.unit.word import HEAD, document, field, p, packed, r, relations, word

AWAY = "http://127.0.0.1:9"
TITLE = "东山镇2024年法治政府建设年度报告"
INTERNET = re.compile(r"\bAF_INET6?\b|\bAF_PACKET\b")
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = (
    f'xmlns:office="{OFFICE}:office:1.0" xmlns:text="{OFFICE}:text:1.0" '
    f'xmlns:draw="{OFFICE}:drawing:1.0" xmlns:meta="{OFFICE}:meta:1.0" '
    f'xmlns:style="{OFFICE}:style:1.0" xmlns:script="{OFFICE}:script:1.0" '
    f'xmlns:svg="{OFFICE}:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    f'xmlns:form="{OFFICE}:form:1.0" xmlns:xforms="http://www.w3.org/2002/xforms" '
    'office:version="1.2"'
)


def picture(relation: str) -> str:
    """Return a run with a picture that is only linked."""
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    return (
        "<w:r><w:drawing>"
        f'<wp:inline xmlns:wp="{drawing}/wordprocessingDrawing" xmlns:a="{drawing}/main" '
        f'xmlns:pic="{drawing}/picture"><wp:extent cx="9999" cy="9999"/><wp:docPr id="1" name="a"/>'
        f'<a:graphic><a:graphicData uri="{drawing}/picture"><pic:pic>'
        '<pic:nvPicPr><pic:cNvPr id="1" name="a"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:link="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9999" cy="9999"/></a:xfrm>'
        '<a:prstGeom prst="rect"/></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )


def linked_word() -> bytes:
    """Return a Word file with every link to elsewhere that Word knows."""
    kinds = ("image", "hyperlink", "attachedTemplate", "aFChunk", "subDocument", "oleObject")
    links = relations(*((kind, f"{AWAY}/{kind}") for kind in kinds)).replace(
        "/>", ' TargetMode="External"/>'
    )
    body = document(
        p(TITLE),
        p(picture("rId1"), f'<w:hyperlink r:id="rId2">{r("链接")}</w:hyperlink>'),
        p(field(f'INCLUDEPICTURE "{AWAY}/a.png" \\d', "图")),
        '<w:altChunk r:id="rId4"/>',
        p('<w:subDoc r:id="rId5"/>'),
    )
    return packed(
        {
            "[Content_Types].xml": ooxml.TYPES,
            "_rels/.rels": relations(("officeDocument", "word/document.xml")),
            "word/document.xml": body,
            "word/_rels/document.xml.rels": links,
            "word/settings.xml": (
                f'{HEAD}<w:settings {ooxml.NAMES}><w:attachedTemplate r:id="rId3"/></w:settings>'
            ),
            "word/_rels/settings.xml.rels": links,
        }
    )


def old_word() -> bytes:
    """Return the same as Word wrote it until 2003."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "a.docx")
        source.write_bytes(linked_word())
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        words = ["soffice", profile, "--headless", "--convert-to", "doc", "--outdir", folder]
        subprocess.run([*words, source], capture_output=True, check=True)
        return source.with_suffix(".doc").read_bytes()


def word_with_entity() -> bytes:
    """Return a Word file whose text is to be fetched."""
    entity = f'<!DOCTYPE d [<!ENTITY e SYSTEM "{AWAY}/e"><!ENTITY % x SYSTEM "{AWAY}/x"> %x;]>'
    return word(document=f"{HEAD}{entity}{document(p(TITLE), p('&e;')).removeprefix(HEAD)}")


def rich_text() -> bytes:
    """Return a rich text with the fields, objects and templates that lead elsewhere."""
    title = "".join(f"\\u{ord(each)} ?" for each in TITLE)
    fields = (
        f'INCLUDEPICTURE "{AWAY}/a.png" \\\\d',
        f'INCLUDETEXT "{AWAY}/a.doc"',
        f'LINK Word.Document.8 "{AWAY}/a.doc" "" \\\\a',
        f'HYPERLINK "{AWAY}/"',
    )
    shown = "".join(
        f"{{\\field{{\\*\\fldinst {{{each}}}}}{{\\fldrslt 1}}}}\\par " for each in fields
    )
    return (
        f"{{\\rtf1\\ansi{{\\*\\template {AWAY}/t.dot}}{title}\\par {shown}"
        "{\\object\\objlink\\objupdate{\\*\\objclass htmlfile}{\\*\\objdata 0105}{\\result 1}}\\par}"
    ).encode()


def open_document(root: str) -> str:
    """Return an OpenDocument text in which everything that can be a link is one."""
    place = 'text:anchor-type="paragraph" svg:width="2cm" svg:height="2cm"'
    onload = 'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"'
    frames = "".join(
        f'<text:p><draw:frame {place}><draw:{kind} xlink:href="{AWAY}/{kind}" {onload}/>'
        "</draw:frame></text:p>"
        for kind in ("image", "object", "object-ole", "floating-frame", "plugin", "applet")
    )
    return (
        f'<?xml version="1.0"?><office:{root} {NAMES} '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f'<office:meta><meta:template xlink:href="{AWAY}/t.ott" xlink:type="simple"/>'
        f'<meta:auto-reload xlink:href="{AWAY}/r.odt" meta:delay="PT0S"/></office:meta>'
        "<office:scripts><office:event-listeners><script:event-listener "
        'script:language="ooo:script" script:event-name="dom:load" '
        'xlink:href="vnd.sun.star.script:a.py$b?language=Python&amp;location=document" '
        'xlink:type="simple"/></office:event-listeners></office:scripts>'
        '<office:automatic-styles><style:style style:name="P" style:family="paragraph">'
        f'<style:paragraph-properties><style:background-image xlink:href="{AWAY}/b.png" {onload}/>'
        "</style:paragraph-properties></style:style></office:automatic-styles>"
        "<office:body><office:text><office:forms><xforms:model><xforms:instance "
        f'src="{AWAY}/i.xml"/></xforms:model></office:forms>'
        f'<text:p text:style-name="P">{TITLE}</text:p>{frames}<text:section text:name="s">'
        f'<text:section-source xlink:href="{AWAY}/s.odt" xlink:type="simple"/><text:p>节</text:p>'
        f"</text:section></office:text></office:body></office:{root}>"
    )


def packed_open_document() -> bytes:
    """Return the same, in parts and packed."""
    manifest = (
        f'<m:manifest xmlns:m="{OFFICE}:manifest:1.0"><m:file-entry m:full-path="/" '
        'm:media-type="application/vnd.oasis.opendocument.text"/>'
        '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
    )
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": manifest,
            "content.xml": open_document("document-content"),
        }
    )


def web_page() -> bytes:
    """Return a web page that lives off other computers."""
    return (
        f'<!DOCTYPE html SYSTEM "{AWAY}/d.dtd"><html><head><base href="{AWAY}/">'
        f'<link rel="stylesheet" href="{AWAY}/s.css"><script src="{AWAY}/s.js"></script>'
        f'<meta http-equiv="refresh" content="0;url={AWAY}/"><title>{TITLE}</title></head>'
        f'<body background="{AWAY}/b.png"><h1>{TITLE}</h1><img src="{AWAY}/i.png">'
        f'<iframe src="{AWAY}/f.html"></iframe><p style="background:url({AWAY}/p.png)">全年学法。</p>'
        f'<object data="{AWAY}/o.swf"></object></body></html>'
    ).encode()


def portable_document() -> bytes:
    """Return a PDF file that wants to open an address and a file elsewhere."""
    shown = b"BT /F 12 Tf 50 700 Td (2024 annual report) Tj ET"
    objects = (
        f"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/URI/URI({AWAY}/)>>>>".encode(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R"
        b">>/XObject<</X 6 0 R>>>>/AA<</O<</S/GoToR/F(//127.0.0.1/share/a.pdf)/D[0/Fit]>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(shown) + 5, shown + b" /X Do"),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
        b"/Length 0/F<</FS/URL/F(" + f"{AWAY}/i.raw".encode() + b")>>>>stream\n\nendstream",
    )
    body = b"".join(b"%d 0 obj%b\nendobj\n" % each for each in enumerate(objects, 1))
    return b"%%PDF-1.7\n%btrailer<</Root 1 0 R/Size 7>>\n%%%%EOF\n" % body


FILES: dict[str, Callable[[], bytes]] = {
    "链接.docx": linked_word,
    "实体.docx": word_with_entity,
    "旧版.doc": old_word,
    "文本.txt": f"{TITLE}\n见 {AWAY}/\n".encode,
    "网页.html": web_page,
    "网页.doc": web_page,
    "富文本.rtf": rich_text,
    "富文本.doc": rich_text,
    "开放文档.odt": packed_open_document,
    "开放文档.fodt": lambda: open_document("document").encode(),
    "版式.pdf": portable_document,
}
CONVERTED = {"旧版.doc", "富文本.rtf", "富文本.doc", "开放文档.odt", "开放文档.fodt"}
MAY_BE_REFUSED = {"实体.docx", "版式.pdf"}


def traced(trace: Path, *words: str | Path) -> subprocess.CompletedProcess[bytes]:
    """Run Python under strace, which writes every call about the network to ``trace``."""
    strace = ["strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=%network", "-o", str(trace)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [*strace, sys.executable, *words],
        env=environment,
        capture_output=True,
        timeout=110,
        check=False,
    )


@pytest.fixture(scope="module", autouse=True)
def _strace_sees_sockets(tmp_path_factory: pytest.TempPathFactory) -> None:
    if shutil.which("strace") is None:
        pytest.skip("there is no strace on this computer")
    trace = tmp_path_factory.mktemp("probe") / "trace"
    program = "import socket, subprocess, sys; socket.socket().close()"
    child = (
        "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]], check=True)"
    )
    done = traced(trace, "-c", child, program)
    if done.returncode or not INTERNET.search(trace.read_text("utf-8") if trace.exists() else ""):
        pytest.skip("strace may not look into processes here")


@pytest.mark.parametrize("name", FILES)
def test_no_file_makes_the_program_reach_for_the_network(name, tmp_path):
    file, trace = tmp_path / name, tmp_path / "trace"
    if name in CONVERTED and shutil.which("soffice") is None:
        pytest.skip("there is no LibreOffice on this computer")
    file.write_bytes(FILES[name]())

    done = traced(trace, "-m", "app", "check", file, "--format", "json", "--with-text")

    assert INTERNET.findall(trace.read_text("utf-8")) == []
    (entry,) = json.loads(done.stdout)["reports"]
    assert name in MAY_BE_REFUSED or "2024" in json.dumps(entry | {"file": ""})
