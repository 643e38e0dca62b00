"""The grammars, units and labels: data, installed as ``pfglint.grammar``."""
