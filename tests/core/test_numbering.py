"""Numbers without holes, one at a time or several at once."""

from erp.core.numbering import next_number, next_numbers


def test_numbers_taken_together_follow_those_taken_one_by_one():
    taken = [next_number("X", 2026), *next_numbers("X", 2026, 3), next_number("X", 2026)]

    assert taken == [f"X2026-{rank:05d}" for rank in range(1, 6)]


def test_the_first_numbers_of_a_year_may_be_several():
    assert next_numbers("X", 2026, 2) == ["X2026-00001", "X2026-00002"]
    assert next_number("X", 2027) == "X2027-00001"
