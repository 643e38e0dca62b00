"""What a run is told to do: ``pfglint.yaml`` or ``[tool.pfglint]`` beside the forms, and the command line over it.

::

    configs = Configs(Given(select=("PFG3",)))      # what the command line says; raises ConfigError, PackError
    configs.of("申报表/1.txt")                       # → Config: the nearest file above it, the command line over it
    configs.common(["申报表/"])                      # → Config: the one for what concerns the run as a whole
    configs.rules("申报表/1.txt")                    # → RuleSet: the rules as they hold for that file

The nearest file upward from each form holds, and only that; the search ends at the root of a repository. In one folder
``pfglint.yaml`` comes before ``pyproject.toml``.
"""

from pfglint.config.configs import Beside as Beside
from pfglint.config.configs import Configs as Configs
from pfglint.config.configs import Given as Given
from pfglint.config.model import Config as Config
from pfglint.config.model import ConfigError as ConfigError
from pfglint.config.model import Origin as Origin
