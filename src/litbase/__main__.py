"""`python -m litbase`: the command line."""

from litbase.cli.main import main

main()
