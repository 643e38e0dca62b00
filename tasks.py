"""The house's few commands: ``python3 tasks.py demo``, ``python3 tasks.py test``, and some for contributors.

Needs nothing but Python: an environment of its own (``.venv``) is set up when it is missing or out of date.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
OLDEST = (3, 11)

PREBUILT = (
    *(
        "pfglint.quantity.parse",
        "pfglint.quantity.units",
        "pfglint.form.labels",
        "pfglint.rule.pack",
        "pfglint.rule.profile",
    ),
    *("pfglint.goal.items", "pfglint.goal.words", "pfglint.rule.cost_words", "pfglint.rule.slips"),
)
"""The modules that know how to compute files of pfglint/prebuilt/."""
PAGES = ("handbook.conditions", "handbook.rules", "handbook.outputs", "handbook.screens")
"""Those that know how to compute pages of docs/."""
SCHEMAS = ("handbook.schemas",)
"""Those that know how to compute files of pfglint/schemas/."""
WRITE = """
import importlib, pathlib, sys
folder, how, *modules = sys.argv[1:]
for name in modules:
    for file, text in getattr(importlib.import_module(name), how)().items():
        path = pathlib.Path(folder, file)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\\n")
        print(path.as_posix())
"""


def main() -> int:
    """Run the task that the command line names."""
    if sys.version_info < OLDEST:
        sys.exit("pfglint needs Python 3.11 or newer · pfglint 需要 Python 3.11 以上")
    parser = argparse.ArgumentParser(prog="tasks.py", description="The house's few commands.")
    tasks = parser.add_subparsers(dest="task", required=True, metavar="TASK")
    for name, task in TASKS.items():
        tasks.add_parser(name, help=task.__doc__)
    args, rest = parser.parse_known_args()
    os.chdir(ROOT)
    os.environ["PYTHONUTF8"] = "1"
    set_up()
    return TASKS[args.task](rest)


def set_up() -> None:
    """Install pfglint and what its development needs into ``.venv``, once for each pyproject.toml."""
    mark = VENV / "pfglint-ready"
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + str(ROOT).encode()).hexdigest()
    if PYTHON.exists() and mark.exists() and mark.read_text() == wanted:
        return
    print("正在准备运行环境（只需一次）… Setting up, once …", file=sys.stderr, flush=True)
    uv = shutil.which("uv")
    if not PYTHON.exists():
        if uv:
            step([uv, "venv", "--quiet", "--python", sys.executable, str(VENV)])
        else:
            venv.create(VENV, with_pip=True)
    if uv:
        install = [uv, "pip", "install", "--quiet", "--python", str(PYTHON)]
    else:
        install = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    step([*install, "-e", ".[dev]"])
    mark.write_text(wanted)


def demo(rest: list[str]) -> int:
    """Check the forms in examples/, which have mistakes to be found."""
    status = run("pfglint", "check", *(rest or ["examples"]))
    if status == 1:
        print("\n（示例里的错误是故意留的：上面就是要看的结果。 The examples are wrong on purpose.）")
    return 0 if status == 1 else status


def test(rest: list[str]) -> int:
    """Everything that must be green: style, types, documentation and tests."""
    return lint([]) or docs([]) or run("pytest", *(rest or ["--numprocesses", "auto"]))


def lint(rest: list[str]) -> int:
    """Style and types only."""
    return run("ruff", "check", ".") or run("ruff", "format", "--check", ".") or run("mypy")


def generate(rest: list[str]) -> int:
    """Compute anew what follows from grammar/, rules/ and the code: pfglint/prebuilt/, pfglint/schemas/, pages of docs/."""
    for page in (*(ROOT / "docs" / "rules").glob("*.md"), *(ROOT / "docs" / "images").glob("*.svg")):
        page.unlink()  # that of a rule which is no more would stay
    for schema in (ROOT / "pfglint" / "schemas").glob("*.json"):
        schema.unlink()
    return (
        run("python", "-c", WRITE, "pfglint/prebuilt", "prebuilt_files", *PREBUILT)
        or run("python", "-c", WRITE, "pfglint/schemas", "schema_files", *SCHEMAS)
        or run("python", "-c", WRITE, "docs", "pages", *PAGES)
    )


def docs(rest: list[str]) -> int:
    """Build the documentation's site into site/; whatever is doubtful in it is an error."""
    return run("zensical", "build", "--clean", "--strict", *rest)


def bench(rest: list[str]) -> int:
    """Measure how long checking takes."""
    return run("python", "-m", "benchmarks", *rest)


def step(command: list[str]) -> None:
    """One step of setting up; where it fails, that is said in a sentence."""
    if subprocess.run(command, check=False).returncode:
        sys.exit(
            "没能装好运行环境：请检查能否联网下载 Python 包，再运行一次。\n"
            "Setting up failed: see whether Python packages can be downloaded from here, and run this again."
        )


def run(program: str, *args: str) -> int:
    """Run a program of the environment and give its exit status."""
    found = shutil.which(program, path=str(BIN))
    if found is None:
        sys.exit(f"{program} is missing in {VENV.name}; delete that folder and try again")
    sys.stdout.flush()
    return subprocess.run([found, *args], check=False).returncode


TASKS: dict[str, Callable[[list[str]], int]] = {
    task.__name__: task for task in (demo, test, lint, generate, docs, bench)
}

if __name__ == "__main__":
    sys.exit(main())
