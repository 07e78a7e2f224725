"""A process that answers a line with itself, or does what the line says: crash, hang, shout."""

import os
import sys
import time


def main() -> None:
    """Answer until there is no more to read."""
    for line in sys.stdin:
        word = line.strip()
        if word == "crash":
            os._exit(11)
        if word == "hang":
            time.sleep(60)
        if word == "half":
            sys.stdout.write("half")
            sys.stdout.flush()
            os._exit(0)
        told = " ".join(sorted(os.environ)) if word == "environment" else word
        sys.stdout.write(told + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
