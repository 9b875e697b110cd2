"""Feeds mutated files to the checker and says what it did not survive.

Run by ``build/make.py fuzz [how many]``. Whatever a file holds, there must come a report or an AppError.
"""

from __future__ import annotations

import io
import random
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from app.engine import Engine
from app.errors import AppError
from app.paths import SAMPLES

LEFT = Path(tempfile.gettempdir()) / "baogao-tijian-fuzz"
"""Where inputs are kept that broke the program."""

_PARTS = ("word/document.xml", "word/styles.xml", "word/numbering.xml", "_rels/.rels")
_WORDS = (
    b'<w:del w:id="1">', b"</w:del>", b"<w:p>", b"</w:p>", b"<w:tbl>", b"</w:tbl>", b"<w:tc>", b"<w:tr>",
    b'<w:fldChar w:fldCharType="begin"/>', b'<w:fldChar w:fldCharType="end"/>', b"<w:sdt>", b"</w:sdt>",
    b'<w:numPr><w:ilvl w:val="99"/><w:numId w:val="-1"/></w:numPr>', b'<w:basedOn w:val="Normal"/>',
    b'<w:sym w:font="Wingdings" w:char="ZZZZ"/>', b"<w:vanish/>", b'<w:footnoteReference w:id="9"/>',
    b'w:val="999999999999"', b'w:val=""', b"&#0;",
    b"&amp;", b"\xff\xfe", b"\x00", b"<!DOCTYPE x>", b"<![CDATA[", b"]]>",
)  # fmt: skip
_CHARACTERS = (
    "一、（）〔〕1０⑳年度。；：，“”《》…~#\u200b\ufeff\u3000\t\r\n\x0b\u2028\x00\ud7ff\U00020000😀"
)


class Ordeal(NamedTuple):
    """What happened to all inputs: how each ended, the slowest one in seconds, the breakdowns."""

    endings: Counter[str]
    slowest: tuple[float, str]
    broken: list[Path]


def main(count: str = "10000", seed: str = "1") -> int:
    """Check ``count`` mutated files, print what happened, return 1 when one broke the program."""
    ordeal = run(int(count), int(seed), sys.stdout.write)
    seconds, which = ordeal.slowest
    sys.stdout.write(f"\n最慢 {seconds:.2f} 秒（{which}）{_peak()}\n")
    for ending, number in ordeal.endings.most_common():
        sys.stdout.write(f"{number:>7}  {ending}\n")
    for path in ordeal.broken:
        sys.stdout.write(f"程序出错，输入已保存：{path}\n")
    return 1 if ordeal.broken else 0


def run(count: int, seed: int, say: Callable[[str], object]) -> Ordeal:
    """Check ``count`` inputs; the same ``seed`` makes the same inputs."""
    engine = Engine()
    samples = [path for path in sorted(SAMPLES.iterdir()) if path.suffix in {".docx", ".txt"}]
    ordeal = Ordeal(Counter(), (0.0, ""), [])
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            chance = random.Random(f"{seed} {number}")  # noqa: S311  (a game of chance, no secret)
            sample = chance.choice(samples)
            file = Path(folder) / f"输入{sample.suffix}"
            file.write_bytes(_mutated(sample, chance))
            start = time.perf_counter()
            ending = _ending(engine, file, ordeal.broken, f"{seed}-{number}")
            taken = time.perf_counter() - start
            ordeal.endings[ending] += 1
            if taken > ordeal.slowest[0]:
                ordeal = ordeal._replace(
                    slowest=(taken, f"种子 {seed} 第 {number} 个，{sample.name}")
                )
            if number % 100 == 0:
                say(f"\r{number}/{count}")
    return ordeal


def _peak() -> str:
    try:
        import resource  # Windows has none
    except ImportError:
        return ""
    return f"，内存峰值 {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"


def _ending(engine: Engine, file: Path, broken: list[Path], name: str) -> str:
    try:
        report = engine.report(file)
    except AppError as error:
        return error.code
    except Exception:  # noqa: BLE001  (it is what we are looking for)
        LEFT.mkdir(exist_ok=True)
        kept = LEFT / f"{name}{file.suffix}"
        kept.write_bytes(file.read_bytes())
        kept.with_suffix(".log").write_text(traceback.format_exc(), "utf-8")
        broken.append(kept)
        return "程序出错"
    return "报告" if report.document.text else "空报告"


def _mutated(sample: Path, chance: random.Random) -> bytes:
    data = sample.read_bytes()
    if sample.suffix == ".txt":
        return _mutated_text(data, chance)
    if chance.random() < 0.2:  # noqa: PLR2004  (a fifth of the files are damaged as a whole)
        return _damaged(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    part = chance.choices(_PARTS, (8, 2, 2, 1))[0]
    for _ in range(chance.randint(1, 6)):
        parts[part] = chance.choice((_damaged, _rearranged, _interspersed))(parts[part], chance)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return packed.getvalue()


def _mutated_text(data: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.5:  # noqa: PLR2004
        text = data.decode("utf-8")
        for _ in range(chance.randint(1, 40)):
            at = chance.randrange(len(text))
            cut = chance.choice((0, 0, 1, 200))
            text = (
                text[:at]
                + chance.choice(_CHARACTERS) * chance.choice((1, 1, 50))
                + text[at + cut :]
            )
        encoding = chance.choice(("utf-8", "gb18030", "utf-16", "utf-16-le", "big5"))
        data = text.encode(encoding, "replace")
    return _damaged(data, chance) if chance.random() < 0.5 else data  # noqa: PLR2004


def _damaged(data: bytes, chance: random.Random) -> bytes:
    """Return ``data`` with bytes changed, cut off or overwritten."""
    changed = bytearray(data)
    kind = chance.randrange(3)
    if kind == 0:
        for _ in range(chance.randint(1, 30)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    elif kind == 1:
        del changed[chance.randrange(len(changed)) :]
    else:
        at = chance.randrange(len(changed))
        changed[at : at + chance.randint(1, 300)] = chance.randbytes(chance.randint(0, 300))
    return bytes(changed) or b"\x00"


def _rearranged(data: bytes, chance: random.Random) -> bytes:
    """Return ``data`` with a stretch between two tags moved, doubled or left out."""
    pieces = data.split(b"<")
    a, b = sorted(chance.sample(range(len(pieces) + 1), 2)) if len(pieces) > 1 else (0, 0)
    stretch = pieces[a : min(b, a + 40)]
    rest = pieces[:a] + pieces[a + len(stretch) :]
    at = chance.randrange(len(rest) + 1)
    return b"<".join(rest[:at] + stretch * chance.choice((0, 1, 2, 20)) + rest[at:]) or b"\x00"


def _interspersed(data: bytes, chance: random.Random) -> bytes:
    """Return ``data`` with markup put where markup may stand."""
    for _ in range(chance.randint(1, 8)):
        at = data.find(b">", chance.randrange(len(data))) + 1
        data = data[:at] + chance.choice(_WORDS) + data[at:]
    return data


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
