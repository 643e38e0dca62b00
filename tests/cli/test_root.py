"""Which command a command line means."""

from __future__ import annotations

import click
import pytest

from pfglint.cli.language import spoken
from pfglint.cli.root import COMMANDS, with_command

from ..conftest import Run


@pytest.mark.parametrize(
    ("args", "meant"),
    [
        ("表.txt", "check 表.txt"),
        ("-", "check -"),
        ("-q 表.txt", "check -q 表.txt"),
        ("-f json 表.txt", "check -f json 表.txt"),
        ("-f json forms 表.txt", "forms -f json 表.txt"),
        ("--format=json rules", "rules --format=json"),
        ("--lang en value ≥90%", "value --lang en ≥90%"),
        ("check forms", "check forms"),
        ("./forms", "check ./forms"),
        ("-- forms", "check -- forms"),
        ("--help", "--help"),
        ("--help forms", "forms --help"),
        ("--version", "--version"),
        ("-f json", "check -f json"),
        ("value -- -5", "value -- -5"),
    ],
)
def test_check_is_the_command_where_none_is_named(args: str, meant: str) -> None:
    assert with_command(args.split()) == meant.split()


def test_a_word_that_is_nearly_a_command_is_asked_about() -> None:
    with pytest.raises(click.UsageError, match="forms"):
        with_command(["froms", "表.txt"])


@pytest.mark.parametrize(
    ("args", "environ", "language"),
    [
        ([], {}, "zh"),
        ([], {"PFGLINT_LANG": "en"}, "en"),
        (["--lang", "zh"], {"PFGLINT_LANG": "en"}, "zh"),
        (["--lang=en"], {}, "en"),
        (["--", "--lang", "en"], {}, "zh"),
        (["--lang", "fr"], {}, "zh"),
    ],
)
def test_the_language_is_known_before_anything_else(
    args: list[str], environ: dict[str, str], language: str
) -> None:
    assert spoken(args, environ) == language


def test_help_names_every_command_and_gives_examples(pfglint: Run) -> None:
    done = pfglint("--help")
    assert done.returncode == 0
    assert done.stderr == ""
    for command in COMMANDS:
        assert f"\n  {command} " in done.stdout
        page = pfglint(command, "--help")
        assert page.returncode == 0
        assert page.stdout.startswith(f"用法 Usage: pfglint {command}")
    assert "pfglint value" in done.stdout


def test_without_anything_it_says_how_to_use_it(pfglint: Run) -> None:
    done = pfglint()
    assert done.returncode == 2
    assert "Usage" in done.stdout


def test_version(pfglint: Run) -> None:
    import pfglint as package

    assert pfglint("--version").stdout == f"pfglint {package.__version__}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str, pfglint: Run) -> None:
    script = pfglint("completion", shell)
    if "Couldn't detect Bash version" not in script.stderr:
        assert "_PFGLINT_COMPLETE" in script.stdout


def test_completion_knows_commands_and_rules(pfglint: Run) -> None:
    env = {"_PFGLINT_COMPLETE": "bash_complete", "COMP_WORDS": "pfglint fo", "COMP_CWORD": "1"}
    assert "forms" in pfglint(env=env).stdout
    env["COMP_WORDS"] = "pfglint 表"
    assert "file" in pfglint(env=env).stdout
