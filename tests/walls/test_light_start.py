"""What is heavy is loaded where it is used: an application that starts has none of it."""

import subprocess
import sys

# megabytes, or half a second, each: papers by page, plans, pictures, workbooks, calendars
HEAVY = (
    "pikepdf", "ortools", "numpy", "ezdxf", "fontTools", "pypdfium2", "facturx", "xlsxwriter",
    "holidays", "vacances_scolaires_france", "icalendar",
)  # fmt: skip
START = "import sys; from erp import create_app; print([n for n in {} if n in sys.modules])"


def test_nothing_heavy_is_loaded_at_the_start():
    told = subprocess.run(
        [sys.executable, "-c", START.format(HEAVY)], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"
