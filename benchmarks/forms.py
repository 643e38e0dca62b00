"""Varied forms in the Shanghai layout: tab-separated text, as a converted Word document has it.

Every form is right (a linter has nothing to say at warning or error), but for a share of defective ones
where that is asked for.
``python -m benchmarks.forms N`` prints N of them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks import defects
from benchmarks.draft import YEAR, Author, Draft, Indicator, projects
from benchmarks.vocabulary import vocabulary

HEADING = f"\n\n砚禾县 {YEAR} 年度项目绩效目标汇总表\n\n"


class Row(NamedTuple):
    """A line of the text; one without cells is a blank line.

    indicator: which of the form's indicators the row holds, or the rest of which one.
    """

    cells: tuple[str, ...]
    indicator: int | None = None


@dataclass(frozen=True, slots=True)
class GeneratedForm:
    """A form and the truth about it.

    defect: the name of the rule that should report it; None for a form that is right.
    """

    project: str
    rows: tuple[Row, ...]
    indicators: tuple[Indicator, ...]
    defect: str | None = None

    @property
    def text(self) -> str:
        """The form as it stands in a file, with a blank line behind it."""
        return "\n".join("\t".join(row.cells) for row in self.rows) + "\n\n"


def forms(n: int, seed: int = 0, *, defective: float = 0.0) -> Iterator[GeneratedForm]:
    """`n` forms; the same ones for the same seed, and the first ones of a longer run.

    defective: the share of forms with one defect each.
    """
    words, rng = vocabulary(), Random(seed)
    for names in islice(projects(words, rng), n):
        draft = Author(words, rng, names).draft()
        defect = defects.insert(draft, rng) if rng.random() < defective else None
        yield GeneratedForm(draft.project, tuple(layout(draft, rng)), tuple(draft.indicators), defect)


def layout(draft: Draft, rng: Random) -> Iterator[Row]:
    """The rows of a form, 6 or 7 columns wide; those of indicators sometimes end a column early.

    In seven columns a gap follows the left half of the header, and sometimes the indicators' names.
    """
    wide = rng.random() < 0.6
    gap = ("",) if wide else ()
    width = 7 if wide else 6

    def row(*cells: str, to: int = width, indicator: int | None = None) -> Row:
        return Row(cells + ("",) * (to - len(cells)), indicator)

    spaced = rng.random() < 0.3
    funding = draft.funding
    yield row("财政项目支出绩效目标申报表")
    yield row(f"({YEAR} 年度)")
    yield row("项目名称", draft.project, *gap, "项目性质", draft.nature, "项目类别", draft.category)
    yield row("主管部门", draft.department, "", "实施单位", draft.implementer)
    yield row("计划开始日期", str(draft.start), "", "计划完成日期", str(draft.end))
    unit = "项目资金 (元)" if rng.random() < 0.7 else "项目资金(元)"
    total, fiscal, other = map(money, (funding.project_total, funding.project_fiscal, funding.project_other))
    yield row(unit, "项目资金总额:", total, "年度资金申请总额:", *gap, money(funding.annual_total))
    yield row("", "其中: 财政资金", fiscal, "其中: 当年财政拨款", *gap, money(funding.annual_fiscal))
    yield row("", "", "", "上年结转资金", *gap, money(funding.carry_over))
    yield row("", "其他资金", other, "其他资金", *gap, money(funding.annual_other))
    yield row("项目 绩效 目标" if spaced else "项目绩效目标", "项目总目标", "", *gap, "年度总体目标")
    yield row("", draft.overall, "", *gap, draft.annual)

    apart = gap if rng.random() < 0.4 else ()
    yield row("", "一级指标", "二级指标", "三级指标", *apart, "年度(/项目)指标值")
    short = rng.randint(5 + len(apart), width)
    group, above = "绩效 指标" if spaced else "绩效指标", ("", "")
    for index, (level1, level2, name, value) in enumerate(draft.indicators):
        first = "" if level1 == above[0] else level1
        second = "" if (level1, level2) == above else level2
        yield row(group, first, second, name, *apart, value, to=short, indicator=index)
        group, above = "", (level1, level2)


def money(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:,.2f}"


def write(path: Path, n: int, seed: int = 0, encoding: str = "utf-8", *, defective: float = 0.0) -> None:
    """Write `n` forms to a file, one after the other, holding one in memory at a time."""
    save(path, forms(n, seed, defective=defective), encoding)


def write_files(directory: Path, n: int, files: int, seed: int = 0, *, defective: float = 0.0) -> list[Path]:
    """Write `n` forms to as many files of one directory, evenly; no two alike in all of them."""
    directory.mkdir(parents=True, exist_ok=True)
    rest = forms(n, seed, defective=defective)
    paths = [directory / f"forms-{number:04}.txt" for number in range(1, files + 1)]
    for number, path in enumerate(paths):
        save(path, islice(rest, n * (number + 1) // files - n * number // files))
    return paths


def save(path: Path, some: Iterator[GeneratedForm], encoding: str = "utf-8") -> None:
    with path.open("w", encoding=encoding, newline="\n") as file:
        file.write(HEADING)
        file.writelines(form.text for form in some)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.forms", description="Write generated forms.")
    parser.add_argument("n", type=int, help="how many forms")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--defective", type=float, default=0.0, metavar="SHARE", help="share with one defect")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="instead of standard output")
    parser.add_argument(
        "--files", type=int, metavar="K", help="spread over K files in the directory of --dir"
    )
    parser.add_argument("--dir", type=Path, metavar="D")
    args = parser.parse_args()
    if (args.files is None) != (args.dir is None):
        parser.error("--files and --dir go together")
    if args.files is not None:
        write_files(args.dir, args.n, args.files, args.seed, defective=args.defective)
    elif args.output is not None:
        write(args.output, args.n, args.seed, defective=args.defective)
    else:
        sys.stdout.write(HEADING)
        sys.stdout.writelines(form.text for form in forms(args.n, args.seed, defective=args.defective))


if __name__ == "__main__":
    main()
