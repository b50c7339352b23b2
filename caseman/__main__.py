"""`python -m caseman`: the command line."""

from caseman.cli import main

if __name__ == "__main__":
    main()
