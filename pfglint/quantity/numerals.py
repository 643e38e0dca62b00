"""Numbers written in Chinese characters: 十五, 两, 九十五点五."""

from __future__ import annotations

from decimal import Decimal

DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}


def number(text: str) -> Decimal | None:
    """The number that `text` writes; None where its characters do not make one (十四五)."""
    whole, point, fraction = text.partition("点")
    if any(character not in DIGITS for character in fraction) or (point and not fraction):
        return None
    amount = _whole(whole)
    if amount is None or not point:
        return None if amount is None else Decimal(amount)
    return Decimal(f"{amount}.{''.join(str(DIGITS[character]) for character in fraction)}")


def _whole(text: str) -> int | None:
    total = section = 0
    digit: int | None = None
    unit = 10**16
    for character in text:
        if character in DIGITS:
            if digit:
                return None
            digit = DIGITS[character]
        elif character in TENS:
            if TENS[character] >= unit or digit == 0 or (digit is None and section):
                return None
            unit = TENS[character]
            section += (1 if digit is None else digit) * unit
            digit = None
        elif character in MYRIADS:
            section += digit or 0
            if not section and (character == "万" or not total):
                return None
            if character == "万":
                total += section * MYRIADS[character]
            else:
                total = (total + section) * MYRIADS[character]
            section, digit, unit = 0, None, 10**16
        else:
            return None
    return total + section + (digit or 0) if text else None
