"""`python -m grantsdata`."""

from grantsdata.cli import main

raise SystemExit(main())
