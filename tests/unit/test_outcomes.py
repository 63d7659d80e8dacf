"""What came of a target: which past figure it is, and whether the target was reached."""

import pytest

from compendium.record.outcomes import find_outcome, judge_outcome

PERIOD = {"period_start": "2025", "period_end": "2025", "period_kind": "annual"}


def figure(low: str, comparator: str = "=", high: str = "", **facts: str) -> dict[str, str]:
    return {
        "observation_id": "x", "plan_id": "bulletin", "source_kind": "text", **PERIOD,
        "value_low": low, "value_high": high or low, "comparator": comparator, **facts,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("target", "outcome", "direction", "verdict"),
    [
        pytest.param(figure("100"), figure("100"), "up", "reached", id="exactly"),
        pytest.param(figure("100"), figure("101"), "up", "reached", id="more than wanted"),
        pytest.param(figure("100"), figure("99.9"), "up", "missed", id="less than wanted"),
        pytest.param(figure("100"), figure("99"), "down", "reached", id="less is wanted"),
        pytest.param(figure("100"), figure("101"), "down", "missed", id="more than is wanted"),
        pytest.param(figure("100"), figure("100"), "none", "reached", id="neither way, exactly"),
        pytest.param(figure("100"), figure("101"), "none", "", id="neither way, apart"),
        pytest.param(figure("3", high="5"), figure("4"), "up", "reached", id="in the range"),
        pytest.param(figure("3", high="5"), figure("2"), "up", "missed", id="below the range"),
        pytest.param(figure("3", high="5"), figure("5"), "down", "reached", id="less is better"),
        pytest.param(figure("3", high="5"), figure("6"), "none", "", id="past the range"),
        pytest.param(figure("100", "≥"), figure("100"), "none", "reached", id="at least, kept"),
        pytest.param(figure("100", "≥"), figure("99"), "down", "missed", id="bound before way"),
        pytest.param(figure("100", ">"), figure("100"), "up", "missed", id="more than, equal"),
        pytest.param(figure("5", "≤"), figure("4.4"), "down", "reached", id="at most, kept"),
        pytest.param(figure("5", "<"), figure("5"), "down", "missed", id="less than, equal"),
        pytest.param(figure("16", "≈"), figure("16.4"), "up", "reached", id="about, and more"),
        pytest.param(figure("16", "≈"), figure("15.2"), "up", "", id="about, and less"),
        pytest.param(figure("100"), figure("100", "≈"), "up", "", id="an outcome about right"),
        pytest.param(figure("100"), figure("100", ">"), "up", "reached", id="outcome past a bound"),
        pytest.param(figure("100", ">"), figure("100", ">"), "up", "reached", id="the same bound"),
        pytest.param(figure("100"), figure("90", ">"), "up", "", id="outcome too open"),
        pytest.param(figure("100"), figure("100", "<"), "up", "missed", id="outcome below"),
        pytest.param(figure("100"), figure("90", high="110"), "up", "", id="outcome on both sides"),
        pytest.param(figure("", ""), figure("4"), "up", "", id="a target in words"),
        pytest.param(figure("4"), figure("", ""), "up", "", id="an outcome in words"),
    ],
)
def test_a_target_is_reached_or_missed_or_nobody_can_tell(
    target: dict[str, str], outcome: dict[str, str], direction: str, verdict: str
) -> None:
    assert judge_outcome(target, outcome, direction) == verdict


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"period_end": "2024", "period_start": "2024"}, id="another year"),
        pytest.param({"period_start": "2021"}, id="a longer period"),
        pytest.param({"period_kind": "cumulative"}, id="another kind of period"),
    ],
)
def test_an_outcome_is_of_the_very_period(other: dict[str, str]) -> None:
    assert find_outcome(figure("1"), [figure("1", **other)], []) is None
    assert find_outcome(figure("1"), [figure("1")], []) is not None


def test_a_target_without_a_period_waits_for_nothing() -> None:
    open_ended = dict.fromkeys(("period_start", "period_end"), "")
    assert find_outcome(figure("1", **open_ended), [figure("1", **open_ended)], []) is None


def test_the_latest_statistics_count_before_plans_and_tables_before_sentences() -> None:
    rows = [
        figure("1", plan_id="plan", source_kind="table"),
        figure("2", plan_id="early", source_kind="table"),
        figure("3", plan_id="late"),
        figure("4", plan_id="late", source_kind="table"),
        figure("5", plan_id="late", source_kind="table"),
    ]
    found = find_outcome(figure("9"), rows, ["early", "late"])
    assert found is not None
    assert found["value_low"] == "4"
    assert find_outcome(figure("9"), rows[:1], ["late"]) == rows[0]
