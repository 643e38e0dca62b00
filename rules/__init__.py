"""The rule packs: data, one YAML file a family; installed as ``pfglint.rules``."""
