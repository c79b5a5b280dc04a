"""The command line: arguments → one verb → printed problems → exit code.

stdout carries results, stderr everything else.
"""

import sys

from digest.cli.checking import agree, check
from digest.cli.commands import cli
from digest.cli.deliveries import bundle, preview, previews
from digest.cli.desk import ingest, new
from digest.cli.printing import complain
from digest.errors import DigestError

__all__ = ["cli", "main"]

for _command in (agree, check, bundle, ingest, new, preview, previews):
    cli.add_command(_command)


def main() -> None:
    """Run the command line. A DigestError is printed in one line and exits with 1; no traceback reaches a user."""
    try:
        cli(prog_name="build.py")
    except DigestError as error:
        complain(error)
        sys.exit(1)
