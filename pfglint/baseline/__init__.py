"""The baseline: findings that were there when a team began, recorded so that only what is new is reported.

A file of JSON, one entry a line, sorted, so that two branches that change different entries merge::

    {"schema": …, "paths": ["申报表"]}
    {"project": "老年食堂补助", "rule": "percent-on-count", "indicator": "…", "count": 1, "path": "…", "fingerprint": "…"}

What counts is how many findings have a fingerprint (`pfglint.fingerprint`); project, rule and indicator are for people.
The path says where they were found, for telling which entries a run over some files can judge.
"""

from pfglint.baseline.model import VERSION as VERSION
from pfglint.baseline.model import Baseline as Baseline
from pfglint.baseline.model import BaselineError as BaselineError
from pfglint.baseline.model import Entry as Entry
