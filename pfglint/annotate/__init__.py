"""Annotating: a copy of a file with what was found in it written beside the culprits.

`remark` makes of findings what people read; one module a format writes it, as `annotate.write` chooses.
"""
