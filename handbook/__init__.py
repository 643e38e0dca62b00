"""The pages of the documentation that are computed from the code and the rule packs."""
