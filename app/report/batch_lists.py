"""The lists of a batch as tables, whatever they are printed on: problems, look-alikes, files, the run itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from app.batch import Alike, Batch
from app.model import UNDECIDED, DocumentKind, Outcome
from app.report.checklist import characters, origin, shortened
from app.report.long_table import Content, Shaded
from app.report.sheet import Column
from app.report.summary import Summary, Trouble, Verdict
from app.terms import GROUPS, KINDS, LEVELS, MARKS, outcome_name

PROBLEMS, ALIKE, UNREAD, FILES, OVERVIEW = (
    "全部问题",
    "雷同报告",
    "未检查的文件",
    "报告清单",
    "概况",
)
# Told apart by brightness too, so that a black and white print keeps the difference.
SHADES = {
    Outcome.PARTIAL: "FBE5B0",
    Outcome.MISSING: "EFA79F",
    Outcome.PROBLEM: "EFA79F",
    **dict.fromkeys(UNDECIDED, "D0D0D0"),
}
"""The shade behind each verdict that needs attention."""
_UNKNOWN = "未识别"
_NOTHING = "没有。"


class Table(NamedTuple):
    """One list with its title."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Content]]


_PROBLEMS = (
    Column("序号", 6, centred=True),
    Column("报告单位", 17),
    Column("年度", 7, centred=True),
    Column("类别", 9, centred=True),
    Column("检查项", 13),
    Column("结论", 12, centred=True),
    Column("轻重", 9, centred=True),
    Column("原文位置", 17),
    Column("原文", 32),
    Column("问题", 30),
    Column("怎样改", 34),
    Column("依据", 26),
    Column("文件", 22),
)
_ALIKE = (
    Column("序号", 6, centred=True),
    Column("报告甲", 24),
    Column("甲的文件", 24),
    Column("报告乙", 24),
    Column("乙的文件", 24),
    Column("甲中相同\n（%）", 9, centred=True),
    Column("乙中相同\n（%）", 9, centred=True),
    Column("说明", 20),
    Column("相同的段落（最长的几处）", 70),
)
_UNREAD = (
    Column("序号", 6, centred=True),
    Column("文件", 50),
    Column("情况", 10, centred=True),
    Column("原因", 50),
    Column("怎么办", 60),
)
_FILES = (
    Column("序号", 6, centred=True),
    Column("报告单位", 22),
    Column("层级", 9, centred=True),
    Column("年度", 7, centred=True),
    Column("标题", 34),
    Column("成文日期", 16, centred=True),
    Column("字数", 8, centred=True),
    Column("文件", 34),
    Column("文件校验值（SHA-256）", 38),
    Column("读取说明", 40),
)
_OVERVIEW = (Column("项目", 24), Column("内容", 110))
_READING = (
    "符号：√ 符合，△ 部分符合，× 缺失或有问题，？ 待人工，○ 未检查，－ 不适用。",
    "“检查汇总”里必备事项和法定内容每项一列；前后一致、用语规范、格式规范的规则多，每类只写问题有几处。",
    "“全部问题”逐处列出，可按单位、类别、检查项筛选。",
    "“统计”里内容完全相同的文件只计一份。",
    "“雷同报告”比较的是去掉多数报告都有的套话和数字以后的文字；雷同不等于抄袭，请人工核对。",
)


def tables(batch: Batch) -> tuple[Table, ...]:
    """Return the lists of ``batch`` in the order in which they are read."""
    return (
        Table(PROBLEMS, _PROBLEMS, _problems(batch)),
        Table(ALIKE, _ALIKE, _numbered(_alike(batch), len(_ALIKE))),
        Table(UNREAD, _UNREAD, _numbered(_unread(batch), len(_UNREAD))),
        Table(FILES, _FILES, _numbered(_files(batch), len(_FILES))),
        Table(OVERVIEW, _OVERVIEW, _overview(batch)),
    )


def remarks(batch: Batch, each: Summary) -> list[str]:
    """Return what a reader of the matrix has to know of a report beside its verdicts."""
    found = []
    if each.facts.kind is DocumentKind.OTHER:
        found.append(KINDS[DocumentKind.OTHER])
    if each.path in batch.repeated:
        found.append(f"与“{batch.repeated[each.path].name}”完全相同")
    if any(each in (pair.one, pair.other) for pair in batch.pairs):
        found.append("与别的报告雷同")
    if each.facts.unit is None:
        found.append("没有认出报告单位，显示的是文件名")
    return found


def _numbered(rows: Iterable[Sequence[Content]], width: int) -> Iterator[Sequence[Content]]:
    """Yield ``rows`` with their numbers, or one row that says there is nothing."""
    number = 0
    for number, row in enumerate(rows, 1):
        yield [number, *row]
    if not number:
        yield [[], [_NOTHING], *([[]] * (width - 2))]


def _problems(batch: Batch) -> Iterator[Sequence[Content]]:
    return _numbered(
        (
            _problem(batch, each, verdict, trouble)
            for each in batch.summaries
            for verdict in each.verdicts
            for trouble in verdict.troubles
        ),
        len(_PROBLEMS),
    )


def _problem(batch: Batch, each: Summary, verdict: Verdict, trouble: Trouble) -> Sequence[Content]:
    item = verdict.item
    return [
        [each.unit],
        [_year(each)],
        [GROUPS[item.group]],
        [item.title],
        Shaded(
            f"{MARKS[verdict.outcome]} {outcome_name(verdict.outcome, item.group)}",
            SHADES[verdict.outcome],
        ),
        [LEVELS[item.level] if verdict.is_gap else "请人工确认"],
        [trouble.where],
        [trouble.quote],
        [trouble.message],
        [trouble.suggestion],
        item.basis,
        [batch.name(each.path)],
    ]


def _year(each: Summary) -> str:
    return str(each.facts.year or "不明")


def _alike(batch: Batch) -> Iterator[Sequence[Content]]:
    by_path = {each.path: each for each in batch.summaries}
    for path, earlier in batch.repeated.items():
        one, other = by_path[earlier], by_path[path]
        yield [*_both(batch, one, other), 100, 100, ["两个文件的内容完全相同"], []]
    for pair in batch.pairs:
        shares = [round(100 * pair.share), round(100 * pair.other_share)]
        passages = [f"“{shortened(each)}”（{characters(each)}字）" for each in pair.passages]
        yield [*_both(batch, pair.one, pair.other), *shares, [relation(pair)], passages]


def _both(batch: Batch, one: Summary, other: Summary) -> list[Content]:
    return [
        content
        for each in (one, other)
        for content in ([f"{each.unit}（{_year(each)}年度）"], [batch.name(each.path)])
    ]


def relation(pair: Alike) -> str:
    """Return whose reports the two are, which tells what their likeness means."""
    one, other = pair.one.facts, pair.other.facts
    if one.unit is None or other.unit is None:
        return "有一份没有认出单位"
    if one.unit != other.unit:
        return "不同单位的报告"
    if one.year != other.year:
        return "同一单位不同年度的报告"
    return "同一单位同一年度的两份报告"


def _unread(batch: Batch) -> Iterator[Sequence[Content]]:
    for failure in batch.failures:
        error = failure.error
        yield [[batch.name(failure.path)], ["读不了"], [error.message], [error.hint]]
    for skipped in batch.skipped:
        yield [[batch.name(skipped.path)], ["跳过"], [skipped.why], []]


def _files(batch: Batch) -> Iterator[Sequence[Content]]:
    for each in batch.summaries:
        yield [
            [each.facts.unit or _UNKNOWN],
            [each.facts.level or _UNKNOWN],
            [_year(each)],
            [each.facts.title or _UNKNOWN],
            [each.facts.date or _UNKNOWN],
            each.characters,
            [batch.name(each.path)],
            [each.sha256],
            each.notes,
        ]


def counts(batch: Batch) -> dict[str, str]:
    """Return how many files there were and what became of them, by name."""
    summaries = batch.summaries
    gaps = sum(each.has_gaps for each in summaries)
    required = sum(_lacks_required(each) for each in summaries)
    return {
        "已检查的报告": f"{len(summaries)}份",
        "　其中必备事项有缺项的": f"{required}份",
        "　其中有需要整改之处的": f"{gaps}份",
        "　其中内容完全相同的": f"{len(batch.repeated)}份",
        "　其中不像年度报告的": f"{sum(each.facts.kind is DocumentKind.OTHER for each in summaries)}份",
        "雷同的报告": f"{len(batch.pairs)}对",
        "读不了的文件": f"{len(batch.failures)}个",
        "跳过的文件": f"{len(batch.skipped)}个",
    }


def _lacks_required(each: Summary) -> bool:
    return any(verdict.item.group == "required" and verdict.is_gap for verdict in each.verdicts)


def _overview(batch: Batch) -> Iterator[Sequence[Content]]:
    yield [["检查范围"], [str(path.absolute()) for path in batch.chosen]]
    for name, text in (counts(batch) | origin(batch.ruleset, batch.checked)).items():
        yield [[name], [text]]
    yield [["说明"], _READING]
