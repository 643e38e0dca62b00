"""``pfglint review``: the official review sheet of each project, filled in as far as a tool can."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import click

from pfglint.cli.check import titles
from pfglint.cli.configured import config_options, configs_of, in_force, ready
from pfglint.cli.files import file_options, limits_of, wanted_of
from pfglint.cli.help import Command
from pfglint.cli.language import language, say
from pfglint.cli.options import lang_option
from pfglint.cli.output import output
from pfglint.cli.packs import explained

FORMATS = ("xlsx", "docx", "md")
"""What sheets can be written as; each is a module of `pfglint.review`."""


@click.command("review", cls=Command, short_help="填审核表 Review sheets")
@click.argument("paths", nargs=-1, metavar="PATH…")
@click.option("-o", "--output", "target", metavar="FILE", help="写到 Write to: *.xlsx, *.docx, *.md")
@click.option("--sheet", "own", metavar="FILE", help="用自己的审核表 A review sheet of your own (YAML)")
@click.option("--template", is_flag=True, help="打印内置的审核表 Print the built-in sheet, to begin with")
@config_options
@file_options
@lang_option
def command(
    paths: tuple[str, ...],
    target: str | None,
    own: str | None,
    template: bool,
    lang: str,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    ignored: bool,
    limits: tuple[str, ...],
    **chosen: Any,
) -> None:
    """给每个项目填一张审核表：完整性、相关性、适当性、可行性，各项查了什么、发现了什么、建议什么等级。

    封面按问题多少排列各项目，并按主管部门和规则计数。工具判断不了的写“人工判断”，不给等级。

    Fills in a review sheet for each project: what was checked in each part, what was found, and a suggested grade; the
    cover ranks the projects. What a tool cannot judge is left to people.
    """
    from pfglint.review.cover import cover
    from pfglint.review.read import builtin_text, read_sheet
    from pfglint.reviewed import Reviewer, grade_names
    from pfglint.source.files import find_files

    if template:
        with output() as out:
            out.write(builtin_text())
        return
    if not paths or target is None:
        raise click.UsageError(
            say(
                "要写明查哪些文件、写到哪里：pfglint review 申报表/ -o 审核表.xlsx",
                "what to review, and where to: pfglint review PATH… -o FILE.xlsx",
            )
        )
    form = _format(target)
    configs = configs_of(**chosen)
    config = in_force(configs, paths)
    assert config.rules is not None
    with explained():
        text = builtin_text() if own is None else _read(own)
        sheet = read_sheet(own or "review.yaml", text, config.rules)
    files = ready(configs, find_files(paths, wanted_of(include, exclude, ignored, config)))
    _refuse_to_overwrite(target, (*files, *([own] if own else [])))
    reviewer = Reviewer(sheet, configs.rules, language.get(), limits_of(limits, config))
    reviews = list(reviewer.review(files))
    _complain(reviewer)
    if not reviews:
        raise click.ClickException(say("没有申报表，没有写审核表。", "no form, and so no sheet."))
    write = import_module(f"pfglint.review.{form}").write
    _write(
        Path(target),
        write(sheet, cover(reviews, grade_names(sheet), titles(configs)), reviews, language.get()),
    )
    with output() as out:
        out.write(_done(target, len(reviews), len(files)))
    click.get_current_context().exit(2 if reviewer.unreadable else 0)


def _done(target: str, projects: int, files: int) -> str:
    return say(
        f"已写入 {target}：{files} 个文件、{projects} 个项目。\n",
        f"Written to {target}: {projects} projects of {files} files.\n",
    )


def _format(target: str) -> str:
    suffix = Path(target).suffix.lower().removeprefix(".")
    if suffix not in FORMATS:
        listed = " ".join(f".{one}" for one in FORMATS)
        raise click.UsageError(
            say(
                f"-o 的文件名要以 {listed} 之一结尾，不是 {target}。",
                f"-o takes a name that ends in one of {listed}, not {target}.",
            )
        )
    return suffix


def _read(path: str) -> str:
    from pfglint.rule.problem import DataError, Problem, Said

    try:
        return Path(path).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise DataError(
            [Problem(path, 0, 0, 0, Said("审核表要用 UTF-8 编码", "a review sheet must be UTF-8 text"))]
        ) from error
    except OSError as error:
        raise DataError(
            [
                Problem(
                    path,
                    0,
                    0,
                    0,
                    Said(
                        f"审核表读不了：{error.strerror}", f"cannot read the review sheet: {error.strerror}"
                    ),
                )
            ]
        ) from error


def _refuse_to_overwrite(target: str, paths: tuple[str, ...]) -> None:
    where = Path(target)
    if where.exists() and any(Path(path).exists() and where.samefile(path) for path in paths):
        raise click.UsageError(
            say(
                f"-o {target} 是要查的文件之一，换一个名字。",
                f"-o {target} is one of the files to review; choose another name.",
            )
        )


def _write(target: Path, data: bytes) -> None:
    from pfglint.cli.fix_text import NOT_WRITTEN
    from pfglint.mend.file import NotWrittenError, create

    try:
        create(target, data)
    except NotWrittenError as error:
        why = say(*NOT_WRITTEN[error.kind]).format(detail=error.detail)
        raise click.UsageError(say(f"{target}：{why}。", f"{target}: {why}.")) from error


def _complain(reviewer: Any) -> None:
    from pfglint.report.plain import location, printable

    for trouble in reviewer.troubles:
        where = location(trouble.path, trouble.place, language.get())
        click.echo(f"{where}: {printable(trouble.message)}", err=True)
