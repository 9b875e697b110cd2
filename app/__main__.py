"""The command line: ``python -m app check FILE``, see ``--help``."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import NAME, __version__, batch_command, ledger_command, rules_command
from app.engine import Engine
from app.errors import AppError
from app.mask import masked

if TYPE_CHECKING:
    from app.model import Report, SetName

_YEARS = range(1990, 2100)
CLEAN, GAPS, FAILED, INTERRUPTED = 0, 1, 2, 130
"""Exit status: no gap, gaps, a file could not be read or the call was wrong, stopped by Ctrl-C."""

_Checked = tuple[str, "Report | AppError"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    wanted = _parser().parse_args(arguments)
    try:
        return _COMMANDS[wanted.command](wanted)
    except AppError as error:
        _complain(error)
        return FAILED
    except KeyboardInterrupt:
        sys.stderr.write("已停止，没有写任何文件。\n")
        return INTERRUPTED
    except BrokenPipeError:  # whoever reads has seen enough
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115  (for the exit)
        return CLEAN


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m app", description=f"{NAME} {__version__}：检查法治政府建设年度报告"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令", title="命令")
    check = commands.add_parser(
        "check", help="检查一份或几份报告", description="检查报告，列出缺项、依据和整改建议。"
    )
    check.add_argument(
        "files", nargs="+", metavar="文件", help="报告文件：.docx、.pdf、.txt、.doc、.wps 等"
    )
    check.add_argument(
        "--format",
        choices=("text", "json", "sarif"),
        default="text",
        help="结果的格式，默认 text（文字）；json、sarif 给别的程序用",
    )
    check.add_argument("--with-text", action="store_true", help="JSON、SARIF 中附上整理后的全文")
    _add_choices(check)
    check.add_argument(
        "--last-year", type=Path, metavar="文件", help="上一年的报告，用来检查有没有照搬"
    )
    check.add_argument(
        "--excel", type=Path, metavar="文件", help="导出 Excel 检查清单（一次检查一份报告时）"
    )
    check.add_argument(
        "--html", type=Path, metavar="文件", help="导出网页检查清单（一次检查一份报告时）"
    )
    check.add_argument(
        "--word", type=Path, metavar="文件", help="导出批注版 Word（一次检查一份报告时）"
    )
    several = commands.add_parser(
        "batch",
        help="检查一批报告，写成汇总表",
        description="检查文件夹里的全部报告：谁缺什么、哪些最常缺、哪些互相雷同。",
    )
    batch_command.add(several)
    _add_choices(several)
    rules = commands.add_parser(
        "rules", help="查看、试用、检查规则", description="查看、试用、检查规则。"
    )
    rules_command.add(rules, _Parser)
    ledger = commands.add_parser(
        "ledger",
        help="导入填写过的整改台账，和复查结果对照",
        description="对照整改台账和修改后的报告：哪些仍未解决，哪些已解决，哪些是新发现。",
    )
    ledger_command.add(ledger)
    _add_choices(ledger)
    return parser


def _add_choices(parser: argparse.ArgumentParser) -> None:
    """Add what is chosen for one report as for many: rules, unit, and what to hide."""
    parser.add_argument("--rules", type=Path, metavar="文件夹", help="另用一套规则")
    parser.add_argument(
        "--layer",
        type=Path,
        action="append",
        default=[],
        metavar="文件夹",
        help="叠加的补充规则，可以写几次，越靠近本单位的越往后",
    )
    parser.add_argument("--level", metavar="层级", help="指定单位层级，如 镇、县级部门")
    parser.add_argument("--year", type=int, metavar="年份", help="指定报告年度，如 2024")
    parser.add_argument(
        "--mask", action="store_true", help="遮盖身份证号、手机号、银行账号和群众姓名"
    )


_COMPLAINTS = {
    "the following arguments are required:": "缺少",
    "unrecognized arguments:": "不认识",
    "expected one argument": "后面要写内容",
    "expected at least one argument": "后面要写内容",
    "invalid choice:": "不能写",
    "invalid int value:": "要写数字，不能写",
    "choose from": "可用的有",
    "ambiguous option:": "写得不够全：",
    "could match": "可能是",
    "ignored explicit argument": "后面不要写",
    "argument ": "",
}


class _Parser(argparse.ArgumentParser):
    """An argument parser whose own words are Chinese."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  (passed on as they are)
        super().__init__(**(options | {"add_help": False}))
        self.add_argument("-h", "--help", action="help", help="显示这段说明")
        self._positionals.title = "参数"
        self._optionals.title = "选项"

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "用法：")

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "用法：")

    def error(self, message: str) -> None:  # type: ignore[override]  # argparse promises NoReturn; exit never returns
        for english, chinese in _COMPLAINTS.items():
            message = message.replace(english, chinese)
        self.exit(FAILED, f"{self.format_usage()}命令写得不对：{message}\n")


def _batch(wanted: argparse.Namespace) -> int:
    _refuse_year(wanted.year)
    return batch_command.run(wanted)


def _ledger(wanted: argparse.Namespace) -> int:
    _refuse_year(wanted.year)
    return ledger_command.run(wanted)


def _check(wanted: argparse.Namespace) -> int:
    _refuse_senseless(wanted)
    _refuse_year(wanted.year)
    engine = Engine(wanted.rules, wanted.level, wanted.year, wanted.layer)
    gc.disable()  # what loading makes stays; looking for garbage meanwhile is a tenth of the start
    ruleset = engine.load_rules()
    gc.enable()
    checked = list(_checked(engine, wanted))
    if wanted.format != "text":
        _print_data(checked, ruleset, wanted)
    else:
        _print_text(checked)
    for _, outcome in checked:
        if isinstance(outcome, AppError):
            _complain(outcome)
        else:
            _write(outcome, wanted)
    return _status(checked)


def _refuse_senseless(wanted: argparse.Namespace) -> None:
    outputs = [path for path in (wanted.excel, wanted.html, wanted.word) if path is not None]
    if len(wanted.files) > 1 and outputs:
        raise AppError(
            "call-several",
            "导出清单或批注版时一次只能检查一份报告。",
            "请分别检查，或去掉 --excel、--html、--word。",
        )
    if wanted.mask and wanted.word:
        raise AppError(
            "call-mask-word",
            "批注版是报告全文的副本，不能遮盖个人信息。",
            "请去掉 --mask 或 --word。",
        )
    if any(
        output.resolve() == Path(file).resolve() for output in outputs for file in wanted.files
    ):
        raise AppError(
            "call-same-file", "清单和批注版不能写到报告自己的文件上。", "请换一个文件名。"
        )


def _refuse_year(year: int | None) -> None:
    if year is not None and year not in _YEARS:
        raise AppError(
            "call-year", f"--year 写的{year}不像是年份。", "请写四位数的年份，例如 2024。"
        )


def _checked(engine: Engine, wanted: argparse.Namespace) -> Iterator[_Checked]:
    for file in _with_progress(wanted.files):
        try:
            report = engine.report(Path(file), wanted.last_year)
            yield file, masked(report) if wanted.mask else report
        except AppError as error:
            yield file, error


def _with_progress(files: Sequence[str]) -> Iterator[str]:
    if len(files) == 1 or not sys.stderr.isatty():
        yield from files
        return
    from tqdm import tqdm

    yield from tqdm(files, desc="检查", unit="份", leave=False)


def _write(report: Report, wanted: argparse.Namespace) -> None:
    if wanted.excel:
        from app.report import xlsx

        xlsx.write(report, wanted.excel)
    if wanted.html:
        from app.report import html
        from app.report.files import write_whole

        write_whole(wanted.html, html.render(report, only_gaps=False).encode("utf-8"))
    if wanted.word:
        from app.report import annotated

        annotated.write(report, wanted.word)


def _print_data(checked: Sequence[_Checked], ruleset: SetName, wanted: argparse.Namespace) -> None:
    import json

    form = _sarif if wanted.format == "sarif" else _json
    told = form(checked, ruleset, with_text=wanted.with_text)
    json.dump(told, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def _json(checked: Sequence[_Checked], ruleset: SetName, *, with_text: bool) -> dict[str, Any]:
    from app.report import json as form

    entries = [
        form.error_entry(file, outcome)
        if isinstance(outcome, AppError)
        else form.report_entry(file, outcome, with_text=with_text)
        for file, outcome in checked
    ]
    return form.document(entries, ruleset)


def _sarif(checked: Sequence[_Checked], ruleset: SetName, *, with_text: bool) -> dict[str, Any]:
    from app.report import sarif

    return sarif.document(checked, ruleset, with_text=with_text)


def _print_text(checked: Sequence[_Checked]) -> None:
    from app.report import text

    for _, outcome in checked:
        if not isinstance(outcome, AppError):
            sys.stdout.write(text.render(outcome))


def _status(checked: Sequence[_Checked]) -> int:
    if any(isinstance(outcome, AppError) for _, outcome in checked):
        return FAILED
    return (
        GAPS
        if any(outcome.gaps for _, outcome in checked if not isinstance(outcome, AppError))
        else CLEAN
    )


def _complain(error: AppError) -> None:
    sys.stderr.write(f"{error}\n")


_COMMANDS = {
    "check": _check,
    "batch": _batch,
    "rules": rules_command.run,
    "ledger": _ledger,
}


if __name__ == "__main__":
    sys.exit(main())
