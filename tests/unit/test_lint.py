"""The lint of the notebooks finds what it is for."""

import pytest

from notebook_lint import find_claim_keys, find_free_claims, find_pairs


@pytest.mark.parametrize(
    "prose",
    [
        "The plan does not print it.",
        "It prints no baseline.",
        "This share is not printed.",
        "The sum is never stated.",
        "No plan prints imports.",
        "None of the plans says so.",
        "No table prints these shares.",
        "Nobody can tell.",
        "The share cannot be computed.",
        "Zhongshan's table has no figure.",
        "The plans don't say\nwhich.",
        "They do not say how.",
        "A target without a baseline.",
    ],
)
def test_a_free_claim_is_found(prose: str) -> None:
    assert find_free_claims([prose]) != []


@pytest.mark.parametrize(
    "prose",
    [
        "Its table {glue:text}`not-printed-base`.",
        "## What this data cannot tell",
        "The plan prints 600 and says why.",
        "`does not print`",
        "Rates in two currencies are not comparable.",
        "```\nprints no baseline\n```",
    ],
)
def test_what_is_no_free_claim_passes(prose: str) -> None:
    assert find_free_claims([prose]) == []


def test_pairs_and_claims_are_found_in_code() -> None:
    code = ['x = say(en="a", zh="甲")', 'chapter.not_printed("x", key="k", says="s")']
    assert len(find_pairs(code)) == 1
    assert find_claim_keys(code) == {"not-printed-k"}
