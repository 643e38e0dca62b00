"""The names of projects (项目名称) as they compare between years."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CODE = re.compile(r"^(?:\d{8}[a-z]\d{12}|\[[\w-]+\]|\d{3,}[-_—]|\d{6,})(?=.*[一-鿿])")
_YEAR = r"(?:19|20)\d\d|二[〇○零0]\d?[〇○零一二三四五六七八九]{1,2}"
_YEARS = re.compile(
    rf"\(?(?:{_YEAR})(?:[-—~至](?:{_YEAR}))?(?:(?:财政)?年度?|财年|学年)?\)?|上年度?|本年度?|当年"
)
_DOCUMENT = re.compile(r"[〔\[（(](?:19|20)\d\d[〕\]）)]\d*号?")
_NUMBERING = re.compile(
    r"\(?第?[0-9一二三四五六七八九十]{1,3}(?:期|批次?|轮|标段|阶段)\)?|\([0-9一二三四五六七八九十]{1,3}\)$|(?<=[一-鿿])[ivx]{1,4}$"
)
_MARKS = re.compile(r"[\s\-—_·、，,。.“”\"'《》:：]+")


@lru_cache(maxsize=16384)
def without_year(name: str) -> str:
    """A project's name without its code, its years and its punctuation: ``2025年度河道保洁（二期）`` is ``河道保洁(二期)``."""
    folded = unicodedata.normalize("NFKC", "".join(name.split())).casefold()
    folded = _CODE.sub("", folded)
    bare = _MARKS.sub("", _YEARS.sub("", _DOCUMENT.sub("", folded))).replace("()", "")
    return bare or folded


@lru_cache(maxsize=16384)
def without_number(name: str) -> str:
    """The same without a number of its kind (二期, 第3批, （一）)."""
    bare = without_year(name)
    return _NUMBERING.sub("", bare) or bare
