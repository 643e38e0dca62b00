"""Mending: the fixes of findings made in the files they were found in, and in nothing else of them.

`plan` picks fixes that do not stand in each other's way, `run` makes them round by round and looks whether the findings
are gone and no others have come, one module a format writes, and `file` puts the result in the file's place.
"""
