"""What pfglint computes from its own data, carried along so that a run need not compute it again.

Every file here names the digest of what it was made from; where that differs, it is not used and the result
is computed afresh. ``python tasks.py generate`` writes them anew.
"""
