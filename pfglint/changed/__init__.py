"""Which forms have changed since a revision of their repository (``--diff-against``).

`git` asks git which files have, under which names they were known, and what was in them; `content` says what makes two
forms the same; `since` puts both together for a run.
"""
