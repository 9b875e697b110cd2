"""Where the frozen program starts; the ui package itself is imported, so its paths stay right."""

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()  # a worker process goes no further, and never loads Qt

    from ui.__main__ import main

    sys.exit(main())
