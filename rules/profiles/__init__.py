"""The profiles: data, one YAML file a place; installed as ``pfglint.rules.profiles``."""
