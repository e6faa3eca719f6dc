"""The companies of the demo are nobody's: their VAT numbers are made up, with a right key."""

import re
from pathlib import Path

from stdnum.eu import vat

import erp.demo

ABROAD = re.compile(r'"((?!FR)[A-Z]{2}\d[0-9A-Z]{7,11})"')


def test_the_vat_numbers_of_companies_abroad_are_made_up():
    sources = Path(erp.demo.__file__).parent.glob("*.py")
    numbers = [one for source in sources for one in ABROAD.findall(source.read_text("utf-8"))]

    assert len(numbers) >= 3
    assert [one for one in numbers if not one[2:].startswith("9000000")] == []
    assert all(vat.is_valid(one) for one in numbers)
