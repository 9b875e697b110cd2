"""The zip file that a Word document is: its parts, read within limits and never from elsewhere.

What a package links to outside itself is not opened, and nothing is unpacked to the disk.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib

from lxml import etree

from app.errors import AppError
from app.limits import ENTRIES, NODE_BYTES, NODES, UNPACKED_BYTES

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DIRECTORY_ENTRY = b"PK\x01\x02"
_DIRECTORY_END = b"PK\x05\x06"
# Those of Office. What unpacks the others returns gigabytes at once.
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAME = re.compile(_STRICT.replace(b".", rb"\.") + rb"(\w+)/")
_TRANSITIONAL_NAME = rb"http://schemas.openxmlformats.org/\1/2006/"
_WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_DEFINITIONS = (b"<!DOCTYPE", b"<!ENTITY")
_ESCAPES = re.compile(r"^(?:/|[A-Za-z]:)|(?:^|/)\.\.(?:/|$)")
_OTHER_KINDS = {
    "xl/workbook.xml": "Excel 表格",
    "ppt/presentation.xml": "演示文稿",
    "content.xml": "ODF 文档",
    "ofd.xml": "OFD 文件",
}
_USUAL_MAIN = "word/document.xml"
_RESAVE = "请在 Word 或 WPS 中打开原文件，另存为 .docx 后再检查。"


class Package:
    """An open Word file. Every failure is an AppError that names the file."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open the package in ``data``.

        Raises:
            AppError: it is no zip file, is encrypted, truncated, holds no document or too much.
        """
        self.name = name
        self._room = UNPACKED_BYTES
        self._nodes = NODES
        self._links: dict[str, list[tuple[str, str, bool]]] = {}
        self._zip = self._open(data)
        self._entries = {
            entry.filename.replace("\\", "/").lower(): entry for entry in self._zip.infolist()
        }
        if any(_ESCAPES.search(entry) for entry in self._entries):
            raise self._failure(
                "load-hostile", "这份文件里有指向自身以外的路径，为安全起见没有打开。", _RESAVE
            )
        self.main = self._main_part()

    def part(self, part: str) -> bytes | None:
        """Return the content of a part, None where the package has no such part.

        Raises:
            AppError: the part is damaged, encrypted, or the parts come to more than ``UNPACKED_BYTES``.
        """
        data = self.written(part)
        if data is None:
            return None
        self._room -= len(data)
        return _STRICT_NAME.sub(_TRANSITIONAL_NAME, data) if _STRICT in data else data

    def written(self, part: str) -> bytes | None:
        """Return a part as it is written, but in UTF-8: its names stay those that it has; raises as ``part`` does."""
        entry = self._entries.get(part.lower())
        if entry is None:
            return None
        data = self._unpacked(entry)
        if len(data) > self._room:
            raise self.too_large()
        return data

    def entry(self, part: str) -> zipfile.ZipInfo | None:
        """Return how a part is packed, None where the package has no such part."""
        return self._entries.get(part.lower())

    def entries(self) -> list[zipfile.ZipInfo]:
        """Return how every part is packed; of parts with the same name the last, which is the one that is read."""
        return list(self._entries.values())

    def tree(self, part: str) -> etree._Element | None:
        """Return the root element of a part, None where the package has no such part."""
        data = self.part(part)
        return None if data is None else self.parsed(data)

    def parsed(self, data: bytes) -> etree._Element:
        """Return the root element of ``data``.

        Raises:
            AppError: it is no well-formed XML, defines entities, is nested or filled beyond reason.
        """
        self._nodes -= _nodes(data)
        if self._nodes < 0:
            raise self.too_large()
        try:
            return self._checked(_parser(huge=False), data)
        except etree.XMLSyntaxError as error:
            if "too long" not in error.msg:
                raise self._unparsed(error) from error
        if any(definition in data for definition in _DEFINITIONS):
            raise self._hostile()  # the next parser no longer watches how entities grow
        try:
            return self._checked(_parser(huge=True), data)
        except etree.XMLSyntaxError as error:
            raise self._unparsed(error) from error

    def links(self, part: str) -> list[tuple[str, str, bool]]:
        """Return (kind, target, is outside) for each relationship of ``part``."""
        if part not in self._links:
            self._links[part] = self._read_links(part)
        return self._links[part]

    def damaged(self) -> AppError:
        """Return the failure of a file that cannot be understood."""
        return self._failure(
            "load-damaged",
            "这份文件已损坏，打不开。",
            "请在 Word 或 WPS 中打开并修复，另存为 .docx 后再检查。",
        )

    def not_word(self) -> AppError:
        """Return the failure of a package without a text."""
        return self._failure(
            "load-not-word",
            "这个文件里没有 Word 正文。",
            "请确认它是用 Word 或 WPS 保存的 .docx 文件。",
        )

    def too_deep(self) -> AppError:
        """Return the failure of a file whose elements contain each other without end."""
        return self._failure(
            "load-deep", "这份文件的内容层层嵌套，超出正常范围，没有打开。", _RESAVE
        )

    def too_large(self) -> AppError:
        """Return the failure of a file that takes more memory or time than any report."""
        return self._failure(
            "load-bomb",
            "这份文件解压后异常庞大，为安全起见没有打开。",
            "请在 Word 或 WPS 中打开原文件，删去无关内容，另存一份再检查。",
        )

    def _open(self, data: bytes) -> zipfile.ZipFile:
        if data.startswith(_OLE):
            raise self._protected() if _ENCRYPTED in data else self._old_format()
        if not data.startswith(b"PK"):
            raise self._failure(
                "load-not-word",
                "这个文件的扩展名是 Word 文件，内容却不是。",
                "请确认选对了文件；如果 Word 或 WPS 能打开它，请另存为 .docx 后再检查。",
            )
        if data.count(_DIRECTORY_ENTRY) > ENTRIES:
            raise self.too_large()
        if _DIRECTORY_END not in data:
            raise self._failure(
                "load-truncated",
                "这份文件不完整，可能没有下载或复制完。",
                "请重新下载或复制一份，再检查。",
            )
        try:
            return zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise self.damaged() from error

    def _unpacked(self, entry: zipfile.ZipInfo) -> bytes:
        """Return the content of an entry, or a little more of it than there is room for."""
        if entry.compress_type not in _METHODS:
            raise self.damaged()
        try:
            with self._zip.open(entry) as stream:
                data = stream.read(self._room + 1)
            return data if len(data) > self._room else _utf8(data)
        except RuntimeError as error:  # zipfile says so of an encrypted entry
            raise self._protected() from error
        except (
            zipfile.BadZipFile,
            OSError,
            EOFError,
            ValueError,
            NotImplementedError,
            zlib.error,
        ) as error:
            raise self.damaged() from error

    def _main_part(self) -> str:
        """Return the name of the part that holds the text, as the package says or as is usual."""
        named = [target for kind, target, _ in self.links("") if kind == "officeDocument"]
        for part in [*named, _USUAL_MAIN]:
            for part_name, what in _OTHER_KINDS.items():
                if part_name in self._entries:
                    raise self._failure(
                        "load-disguised", f"这个文件的扩展名和内容不符，它其实是{what}。", _RESAVE
                    )
            if part.lower() in self._entries:
                return part
        raise self.not_word()

    def _read_links(self, part: str) -> list[tuple[str, str, bool]]:
        folder, _, file = part.rpartition("/")
        root = self.tree(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
        found = []
        for link in () if root is None else root:
            kind = str(link.get("Type", "")).rpartition("/")[2]
            target, outside = str(link.get("Target", "")), link.get("TargetMode") == "External"
            if not outside:
                target = target.replace("\\", "/")
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found.append((kind, target, outside))
        return found

    def _checked(self, parser: etree.XMLParser, data: bytes) -> etree._Element:
        root = etree.fromstring(data, parser)
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._hostile()
        return root

    def _unparsed(self, error: etree.XMLSyntaxError) -> AppError:
        if "depth" in error.msg:
            return self.too_deep()
        return self._hostile() if "ntity" in error.msg else self.damaged()

    def _old_format(self) -> AppError:
        return self._failure(
            "load-disguised",
            "这个文件的扩展名和内容不符，它其实是旧版 Word（.doc）文件。",
            _RESAVE,
        )

    def _protected(self) -> AppError:
        return self._failure(
            "load-protected",
            "这份文件设有打开密码。",
            "请在 Word 或 WPS 中打开，取消密码，保存后再检查。",
        )

    def _hostile(self) -> AppError:
        return self._failure(
            "load-hostile", "这份文件含有不该出现的外部定义，为安全起见没有打开。", _RESAVE
        )

    def _failure(self, code: str, message: str, hint: str) -> AppError:
        return AppError(code, message, hint, self.name)


def _utf8(data: bytes) -> bytes:
    """Return the part in UTF-8, as all parts are here whatever they declare: in another code tags could hide."""
    code = _WIDE.get(data[:2])
    return data if code is None else data.decode(code).encode()


def _nodes(data: bytes) -> int:
    """Return how many nodes of a tree ``data`` takes, or somewhat more.

    An attribute counts as two, because its value is a node; so does a stretch of text, which then is
    read, as three. Its bytes count too: they are there twice, as they came and in the tree.
    """
    tags, values = data.count(b"<"), data.count(b"=")
    nodes = 4 * tags + 2 * values
    if nodes > NODES // 8:  # no report has as many, and to count on takes time
        texts = data.count(b">") - data.count(b"><")
        nodes = tags - data.count(b"</") + 2 * values + 3 * texts
    return nodes + 2 * len(data) // NODE_BYTES


def _parser(*, huge: bool) -> etree.XMLParser:
    return etree.XMLParser(
        encoding="UTF-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=huge,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
