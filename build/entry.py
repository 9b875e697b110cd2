"""Where the frozen program starts; the ui package itself is imported, so its paths stay right."""

import multiprocessing
import sys

from ui.__main__ import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
