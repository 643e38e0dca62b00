"""What a repository of forms starts with: a configuration in which everything is explained, and the hook's entry."""

from __future__ import annotations

import re
from pathlib import Path

from pfglint import resources
from pfglint.config.find import ROOTS
from pfglint.source.files import SUFFIXES

HOOKS = ".pre-commit-config.yaml"
"""The file that tells pre-commit what to run."""
_WEB = (".md", ".ofd", ".html", ".htm", ".mht", ".mhtml")
"""What in a repository is seldom a form; whoever keeps forms so adds them."""
_OURS = re.compile(r"^\s*-\s*(?:\{\s*)?id:\s*[\"']?pfglint\b", re.MULTILINE)


def starter() -> str:
    """The text of a first ``pfglint.yaml``."""
    return resources.read("config", "starter.yaml").decode()


def repository(folder: Path) -> Path | None:
    """The root of the git repository that a folder is in; None where it is in none."""
    git = ROOTS[0]
    return next((above for above in (folder, *folder.parents) if (above / git).exists()), None)


def hook_entry(folder: str = "") -> str:
    """The entry of the hook under ``repos:``, for the forms in a folder of the repository (``报送/``; all of it unless
    told otherwise)."""
    kinds = "|".join(suffix.removeprefix(".") for suffix in SUFFIXES if suffix not in _WEB)
    below = f"^{re.escape(folder)}.*" if folder else ""
    return f"""\
- repo: local
  hooks:
  - id: pfglint
    name: pfglint 检查绩效目标申报表
    entry: pfglint check
    language: system
    files: (?i){below}\\.({kinds})$
"""


def hooks_file(folder: str = "") -> str:
    """A whole ``.pre-commit-config.yaml`` with nothing but the hook."""
    return "# 提交之前检查改过的申报表 Checks the forms that are being committed.\nrepos:\n" + hook_entry(
        folder
    )


def has_hook(text: str) -> bool:
    """Whether a ``.pre-commit-config.yaml`` has our hook already."""
    return _OURS.search(text) is not None
