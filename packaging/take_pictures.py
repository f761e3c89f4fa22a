"""`make pictures`: takes the manual's pictures anew, without a display; with the Python that the tests have."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def main() -> None:
    os.environ |= {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "2"}
    os.environ |= {"LOGNAME": "张三", "HOME": "/home/zhangsan"}  # no name of this machine is to be seen
    from ui.manual.studio import take_pictures  # Qt reads the scale when it is loaded

    take_pictures()


if __name__ == "__main__":
    main()
