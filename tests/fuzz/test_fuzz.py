"""Three hundred spoilt files, and every file that once did harm, end as they must."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from .bench import Bench
from .edits import Edit, spoil
from .run import run

CASES = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("bench"))


def test_no_spoilt_file_does_harm() -> None:
    ended = run(300)
    finds = [str(each) for each in ended if not each.fine]
    assert len(ended) == 300
    assert not finds, "\n\n".join(finds)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_once_did_harm_does_none(case: dict[str, Any], bench: Bench) -> None:
    plan = case.get("plan", "zhongshan-services-145")
    content = spoil(bench.path(plan, case["file"]).read_bytes(), case)
    ended = bench.run(plan, Edit(case["file"], case["name"], content))
    assert ended == case["ends"]
