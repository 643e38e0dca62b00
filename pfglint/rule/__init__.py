"""Rules: packs of YAML, their condition language, and running them.

From Python::

    rules = load_builtin()                  # pack.py; from prebuilt/packs.json, without YAML or lark
    rules = load([Path("my.yaml")])         # built-ins and these; raises PackError: .problems, snippet(problem, lang)
    rules.find("PFG302"), rules.find("percent-on-count"), list(rules)
    checker = Checker(rules, path, lang)    # run.py; one for each document
    checker.form(form), checker.facts([fact])       # → Iterator[Finding], in the order of the places
    checker.finish()                        # → Iterator[Finding]: what only the whole document shows
    outcomes(read_builtin())                # examples.py; the examples of all rules, run
    prebuilt_files()                        # pack.py; what belongs into pfglint/prebuilt

A pack is ``{family: "3", title: 单位, en: {title: Units}, words: {计数词尾: [数, 数量]}, rules: […]}``; lists for all packs
stand in ``rules/words.yaml`` (a mapping of lists, nothing else). A rule::

    - code: PFG302                          # begins with the family's digit
      name: percent-on-count
      title: 计数指标以百分号为单位
      severity: error                       # error | warning | info
      aspect: 适当性                         # 完整性 | 相关性 | 适当性 | 可行性; may be absent
      for: indicator                        # indicator | form | field | fact
      when: name ends with 计数词尾           # reports where when is true (or absent) …
      require: unit is not ratio            # … and require is false (or absent); one of both, at least
      message: “{name}”是计数指标，却以“{unit}”为单位        # {any field}; {{ is a brace
      help: …                               # may be absent
      source: …                             # may be absent; en.source only where the English differs
      severity-when: [{when: inferred, severity: warning}]            # the first that is true
      message-when: [{when: …, message: …, help: …, en: {message: …, help: …}}]
      silences: [wrong-category]            # on the same indicator or field; a form's finding: in all of the form
      at: value                             # indicator: value | name | level1 | level2; field: value | label;
                                            # form: title, a header field's key, goal, overall_goal, annual_total …
      mark: unit                            # unit | number | op | a text field; default: the whole cell
      fix: {safe: true, title: 改为“{unit_canonical}”, with: "{unit_canonical}", when: …}      # replaces the marked part
      en: {title: …, message: …, help: …, fix: …, related: …}
      examples: {fail: ["数量指标 | 培训人次 | ≥95(%)", …], pass: […]}      # two of each, at least; see examples.py

    group: {within: form | document, by: [name, "number × 2"], differs: [value], once: true}    # instead of require
    group: {within: document, by: [unit_canonical], differs: [unit_text], should: [unit_canonical]}     # told at the end
    related: 与此处的“{first.name}”重复       # message, help and related may name {first.any field}

Conditions (``grammar/condition.lark`` is the reference; fields are the tables of ``fields/``, tests of ``types.py``)::

    and or not ( )      = != < <= > >= ≠ ≤ ≥      + − × ÷ - * /      "text" “text” 0.95 1,000 100(%) 550(元/人·天) true false
    X [does not] start with | starts with | end with | ends with | contain | contains L
    X is [not] one of L         L: "率"   ["率", "度"]   计数词尾   a text field
    X matches "re2 pattern"     X does not match "…"
    X is [not] missing | blank | known | integer
    unit is [not] ratio | money | carrying money | time | count            also of `value`
    value is [not] comparison | range | approximate | change | deadline | several | words | missing
    count(indicators where C)  count(indicators)  any(indicators where C)  all(indicators where C)
    sum(weight for indicators where C)

    indicator: name written_name name_length level1 level2 level1_written level2_written inferred number_in_form value text
               value_room op written_op number quantity low high unit unit_text unit_canonical unit_suggestion date
               direction baseline weight score result period_value last_value; form.… of its form; funding.…, year
    form:      number title year project department implementer nature category start end start_text end_text start_year
               end_year goal overall_goal goal_length overall_goal_length indicator_count unread_count taxonomy
               funding.unit .one .project_total .project_fiscal .project_other .project_parts .project_part_count
               .annual_total .annual_fiscal .carry_over .annual_other .annual_parts .annual_part_count
    field:     key (project … start end goal overall_goal annual_total …) label text date amount is_amount; form.…
    fact:      kind text detail indicator; form.… (unknown for a fact without a form)

`value` and amounts of money carry units: compare them with ``100(%)``, ``3(元)``; `number` is the bare number; 0 fits every
unit. `unit` beside a text is its text as written. Blank or words: unknown, and an unknown never reports. count() counts
what is true; any() is unknown where none is true and some unknown; all() likewise; sum() is unknown where a part is, or
where there is none.
"""
