"""The goal text (绩效目标) read as promises, and which indicator carries each. Knows forms and quantities, no rules."""
