"""Waivers: findings that people have looked at and decided to leave, with the reason, in a file beside the forms.

::

    # pfglint-waivers.yaml
    - rule: percent-on-count            # a rule's name or code
      project: 乡镇图书室购书经费         # 项目名称
      indicator: 购置图书数量            # 三级指标; left out: wherever the rule speaks in that project
      reason: 任务书按比例下达            # required
      until: 2026-12-31                 # the last day that it holds; left out: for good
"""

from pfglint.waiver.model import Waiver as Waiver
from pfglint.waiver.model import WaiverError as WaiverError
from pfglint.waiver.model import Waivers as Waivers
