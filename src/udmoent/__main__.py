# SPDX-License-Identifier: MPL-2.0
"""`python -m udmoent` is the program `udmoent`."""

from udmoent.cli.main import main

main()
