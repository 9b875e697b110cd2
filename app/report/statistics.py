"""Which items are missing how often in a batch, as a table and a chart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.worksheet.worksheet import Worksheet

from app.batch import Batch
from app.model import UNDECIDED, Outcome
from app.report.sheet import Column, Content, add_table
from app.report.summary import Item
from app.terms import GROUPS

_COLUMNS = (
    Column("检查项", 22),
    Column("类别", 10, centred=True),
    Column("有缺项或\n问题（份）", 11, centred=True),
    Column("占全部\n报告（%）", 11, centred=True),
    Column("缺失\n（份）", 8, centred=True),
    Column("部分符合\n（份）", 10, centred=True),
    Column("问题\n（处）", 8, centred=True),
    Column("待人工或\n未检查（份）", 12, centred=True),
)
_MISSING, _PARTIAL = 5, 6  # columns that the chart shows
_DARK, _LIGHT, _EDGE = "E08A7D", "FBE5B0", "404040"
_CHART_AT = "J2"
_AREA_TO = "T"
_WIDTH, _ROW_HEIGHT, _FRAME = 19, 0.95, 3.5  # cm


@dataclass
class _Tally:
    """How often an item came out how."""

    item: Item
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    troubles: int = 0

    @property
    def gaps(self) -> int:
        return sum(
            self.outcomes[each] for each in (Outcome.MISSING, Outcome.PARTIAL, Outcome.PROBLEM)
        )


def add_statistics(sheet: Worksheet, batch: Batch) -> None:
    """Put on ``sheet`` how often each rule found something, the items most often missing first."""
    tallies = list(_sorted(batch))
    total = len(batch.distinct)
    add_table(sheet, _COLUMNS, [_row(each, total) for each in tallies])
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    last = sheet.max_row
    charted = sum(each.item.is_asked_for for each in tallies)
    if charted:
        sheet.add_chart(_chart(sheet, charted), _CHART_AT)
    sheet.print_area = f"A1:{_AREA_TO}{last}"


def _sorted(batch: Batch) -> Iterator[_Tally]:
    """Yield the items that are asked for, then the slips that occur, each by how often."""
    found: dict[str, _Tally] = {}
    for each in batch.distinct:
        for verdict in each.verdicts:
            tally = found.setdefault(verdict.item.rule, _Tally(verdict.item))
            tally.outcomes[verdict.outcome] += 1
            tally.troubles += len(verdict.troubles) if verdict.is_gap else 0
    order = sorted(found.values(), key=lambda each: (not each.item.is_asked_for, -each.gaps))
    return (each for each in order if each.item.is_asked_for or each.gaps)


def _row(tally: _Tally, total: int) -> list[Content]:
    return [
        [tally.item.title],
        [GROUPS[tally.item.group]],
        tally.gaps,
        round(100 * tally.gaps / total),
        tally.outcomes[Outcome.MISSING] or [],  # a bar of no length needs no label
        tally.outcomes[Outcome.PARTIAL] or [],
        tally.troubles,
        sum(tally.outcomes[each] for each in UNDECIDED),
    ]


def _chart(sheet: Worksheet, items: int) -> BarChart:
    """Return a bar for each of the first ``items`` of the table: how often missing, how often partly there."""
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 60
    chart.title = "哪些内容最常缺（份数）"
    for column, shade in ((_MISSING, _DARK), (_PARTIAL, _LIGHT)):
        chart.add_data(
            Reference(sheet, min_col=column, min_row=1, max_row=items + 1), titles_from_data=True
        )
        look = chart.series[-1].graphicalProperties
        look.solidFill, look.line.solidFill = shade, _EDGE
        chart.series[-1].dLbls = _labels()
    chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=items + 1))
    chart.x_axis.scaling.orientation = "maxMin"  # the first item on top
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.numFmt, chart.y_axis.majorGridlines = "0", None
    chart.y_axis.scaling.min, chart.y_axis.crosses = 0, "max"  # which is at the bottom now
    chart.legend.position = "b"
    chart.width, chart.height = _WIDTH, round(items * _ROW_HEIGHT + _FRAME)
    return chart


def _labels() -> DataLabelList:
    """Return labels that show how many, and nothing else."""
    labels = DataLabelList(showVal=True)
    labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = False
    return labels
