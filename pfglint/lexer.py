"""Lark's contextual lexer with each terminal's pattern compiled alone, when first tried, and shared by all states.

Lark compiles one pattern a parser state, with every terminal that the state takes in it: for the grammar of values
that is more than half of what a short run spends. What is matched is the same: the same terminals in the same order.
"""

from __future__ import annotations

import re
from functools import cache

from lark.lexer import BasicLexer, ContextualLexer, Scanner, TerminalDef, _create_unless
from lark.utils import TextSlice


@cache
def _compiled(regexp: str, flags: int) -> re.Pattern[str]:
    """The pattern of a terminal."""
    return re.compile(regexp, flags)


class _Scanner(Scanner):
    """Tries its terminals one after the other."""

    def _build_mres(self, terminals: list[TerminalDef], max_size: int) -> list[tuple[str, str]]:
        return [(terminal.name, terminal.pattern.to_regexp()) for terminal in terminals]

    def match(self, text: TextSlice[str], pos: int) -> tuple[str, str] | None:
        """The text and the name of the first terminal that matches at `pos`."""
        for name, regexp in self._mres:
            found = _compiled(regexp, self.g_regex_flags).match(text.text, pos, text.end)
            if found:
                return found[0], name
        return None


class _StateLexer(BasicLexer):
    """The lexer of one parser state."""

    def _build_scanner(self) -> Scanner:
        terminals, self.callback = _create_unless(  # type: ignore[no-untyped-call]
            self.terminals, self.g_regex_flags, self.re, self.use_bytes
        )
        self.callback.update(self.user_callbacks)
        return _Scanner(  # type: ignore[no-untyped-call]
            terminals, self.g_regex_flags, self.re, self.use_bytes
        )


class LazyLexer(ContextualLexer):
    """What Lark is given in place of its contextual lexer."""

    BasicLexer = _StateLexer
