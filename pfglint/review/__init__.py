"""The review sheet (绩效目标审核表): findings sorted into the parts of the official review, each item with a grade."""
