"""Two halves of the tests: together all of them, and about as long as each other."""

from hypothesis import given
from hypothesis import strategies as st

from tests import halves

TESTS = st.lists(
    st.tuples(st.sampled_from([f"tests/test_{n}.py" for n in range(9)]), st.booleans())
)


@given(TESTS)
def test_every_module_has_one_half(tests: list[tuple[str, bool]]) -> None:
    half_of = halves.half_of(tests)

    assert set(half_of) == {module for module, _ in tests}
    assert set(half_of.values()) <= {1, 2}


def test_the_order_in_which_tests_are_found_changes_nothing() -> None:
    tests = [(f"tests/test_{number % 7}.py", number % 3 == 0) for number in range(60)]

    assert halves.half_of(tests) == halves.half_of(reversed(tests))


def test_one_long_module_stands_against_many_short_ones() -> None:
    tests = [("tests/test_long.py", True)] * 12 + [(f"tests/test_{n}.py", False) for n in range(60)]

    half_of = halves.half_of(tests)

    assert {half for module, half in half_of.items() if module != "tests/test_long.py"} == {
        3 - half_of["tests/test_long.py"]
    }
