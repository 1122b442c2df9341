"""Tests of what measures.  Its modules are found as its own script finds them: by their folder."""

import sys

from conftest import ROOT

sys.path.append(str(ROOT / "benchmarks"))
