"""``pfglint completion``: what a shell needs to complete pfglint's commands."""

from __future__ import annotations

import click

from pfglint.cli.help import Command
from pfglint.cli.options import Word
from pfglint.cli.output import output


@click.command(cls=Command, short_help="命令行补全 Shell completion")
@click.argument("shell", type=Word(("bash", "zsh", "fish")), metavar="bash|zsh|fish")
def command(shell: str) -> None:
    """打印命令行补全脚本。 Prints the script that completes commands.

    \b
    bash: eval "$(pfglint completion bash)"     # ~/.bashrc
    zsh:  eval "$(pfglint completion zsh)"      # ~/.zshrc
    fish: pfglint completion fish | source      # ~/.config/fish/config.fish
    """
    from click.shell_completion import get_completion_class

    from pfglint.cli.root import root

    kind = get_completion_class(shell)
    if kind is not None:
        with output() as out:
            out.write(kind(root, {}, "pfglint", "_PFGLINT_COMPLETE").source() + "\n")
