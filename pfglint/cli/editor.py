"""What makes editors complete and check a YAML file of ours: a line at its head, and the JSON Schema that the line names."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path, PurePath

from pfglint import resources
from pfglint.cli.language import say
from pfglint.cli.writing import put
from pfglint.config.find import schemas_folder
from pfglint.report.plain import printable


def schema_line(path: Path, schema: str) -> str:
    """The line that begins a file at `path`, for editors with the YAML language server: where its schema stands, relative
    to the file, as that program wants it."""
    home = path.resolve().parent
    found = PurePath(os.path.relpath(_schema(home, schema), home)).as_posix()
    return f"# yaml-language-server: $schema={found}\n"


def put_schema(path: Path, schema: str) -> str:
    """Write the schema that the line of a file at `path` names, unless it stands there as it is; gives what is said of that,
    or nothing."""
    from pfglint.config.read import shown

    wanted = _schema(path.resolve().parent, schema)
    text = resources.read("schemas", f"{schema}.json").decode()
    if wanted.is_file() and wanted.read_bytes() == text.encode():
        return ""
    with suppress(OSError):  # writing says what is amiss
        wanted.parent.mkdir(exist_ok=True)
    put(wanted, text)
    name = printable(shown(wanted))
    return say(
        f"写好了 {name}：编辑器（如 VS Code 装上 YAML 插件）靠它补全和检查。",
        f"Wrote {name}: by it editors (VS Code with its YAML extension) complete and check.",
    )


def _schema(home: Path, schema: str) -> Path:
    return schemas_folder(home) / f"{schema}.json"
