"""Another province's labels are one YAML text: nothing else has to be touched to read its forms."""

from __future__ import annotations

import io
from typing import Any

import pytest
import yaml

from pfglint.form.labels import LabelsError, extended, vocabulary
from pfglint.form.model import Form
from pfglint.form.recognise import recognise
from pfglint.source.text import TextDocument

PROVINCE = """
titles: {contains: [效能任务], ends: [任务书]}
fields: {project: [工程叫法], department: [牵头衙署], start: [何时开工]}
funding: {annual_total: [今年要花的钱（总数）]}
goals: {annual: [今年要办成的事]}
headings: {level1: [大类], level2: [小类], name: [考核事项], value: [要求], op: [怎样比], weight: [占分]}
levels:
  产出指标: {spellings: [干了什么], second: {数量指标: [干了多少], 安全指标: [出没出事]}}
  感受指标: {spellings: [百姓怎么看], second: {口碑指标: [口碑]}}
footers: [落款]
"""

FORM = """白鹭省工程效能任务书
（2025年度）
工程叫法\t堤坝加固\t牵头衙署\t白鹭省水务厅\t何时开工\t2025年3月
\t今年要花的钱(总数)\t120万元
\t今年要办成的事\t加固堤坝 3 公里。
大类\t小类\t考核事项\t怎样比\t要求\t占分
干了什么\t干了多少\t加固长度\t≥\t3公里\t40
\t出没出事\t安全事故\t＝\t0起\t30
百姓怎么看\t口碑\t沿岸居民满意度\t≥\t90%\t30
落款\t2025年1月
"""


def forms(text: str, *layers: dict[str, Any]) -> list[Form]:
    rows = TextDocument("-", io.BytesIO(text.encode())).rows()
    return [item for item in recognise(rows, extended(*layers)) if isinstance(item, Form)]


def test_an_invented_province_is_read_from_its_yaml_alone() -> None:
    (form,) = forms(FORM, yaml.safe_load(PROVINCE))
    assert (form.year, form.project, form.fields["department"].text) == (2025, "堤坝加固", "白鹭省水务厅")
    assert str(form.fields["start"].date) == "2025-03-01"
    assert str(form.funding.amounts["annual_total"].number) == "120"
    assert form.annual_goal is not None and form.annual_goal.text == "加固堤坝 3 公里。"
    assert [
        (i.level1, i.level2, i.name.text, i.written and i.written.text, dict(i.extra))
        for i in form.indicators
    ] == [
        ("产出指标", "数量指标", "加固长度", "≥3公里", {"weight": "40"}),
        ("产出指标", "安全指标", "安全事故", "＝0起", {"weight": "30"}),
        ("感受指标", "口碑指标", "沿岸居民满意度", "≥90%", {"weight": "30"}),
    ]
    assert not form.unread


def test_without_its_yaml_it_is_no_form_and_the_built_in_labels_stay_as_they_were() -> None:
    extended(yaml.safe_load(PROVINCE))
    assert forms(FORM) == []
    assert extended() is vocabulary()


def test_a_layer_says_anew_what_a_label_means() -> None:
    words = extended({"fields": {"department": ["填报单位"]}})
    assert (words.meaning("填报单位").key, vocabulary().meaning("填报单位").key) == (
        "department",
        "implementer",
    )


@pytest.mark.parametrize(
    ("layer", "path", "kind"),
    [
        ("fields: {projct: [工程叫法]}", ("fields", "projct"), "unknown-key"),
        ("feilds: {project: [工程叫法]}", ("feilds",), "unknown-key"),
        ("fields: [工程叫法]", ("fields",), "mapping"),
        ("fields: {project: 工程叫法}", ("fields", "project"), "list"),
        ("footers: [1]", ("footers", "1"), "text"),
        ("levels: {产出指标: {seconds: {}}}", ("levels", "产出指标", "seconds"), "unknown-key"),
        (
            "levels: {产出指标: {second: {数量指标: 数量}}}",
            ("levels", "产出指标", "second", "数量指标"),
            "list",
        ),
        ("levels: {产出指标: }", ("levels", "产出指标"), "mapping"),
    ],
)
def test_labels_of_a_wrong_shape_are_refused_with_their_path(
    layer: str, path: tuple[str, ...], kind: str
) -> None:
    with pytest.raises(LabelsError) as caught:
        extended(yaml.safe_load(layer))
    assert (caught.value.path, caught.value.kind) == (path, kind)
