"""What a form says, before it is laid out: drawn at random, consistent in itself."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from math import gcd
from random import Random
from typing import NamedTuple

from benchmarks.vocabulary import Vocabulary

YEAR = 2025

OUTPUT, BENEFIT = "产出指标", "效益指标"
COST, SATISFACTION = "成本指标", "满意度指标"
QUANTITY, QUALITY, TIMELINESS = "数量指标", "质量指标", "时效指标"
ECONOMIC_COST = "经济成本指标"
SERVED = "服务对象满意度指标"


class Indicator(NamedTuple):
    """One indicator as a reader must understand it; a lost value is ``""``."""

    level1: str
    level2: str
    name: str
    value: str


@dataclass(slots=True)
class Funding:
    """The funding block in 元. The project's own amounts are None where the layout leaves them blank."""

    annual_fiscal: Decimal
    carry_over: Decimal
    annual_other: Decimal
    annual_total: Decimal
    project_fiscal: Decimal | None = None
    project_other: Decimal | None = None
    project_total: Decimal | None = None


@dataclass(slots=True)
class Draft:
    """All that one form says, free to be changed by a defect."""

    project: str
    nature: str
    category: str
    department: str
    implementer: str
    start: datetime.date
    end: datetime.date
    funding: Funding
    overall: str
    annual: str
    indicators: list[Indicator]


def projects(words: Vocabulary, rng: Random) -> Iterator[tuple[str, str, str]]:
    """Place, object and project name of form after form, no name twice: a walk over all combinations."""
    lists = (words.places, words.objects, words.kinds)
    total = len(lists[0]) * len(lists[1]) * len(lists[2])
    stride = rng.randrange(total // 3, total)
    while gcd(stride, total) != 1:
        stride += 1
    first = rng.randrange(total)

    for number in count():
        phase, index = divmod(number, total)
        index, kind = divmod((first + stride * index) % total, len(words.kinds))
        place, subject = divmod(index, len(words.objects))
        later = f"（第{phase + 1}期）" if phase else ""
        project = f"{words.places[place]}{words.objects[subject]}{words.kinds[kind]}{later}"
        yield words.places[place], words.objects[subject], project


class Author:
    """Draws one form: its indicators, what its goal may promise of them, and money enough for them.

    older: the taxonomy with 成本 under 产出 and 满意度 under 效益.
    """

    def __init__(self, words: Vocabulary, rng: Random, names: tuple[str, str, str]) -> None:
        self.words, self.rng = words, rng
        self.place, self.object, self.project = names
        self.older = rng.random() < 0.35
        self.once = rng.random() < 0.25
        self.start, self.end = self.period()
        self.towns = [*rng.sample(words.towns, rng.randint(2, 5)), ""]
        self.used: set[str] = set()
        self.promises: list[str] = []
        self.counts: list[tuple[str, int]] = []
        self.prices: list[tuple[str, Decimal]] = []
        self.least = Decimal(0)

    def draft(self) -> Draft:
        rng, words = self.rng, self.words
        indicators = self.indicators()
        nature = rng.choice(words.natures["once" if self.once else "recurring"])
        bureau = self.place + rng.choice(words.bureaus)
        center = self.place + rng.choice(words.centers)
        return Draft(
            project=self.project,
            nature=nature,
            category=rng.choice(words.categories),
            department=bureau,
            implementer=bureau if rng.random() < 0.4 else center,
            start=self.start,
            end=self.end,
            funding=self.funding(),
            overall=self.phrase(words.overall) if self.once else "",
            annual=self.goal(),
            indicators=indicators,
        )

    def period(self) -> tuple[datetime.date, datetime.date]:
        rng = self.rng
        if not self.once:
            return datetime.date(YEAR, 1, 1), datetime.date(YEAR, 12, 31)
        start = datetime.date(YEAR - rng.randrange(2), rng.randrange(1, 4), 1)
        end = datetime.date(YEAR + rng.randrange(1, 3), 12, 31)
        return start, rng.choice([end, datetime.date(YEAR, 12, 31), datetime.date(YEAR, 11, 30)])

    # Indicators, in the order of the table.

    def indicators(self) -> list[Indicator]:
        rng = self.rng
        size = rng.randint(6, 30)
        spread = [1, 1, 1, 1, 1, 1]
        for part in rng.choices(range(6), weights=[3, 8, 4, 4, 4, 2], k=size - 6):
            spread[part] += 1
        costs, counts, rates, times, benefits, served = spread
        output = [self.count() for _ in range(counts)]
        output += [self.rate() for _ in range(rates)]
        output += [self.time() for _ in range(times)]
        benefit = sorted((self.benefit() for _ in range(benefits)), key=lambda i: self.rank(i.level2))
        happy = [self.satisfaction() for _ in range(served)]
        cost = sorted(
            (self.cost() for _ in range(costs)), key=lambda i: (i.level2 != ECONOMIC_COST, i.level2)
        )
        if not self.older:
            return [*cost, *output, *benefit, *happy]
        return [*output, *cost, *benefit, *happy]

    def rank(self, level2: str) -> int:
        return list(self.words.benefit).index(level2)

    def count(self) -> Indicator:
        kind = self.rng.choice(self.words.quantity)
        subject, name = self.fresh(kind.stem, kind.measure)
        number = self.number(kind.least, kind.most)
        op = self.rng.choice("≥≥≥≥=>")
        if op == "≥":
            self.promises.append(f"{kind.done}{subject} {number} {kind.unit}以上")
        self.counts.append((kind.unit, number))
        return Indicator(OUTPUT, QUANTITY, name, self.quantity(op, number, kind.unit))

    def rate(self) -> Indicator:
        _, name = self.fresh(self.rng.choice(self.words.quantity).stem, self.rng.choice(self.words.quality))
        return Indicator(OUTPUT, QUALITY, name, self.percent(name, 85, 100))

    def time(self) -> Indicator:
        rng, words = self.rng, self.words
        dice = rng.random()
        if dice < 0.15:
            duration = rng.choice(words.durations)
            _, name = self.fresh(duration.stem, duration.measure)
            number = self.number(duration.least, duration.most)
            return Indicator(OUTPUT, TIMELINESS, name, self.quantity("≤", number, duration.unit))
        stem = rng.choice(words.quantity).stem
        if dice < 0.35:
            _, name = self.fresh(stem, words.deadline)
            return Indicator(OUTPUT, TIMELINESS, name, self.deadline())
        _, name = self.fresh(stem, rng.choice(words.timeliness))
        return Indicator(OUTPUT, TIMELINESS, name, self.percent(name, 85, 100))

    def cost(self) -> Indicator:
        rng, words = self.rng, self.words
        level1, level2 = (OUTPUT, COST) if self.older else (COST, ECONOMIC_COST)
        dice = rng.random()
        if dice < 0.7:
            kind = rng.choice(words.cost)
            _, name = self.fresh(kind.stem, kind.measure)
            price = Decimal(self.number(kind.least, kind.most))
            money, per = kind.unit.split("/")
            self.prices.append((per, price * 10000 if money == "万元" else price))
            return Indicator(level1, level2, name, self.quantity("≤", price, kind.unit))
        measures = words.total_cost
        if dice > 0.92 and not self.older:
            level2 = rng.choice(list(words.other_cost))
            measures = words.other_cost[level2]
        _, name = self.fresh(rng.choice(measures))
        amount = Decimal(rng.randint(200, 30000)) / 100
        self.least += amount * 10000
        return Indicator(level1, level2, name, self.quantity(rng.choice("≤≤="), amount, "万元"))

    def benefit(self) -> Indicator:
        rng, words = self.rng, self.words
        level2 = rng.choices(list(words.benefit), weights=[5, 2, 1, 2])[0]
        if rng.random() < 0.25:
            measure = rng.choice(list(words.judged[level2]))
            _, name = self.fresh(measure)
            return Indicator(BENEFIT, level2, name, rng.choice(words.judged[level2][measure]))
        effect = rng.choice(words.benefit[level2])
        _, name = self.fresh(effect.measure)
        if name.endswith("增长率") and rng.random() < 0.4:
            return Indicator(
                BENEFIT, level2, name, f"较上年增长{rng.randint(effect.least, effect.most)}%以上"
            )
        if effect.unit == "%" and effect.op == "≥":
            return Indicator(BENEFIT, level2, name, self.percent(name, effect.least, effect.most))
        number = self.number(effect.least, effect.most)
        return Indicator(BENEFIT, level2, name, self.quantity(effect.op, number, effect.unit))

    def satisfaction(self) -> Indicator:
        words = self.words.satisfaction
        _, name = self.fresh(self.rng.choice(words["who"]), self.rng.choice(words["measure"]))
        return Indicator(BENEFIT if self.older else SATISFACTION, SERVED, name, self.percent(name, 80, 98))

    # Names.

    def fresh(self, stem: str, measure: str = "") -> tuple[str, str]:
        """A subject (town, object, stem) and a name new to the form; mostly of the form's own object."""
        while True:
            about = self.object if self.rng.random() < 0.6 else self.rng.choice(self.words.objects)
            subject = self.rng.choice(self.towns) + about + stem
            name = subject + measure
            if name not in self.used:
                self.used.add(name)
                return subject, name

    def phrase(self, templates: list[str]) -> str:
        return self.rng.choice(templates).format(project=self.project, object=self.object)

    # Values.

    def number(self, least: int, most: int) -> int:
        """Small ones as they come, large ones in the round figures that plans have."""
        number = self.rng.randint(least, most)
        step = 1 if number < 1000 else 10 if number < 10000 else 100
        return max(least, number - number % step)

    def percent(self, name: str, least: int, most: int) -> str:
        rng = self.rng
        number = Decimal(rng.randint(least, most))
        if number == 100:
            return self.quantity("=", number, "%")
        if rng.random() < 0.1:
            number += Decimal(rng.randint(1, 9)) / 10 if number < most else 0
        op = rng.choice("≥≥≥≥>")
        if op == "≥":
            self.promises.append(f"{name}达到 {number}%以上")
        return self.quantity(op, number, "%")

    def quantity(self, op: str, number: Decimal | int, unit: str) -> str:
        """A target in one of the notations that forms have, mostly the system's own: ``≥90.00(%)``."""
        rng = self.rng
        dice = rng.random()
        plain = str(number)
        if dice > 0.04 or op not in "≥≤":
            return f"{op}{number:.2f}({unit})" if dice < 0.5 else f"{op}{plain}({unit})"
        if op == "≥":
            return rng.choice([f"不低于{plain}{unit}", f"{plain}{unit}以上", f"大于等于{plain}{unit}"])
        return rng.choice([f"不超过{plain}{unit}", f"小于等于{plain}{unit}"])

    def deadline(self) -> str:
        rng = self.rng
        month = rng.randint(max(3, self.start.month), self.end.month if self.end.year == YEAR else 12)
        forms = [f"{YEAR}年{month}月底前", f"{month}月底前", f"{YEAR}年{month}月{rng.randint(10, 28)}日前"]
        if self.end >= datetime.date(YEAR, 12, 31):
            forms.append("年底前完成")
        return rng.choice(forms)

    # Money and goal.

    def funding(self) -> Funding:
        """Amounts that add up, and that pay for every quantity at its price."""
        rng = self.rng
        for per, price in self.prices:
            people = {"人", "人次"} if per.startswith("人") else {per}
            bought = sum(number for unit, number in self.counts if unit in people)
            self.least += price * bought
        total = (self.least * Decimal("1.2")).quantize(Decimal("0.01")) + rng.randint(100, 20000) * 1000
        carry, other = self.share(total, 0.15), self.share(total, 0.1)
        funding = Funding(total - carry - other, carry, other, total)
        if self.once:
            longer = self.end.year > YEAR or self.start.year < YEAR
            more = Decimal(rng.randint(100, 9000) * 1000 if longer else 0)
            funding.project_fiscal = funding.annual_fiscal + carry + more
            funding.project_other = other
            funding.project_total = total + more
        return funding

    def share(self, total: Decimal, chance: float) -> Decimal:
        """By that chance a part of the total, else nothing."""
        percent = self.rng.randint(1, 20) if self.rng.random() < chance else 0
        return (total * percent / 100).quantize(Decimal("0.01"))

    def goal(self) -> str:
        rng = self.rng
        promises = rng.sample(self.promises, min(len(self.promises), rng.randint(0, 4)))
        closing = rng.sample(self.words.closing, rng.randint(1, 2))
        parts = [self.phrase(self.words.opening), *promises, *(c.format(object=self.object) for c in closing)]
        return f"{parts[0]}，{'；'.join(parts[1:])}。"
