"""The one command that sets up, starts, tests and packs 报告体检, with Python's own library alone.

`python3 build/make.py` lists what it can do. What it installs lies in .venv, what it makes in
folders that git ignores.
"""

from __future__ import annotations

import inspect
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import system
from environment import need, prepare
from shell import BUILD, OFFSCREEN, PYTHON, ROOT, VENV, MakeError, call, captured, quietly, say

if TYPE_CHECKING:  # an older Python must get as far as being told that it is too old
    Function = Callable[..., int | None]

SAMPLES = ROOT / "resources" / "samples"
OUT = BUILD / "out"
DIST = BUILD / "dist"
WORK = BUILD / ".work"
PROGRAM = "baogao-tijian"

OLDEST_PYTHON = (3, 11)
SMOKE_SECONDS = 120
GAPS = 1  # exit status of a check that ran well and found gaps
INTERRUPTED = 130
COLUMN = 26  # where the summaries start in the overview

GATES = {
    "代码排版": ["-m", "ruff", "format", "--check", "."],
    "代码规范": ["-m", "ruff", "check", "."],
    "类型": ["-m", "mypy"],
    "导入约定": [
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
    ],
}
CACHES = (
    ".cache",
    ".hypothesis",
    ".import_linter_cache",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
)


class Command(NamedTuple):
    """One thing that make.py can do."""

    function: Function
    summary: str
    usage: str


COMMANDS: dict[str, Command] = {}


def command(summary: str, usage: str = "") -> Callable[[Function], Function]:
    """Register a function as a command of the same name."""

    def register(function: Function) -> Function:
        COMMANDS[function.__name__] = Command(function, summary, usage)
        return function

    return register


@command("建立 .venv，装好运行和测试要用的一切")
def setup() -> None:
    """Make the environment that developing needs."""
    prepare("runtime", "test")
    need(system.DRAWING | system.WINDOW | system.TESTING | system.MORE_TESTING)
    say("环境已就绪。")


@command("打开程序；没有显示器时，把检查清单写成 Excel 和 PDF", "[文件]")
def run(file: str = "") -> int:
    """Open the window on a report, or check it without one where there is no display."""
    report = Path(file).resolve() if file else sample()
    prepare("runtime")
    if system.has_display():
        need(system.DRAWING | system.WINDOW)
        return call("-m", "ui", report)
    need(system.DRAWING)
    write_checklists(report)
    return 0


@command("检查代码并运行全部测试", "[pytest 的参数…]")
def test(*arguments: str) -> int:
    """Run every gate and every test; pytest's closing line stays the last one."""
    prepare("runtime", "test")
    need(system.DRAWING | system.WINDOW | system.TESTING | system.MORE_TESTING)
    failed = failed_gates()
    status = call("-m", "pytest", *arguments, **OFFSCREEN)
    return status or len(failed)


@command("只检查代码：排版、规范、类型、导入约定")
def check() -> int:
    """Run the gates without the tests."""
    prepare("runtime", "test")
    return len(failed_gates())


@command("自动改好排版和能改的规范问题")
def fix() -> int:
    """Format the code and repair what ruff can repair."""
    prepare("runtime", "test")
    call("-m", "ruff", "check", "--fix", "--quiet", ".")
    return call("-m", "ruff", "format", ".")


@command("测量速度和内存", "[参数…]")
def bench(*arguments: str) -> int:
    """Run the measurements."""
    prepare("runtime", "test")
    need(system.DRAWING)
    return call(BUILD / "bench.py", *arguments, PYTHONPATH=str(ROOT), **OFFSCREEN)


@command("用改坏的文件考验程序：不管读到什么，都要有结论或一句话", "[个数] [种子]")
def fuzz(*arguments: str) -> int:
    """Feed mutated files to the checker."""
    prepare("runtime", "test")
    return call(BUILD / "fuzz.py", *arguments, PYTHONPATH=str(ROOT), **OFFSCREEN)


@command("把正确的报告改错，看规则能发现多少", "[词…]")
def mutants(*words: str) -> int:
    """Change correct reports on purpose and tell which changes the rules noticed."""
    prepare("runtime", "test")
    return call(BUILD / "mutants.py", *words, PYTHONPATH=str(ROOT), **OFFSCREEN)


@command("打包成不需要安装 Python 的文件夹 build/dist")
def freeze() -> None:
    """Freeze the program and start the result once."""
    prepare("runtime", "freeze")
    need(system.DRAWING | system.WINDOW | system.FREEZING)
    say("正在打包……")
    folders = ("--distpath", DIST, "--workpath", WORK)
    quietly(
        [PYTHON, "-m", "PyInstaller", "--noconfirm", "--clean", *folders, BUILD / "program.spec"],
        "打包失败。",
    )
    bundle = DIST / PROGRAM
    require_printing(bundle)
    require_start(bundle)
    say(f"打包完成，并已试运行：{bundle}（{megabytes(bundle)} MB）")


@command("删除以上命令生成的一切")
def clean() -> None:
    """Remove .venv, what was made, and all caches."""
    caches = [ROOT / name for name in CACHES]
    for top in ("app", "ui", "tests", "build"):
        caches += (ROOT / top).rglob("__pycache__")
    for folder in (VENV, DIST, WORK, OUT, *caches):
        shutil.rmtree(folder, ignore_errors=True)
    (ROOT / ".coverage").unlink(missing_ok=True)
    say("已清理。")


# Checking without a display


def sample() -> Path:
    """Return the report that is shown when none is named."""
    files = sorted(path for path in SAMPLES.glob("*.*") if path.suffix in {".docx", ".txt"})
    best = SAMPLES / "良好示例.docx"
    if best in files:
        return best
    if not files:
        raise MakeError("没有示例文件，请写明要检查的文件：python3 build/make.py run 文件")
    return files[0]


def write_checklists(report: Path) -> None:
    """Check a report and write its Excel and PDF checklists."""
    say(f"没有显示器，直接检查：{report}")
    OUT.mkdir(exist_ok=True)
    excel = OUT / f"{report.stem}-检查清单.xlsx"
    pdf = OUT / f"{report.stem}-检查清单.pdf"
    produce(excel, "-m", "app", "check", report, "--excel", excel)
    produce(pdf, "-m", "ui", "print", report, "--pdf", pdf)
    say(f"检查清单已写入文件夹 {OUT}：\n  {excel.name}\n  {pdf.name}")


def produce(file: Path, *arguments: str | Path) -> None:
    """Run a command that has to write a file; gaps in the report are no failure."""
    file.unlink(missing_ok=True)
    status = call(*arguments, **OFFSCREEN)
    if status > GAPS or not file.exists():
        raise MakeError(f"没有写成 {file.name}，原因见上。")


# Gates and the frozen program


def failed_gates() -> list[str]:
    """Run the gates, show what the failing ones say, return their names."""
    failed = []
    for name, arguments in GATES.items():
        done = captured([PYTHON, *arguments])
        say(f"{'不通过' if done.returncode else '通过'}：{name}")
        if done.returncode:
            failed.append(name)
            say(done.stdout.strip())
    return failed


def require_printing(bundle: Path) -> None:
    """Fail when the printer plugin was trimmed away: Qt would not say so, only list no printer."""
    if sys.platform.startswith("linux") and not list(bundle.rglob("libcupsprintersupport.so")):
        raise MakeError("打包结果里没有打印插件，不能打印。")


def require_start(bundle: Path) -> None:
    """Start the frozen program where neither Python nor this folder can help it."""
    with tempfile.TemporaryDirectory() as elsewhere:
        kept = {key: os.environ[key] for key in ("SYSTEMROOT", "TEMP") if key in os.environ}
        homes = dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"), elsewhere)
        bare = kept | homes | OFFSCREEN | {"PATH": elsewhere}
        status = smoke(bundle / PROGRAM, elsewhere, bare)
    if status:
        raise MakeError(f"打包好的程序不能启动（退出码 {status}）。")


def smoke(program: Path, folder: str, environment: dict[str, str]) -> int:
    """Return the exit status of a program that shall start, load its rules and end."""
    words = [str(program), "--smoke"]
    try:
        done = subprocess.run(
            words, cwd=folder, env=environment, timeout=SMOKE_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise MakeError(f"打包好的程序在 {SMOKE_SECONDS} 秒内没有结束试运行。") from None
    return done.returncode


def megabytes(folder: Path) -> int:
    """Return how big a folder is."""
    return sum(path.lstat().st_size for path in folder.rglob("*")) // 1_000_000


# The command line


def main(arguments: list[str]) -> int:
    """Run the command that the first argument names."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console without Chinese must not stop us
    if sys.version_info < OLDEST_PYTHON:
        say(f"需要 Python 3.11 或更新的版本，现在是 {sys.version.split()[0]}。")
        return 1
    if not arguments or arguments[0] not in COMMANDS:
        say(overview())
        return 2 if arguments and arguments[0] not in {"help", "-h", "--help"} else 0
    return carry_out(arguments[0], arguments[1:])


def carry_out(name: str, arguments: list[str]) -> int:
    """Run one command and turn what goes wrong into a sentence and an exit status."""
    chosen = COMMANDS[name]
    try:
        inspect.signature(chosen.function).bind(*arguments)
    except TypeError:
        say(f"用法：python3 build/make.py {name} {chosen.usage}")
        return 2
    try:
        return chosen.function(*arguments) or 0
    except MakeError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED


def overview() -> str:
    """Return one line per command."""
    rows = [f"  {padded(f'{name} {each.usage}')}{each.summary}" for name, each in COMMANDS.items()]
    return "\n".join(["用法：python3 build/make.py 命令", *rows])


def padded(text: str) -> str:
    """Fill up to a column, where a Chinese character is two wide."""
    return text + " " * (COLUMN - len(text.encode("gbk")))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
