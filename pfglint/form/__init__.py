"""Forms: rows of cells to the typed model, with what was repaired on the way. Knows labels and layout, no rules."""
