"""Ids for every name, section and figure: of the contract's form, and one for each."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from compendium.contract.columns import ID
from compendium.record.ids import KEY, name_observation, number_section, slugify

names = st.text(st.characters(exclude_categories=("Cs", "Cn")), max_size=40)
slugs = st.from_regex(KEY, fullmatch=True)
years = st.integers(1978, 2049).map(str)
periods = st.one_of(
    st.tuples(years, years).map(lambda both: (min(both), max(both))),
    years.map(lambda end: ("", end)),
    st.just(("", "")),
)
figures = st.tuples(
    slugs, slugs, slugs, periods, st.sampled_from(["actual", "target"]), st.sampled_from(["", "2"])
)


@given(names)
def test_a_key_is_of_its_form_and_its_own_key(name: str) -> None:
    key = slugify(name)
    assert key == "" or re.fullmatch(KEY, key)
    assert slugify(key) == key


@given(st.lists(st.integers(1, 99), min_size=1, max_size=4))
def test_a_section_has_one_number_in_every_writing(numbers: list[int]) -> None:
    digits = "零一二三四五六七八九"
    written = [
        ("" if each < 10 else f"{digits[each // 10]}十".replace("一十", "十"))
        + ("" if each % 10 == 0 else digits[each % 10])
        for each in numbers
    ]
    found = {
        number_section("/".join(form.format(each) for each in said))
        for form in ("第{}章", "（{}）", "({})", "{}")
        for said in ([str(each) for each in numbers], written)
    }
    assert found == {"-".join(map(str, numbers))}


Figure = tuple[str, str, str, tuple[str, str], str, str]


@given(figures, figures, st.integers(0, 5))
def test_figures_that_differ_in_one_thing_have_two_ids_of_the_contracts_form(
    one: Figure, another: Figure, part: int
) -> None:
    changed: Figure = (*one[:part], another[part], *one[part + 1 :])  # type: ignore[assignment]
    ids = {name_observation(*figure) for figure in (one, changed)}
    assert len(ids) == (1 if one == changed else 2)
    assert all(re.fullmatch(ID, each) for each in ids)
