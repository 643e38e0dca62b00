"""Last year's forms beside this year's: which belong together, and what became of each target."""
