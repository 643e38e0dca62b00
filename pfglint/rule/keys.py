"""The keys of packs and profiles: the whole of what can be written in them, with what each is for."""

from __future__ import annotations

from pfglint.finding import ASPECTS, Severity
from pfglint.rule.explanation import SEVERITIES
from pfglint.rule.shape import (
    Choice,
    Condition,
    Constant,
    Day,
    Either,
    Key,
    Listed,
    Mapped,
    Named,
    Never,
    Plain,
    Table,
    Template,
    Text,
    Truth,
    Whole,
)

RELATED = ("promise", "pair", "indicator-pair")
"""The subjects that stand beside something else."""
MARKS = ("unit", "number", "op")
WITHIN = ("form", "document", "run")
FEWEST_EXAMPLES = 2

CODE = Text(r"[A-Z]{2,8}[0-9]{1,5}", "OWN001")
NAME = Text(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", "long-training")
CHINESE = Text(r"[一-鿿][一-鿿A-Za-z0-9_]*", "计数词尾")
"""What a word list's or a constant's name looks like: the condition language takes it for one."""

LEVELS = {one.label: one for one in sorted(Severity, reverse=True)}
"""The severities by their names, the worst first."""
LEVEL_NAMES = {one.label: said.zh for one, said in SEVERITIES.items()}
"""What they are in Chinese."""
SEVERITY = Choice(tuple(LEVELS))

_TITLE = Key("title", Text(), "名称", "the title", needed=True)
_WHEN = Key("when", Condition(), "在什么情况下", "where this holds", needed=True)


# ── Changes of rules ─────────────────────────────────────────────────────────────────────────────────────────────────

SEVERITY_WHEN = Table((_WHEN, Key("severity", SEVERITY, "那时的级别", "the severity there", needed=True)))

REFINEMENT = Table(
    (
        Key(
            "rule",
            Listed(Named("rules"), alone=True),
            "对哪条规则，或哪几条",
            "of which rule, or rules",
            needed=True,
        ),
        Key("when", Condition(), "只有成立的才报", "it speaks only where this is true"),
        Key("unless", Condition(), "成立的不报", "it is silent where this is true"),
        Key(
            "severity-when",
            Listed(SEVERITY_WHEN),
            "另定级别，取第一个成立的",
            "other severities; the first that is true holds",
        ),
        Key("reason", Text(), "为什么，给人看的", "why, for people"),
    ),
    any_of=("when", "unless", "severity-when"),
)

CHANGES = (
    Key("off", Listed(Named("rules"), alone=True), "关掉的规则", "rules that are switched off"),
    Key("severities", Mapped("rules", SEVERITY), "另定规则的级别", "other severities for rules"),
    Key("refine", Listed(REFINEMENT), "规则的例外", "exceptions to rules"),
    Key("constants", Mapped("constant", Constant()), "规则里的数", "the numbers in rules"),
    Key("words", Mapped("words", Listed(Text())), "词表里另加的词", "more words for the lists"),
)
"""The keys under which rules are changed."""

CHANGES_OF_PACKS = CHANGES[:3]
"""What a pack can change of the rules in others. Its words and constants are its own."""

STANDARD = Table(
    (
        Key("name", Text(), "什么标准", "of what", needed=True),
        Key("when", Condition(), "哪些指标按它", "for which indicators it holds", needed=True),
        Key("most", Constant(), "最多多少：550(元/人·天)", "the most: 550(元/人·天)", needed=True),
        Key("document", Text(), "哪个文件定的", "the document that sets it", needed=True),
        Key("since", Day(), "从哪天起施行", "since when it holds", needed=True),
    )
)
_STANDARDS = Key("standards", Listed(STANDARD), "开支标准", "what things may cost")


# ── A rule ───────────────────────────────────────────────────────────────────────────────────────────────────────────

_MESSAGE = Key(
    "message", Template(), "错在哪里，{} 里是字段", "what is wrong; fields stand in {}", needed=True
)
_HELP = Key("help", Template(), "怎么改", "how to mend it")

EN = Table(
    (
        Key("title", Text(), "英文标题", "the title"),
        Key("message", Template(), "英文的 message，字段要一样", "the message, with the same fields"),
        Key("help", Template(), "英文的 help", "the help"),
        Key("source", Text(), "英文的 source", "the source"),
        Key("related", Template(), "英文的 related", "the text of the other place"),
        Key("fix", Template(), "自动修正的英文名称", "the fix's title"),
        Key("why", Text(), "英文的 why", "why it matters"),
    )
)
EN_WORDING = Table(tuple(key for key in EN.keys if key.name in ("message", "help")))
EN_TITLE = Table(tuple(key for key in EN.keys if key.name == "title"))
EN_SOURCED = Table(tuple(key for key in EN.keys if key.name in ("title", "source")))

MESSAGE_WHEN = Table(
    (
        _WHEN,
        _MESSAGE,
        Key("en", EN_WORDING, "英文", "the same in English", needed=True),
        _HELP,
    )
)

_ALIKE = Key("at-least", Condition(is_truth=False), "至少相同多少：85(%)", "by how much at the least: 85(%)")

NEAR = Table(
    (
        Key("text", Condition(is_truth=False), "比哪段文字", "the text", needed=True),
        _ALIKE._replace(needed=True),
        _MESSAGE,
        Key("en", EN_WORDING, "英文", "the same in English", needed=True),
        _HELP,
        Key(
            "besides",
            Listed(Condition(is_truth=False)),
            "其中的这些文字不同不算；文字里说到它的，是为自己写的，只作提示",
            "what may differ in it unnoticed; a text that speaks of it was written for it, which is advice only",
        ),
        Key(
            "kin",
            Listed(Condition(is_truth=False)),
            "这些不相同的只作提示",
            "where these are not the same, it is advice only",
        ),
        Key("when", Condition(), "何时才找差不多的", "where it is looked for at all"),
    )
)
LIKE = Table(
    (
        Key("text", Condition(is_truth=False), "比哪段文字", "the text", needed=True),
        _ALIKE,
        Key("below", Condition(is_truth=False), "相同的要少于多少", "by less than how much"),
    ),
    any_of=("at-least", "below"),
    apart=("at-least", "below"),
)

GROUP = Table(
    (
        Key(
            "within",
            Choice(WITHIN),
            "一张表里，整个文件里，还是一次检查的全部文件里",
            "of one form, of the document, or of all files of a run",
            needed=True,
        ),
        Key(
            "by",
            Listed(Condition(is_truth=False), least=1),
            "什么相同的放在一起看",
            "what those have in common that are judged together",
            needed=True,
        ),
        Key(
            "differs",
            Listed(Condition(is_truth=False)),
            "其中什么不同就报；没有这一项，重复就报",
            "what must not differ among them; without it every repetition is told",
        ),
        Key("once", Truth(), "每种不同只报一次", "one finding for each way of differing"),
        Key(
            "should",
            Listed(Condition(is_truth=False)),
            "differs 应当是什么：读完文件，写法不止一种时报",
            "what `differs` ought to be: told at the end of the document, where it is not one way throughout",
        ),
        Key("near", NEAR, "差不多的也算（run）", "what is nearly the same, too (run)"),
        Key("like", LIKE, "还要像或不像最先的一个（run）", "what must be like the first, or must not (run)"),
        Key(
            "same",
            Listed(Condition(is_truth=False)),
            "到最后，全都一样的报一次（run）",
            "told once at the end, where all are the same in this (run)",
        ),
        Key(
            "members",
            Either(Whole(least=1), Condition(is_truth=False)),
            "same 至少要有多少个",
            "how many there must be at the least, with `same`",
        ),
        Key(
            "forms",
            Either(Whole(least=1), Condition(is_truth=False)),
            "same 至少要在多少张表里",
            "in how many forms at the least, with `same`",
        ),
    )
)

OF_RUN = ("near", "like", "same", "members", "forms")
"""The keys of a group that only a run knows."""

FIX = Table(
    (
        Key("title", Template(), "修正的名称", "what the fix does", needed=True),
        Key(
            "with",
            Template(),
            "换上的文字",
            "the text that is put in the place of the marked part",
            needed=True,
        ),
        Key("safe", Truth(), "意思不变，可以自动改", "whether the meaning stays the same"),
        Key("when", Condition(), "何时可以这样改", "where it can be mended so"),
        Key("whole", Truth(), "换掉整格", "put it in the place of the whole cell"),
    )
)

FORM = (
    *("fields", "funding", "goal", "overall_goal", "year", "indicators", "add", "weights"),
    *("results", "forms", "last", "this", "text", "bytes", "fact"),
)
"""What an example's form can say, see `pfglint.rule.examples`."""
FACT = ("kind", "text", "detail")
"""What an example says of a fact."""

_EXAMPLE = (
    Key("example", Plain("form"), "例子", "the example", needed=True),
    Key(
        "each", Listed(Text()), "例子里的 {each} 换成每一个", "what stands in the place of {each}, one by one"
    ),
    Key("constants", Mapped("constant", Constant()), "常量另定时", "where constants are set otherwise"),
)
EXAMPLE_PASS = Table(_EXAMPLE)
EXAMPLE_FAIL = Table(
    (
        *_EXAMPLE,
        Key("severity", SEVERITY, "应报的级别", "the finding's severity"),
        Key("says", Text(), "报出的话或改法里应有的一段", "what its message or help must contain"),
        Key("times", Whole(least=1), "应报几次", "how many findings there must be"),
        Key(
            "fix",
            Either(Never(), Text()),
            "自动修正写上的文字，或 false",
            "what the fix writes, or false",
        ),
    )
)
EXAMPLES = Table(
    (
        Key(
            "fail",
            Listed(Either(EXAMPLE_FAIL, Plain("form"))),
            f"应当报的例子，至少 {FEWEST_EXAMPLES} 个",
            f"examples for which it must speak, at least {FEWEST_EXAMPLES}",
            needed=True,
        ),
        Key(
            "pass",
            Listed(Either(EXAMPLE_PASS, Plain("form"))),
            f"不应当报的例子，至少 {FEWEST_EXAMPLES} 个",
            f"examples for which it must not, at least {FEWEST_EXAMPLES}",
            needed=True,
        ),
    )
)

RULE = Table(
    (
        Key("code", CODE, "编号", "the code", needed=True),
        Key("name", NAME, "英文短名", "the name", needed=True),
        Key("title", Text(), "标题", "the title", needed=True),
        Key("severity", SEVERITY, "级别", "the severity", needed=True),
        Key("aspect", Choice(ASPECTS), "属于评审的哪一方面", "which aspect of the official review"),
        Key("for", Named("subject"), "查什么", "what it judges", needed=True),
        Key("when", Condition(), "在什么情况下看", "where the rule looks"),
        Key(
            "require",
            Condition(),
            "那时必须怎样；确实不成立才报",
            "what must hold there; told only where it is false",
        ),
        _MESSAGE,
        _HELP,
        Key("source", Text(), "依据", "by which document"),
        Key(
            "severity-when",
            Listed(SEVERITY_WHEN),
            "另定级别，取第一个成立的",
            "other severities; the first that is true holds",
        ),
        Key(
            "message-when",
            Listed(MESSAGE_WHEN),
            "换一种说法，取第一个成立的",
            "other messages; the first that is true holds",
        ),
        Key(
            "silences",
            Listed(Named("rule")),
            "这条报了，就不再报的规则",
            "rules that stay silent where this one speaks",
        ),
        Key("group", GROUP, "几个放在一起看", "what is judged together"),
        Key("at", Named("cell"), "指向哪一格", "the cell that it points at"),
        Key("mark", Named("mark"), "划出哪一段", "the part of the cell that is marked"),
        Key("related", Template(), "对另一处说的话", "what is said of the other place"),
        Key("fix", FIX, "自动修正", "how to mend it"),
        Key("why", Text(), "为什么要紧，写在规则的页上", "why it matters, for the rule's page"),
        Key("en", EN, "英文", "the same in English", needed=True),
        Key("examples", EXAMPLES, "例子", "examples", needed=True),
    ),
    any_of=("when", "require", "group"),
    apart=("group", "require"),
)

PACK = Table(
    (
        Key("family", Text(), "编号的数字以它开头", "what the digits of its codes begin with"),
        Key("title", Text(), "规则包的名称", "the pack's title"),
        Key("en", EN_TITLE, "英文", "the same in English"),
        Key(
            "words",
            Mapped("words", Listed(Text(), least=1), own=True),
            "词表，名字用汉字",
            "word lists, named in Chinese",
        ),
        Key(
            "constants",
            Mapped("constant", Constant(), own=True),
            "常量，名字用汉字",
            "constants, named in Chinese",
        ),
        _STANDARDS,
        Key("rules", Listed(RULE), "规则", "the rules"),
        *CHANGES_OF_PACKS,
    ),
    any_of=("rules", "standards", *(key.name for key in CHANGES_OF_PACKS)),
)

WORDS = Mapped("words", Listed(Text(), least=1), own=True)
"""A file of nothing but word lists."""


# ── A profile ────────────────────────────────────────────────────────────────────────────────────────────────────────

SIGN = Table(
    (
        Key("when", Condition(), "表上有什么", "what a form of the place has", needed=True),
        Key("sign", Text(), "这个特征怎么说", "what this sign is", needed=True),
        Key("en", Text(), "英文", "the same in English"),
    )
)

PROFILE = Table(
    (
        _TITLE,
        Key("en", EN_SOURCED, "英文", "the same in English"),
        Key("source", Text(), "依据", "by which document", needed=True),
        Key("inherits", Named("profile"), "在哪个口径上改", "the profile that it is based on"),
        Key("recognise", Listed(SIGN), "怎样认出是这里的表", "the signs by which its forms are known"),
        Key(
            "levels",
            Mapped("level", Listed(Text())),
            "一级指标，各有哪些二级指标",
            "the first levels, each with its second levels",
        ),
        Key("labels", Plain("labels"), "这里叫什么，同 grammar/labels.yaml", "what things are called there"),
        _STANDARDS,
        *CHANGES,
    )
)
"""The keys of a profile; its name is that of its file."""
