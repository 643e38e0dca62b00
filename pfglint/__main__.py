"""``python -m pfglint``: the same as the ``pfglint`` command."""

from pfglint.cli import main

if __name__ == "__main__":
    main()
