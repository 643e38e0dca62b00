"""JSON Schemas of what pfglint reads and writes, computed by ``python3 tasks.py generate``. Nothing here is written by hand.

``pfglint schema NAME`` prints them; `handbook.schemas` makes them.
"""
