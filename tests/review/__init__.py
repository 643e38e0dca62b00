"""Review sheets: read, filled in, written."""
