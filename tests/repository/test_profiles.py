"""The profiles: each is read, and makes many jobs of a corpus from the same Snakefile."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from support import ROOT

sys.path.append(str(ROOT / "bench"))
corpus = import_module("corpus")

COMMAND = str(Path(sys.executable).parent / "snakemake")
PROFILES = ("local", "slurm", "kubernetes")
PLANS = 6


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus") / "made"
    corpus.write_corpus(folder, 5 * PLANS, PLANS, seed=1)
    return folder


def list_rules(folder: Path, *options: str) -> list[str]:
    """Give the rules of the jobs that a dry run would do."""
    done = subprocess.run(
        [COMMAND, "--dry-run", "--nolock", "--scheduler", "greedy", *options, "--", "record"],
        cwd=folder, capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": str(folder / "src")},
    )  # fmt: skip
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    return sorted(set(re.findall(r"^(\w+) +1$", said, re.MULTILINE)))


@pytest.mark.parametrize("name", PROFILES)
def test_a_profile_says_how_many_a_job_takes_and_tries_again(name: str) -> None:
    profile = yaml.safe_load((ROOT / "profiles" / name / "config.yaml").read_text("utf-8"))
    assert profile["config"]["sources_a_job"] > 0 < profile["config"]["chapters_a_job"]
    assert profile["rerun-incomplete"]
    if name != "local":
        assert profile["executor"] == name
        assert profile["retries"] > 0
        assert "combine" in profile["set-resources"]


def test_every_profile_is_on_the_page() -> None:
    page = (ROOT / "profiles" / "README.md").read_text("utf-8")
    assert {path.name for path in (ROOT / "profiles").iterdir() if path.is_dir()} == {*PROFILES}
    assert all(f"| `{name}` |" in page for name in PROFILES)
    assert "profiles/README.md" in (ROOT / "book" / "re-run.md").read_text("utf-8")


def test_sources_and_chapters_are_jobs_of_their_own(made: Path) -> None:
    split = ("--config", "sources_a_job=2", "chapters_a_job=4")
    rules = list_rules(made, "--cores", "2", *split)
    cleaned = ["clean_0", "clean_1", "clean_2"]
    assert rules == ["chapters_0", "chapters_1", *cleaned, "combine", "record"]
    assert list_rules(made, "--cores", "2") == ["chapters", "data", "record"]


@pytest.mark.parametrize("name", PROFILES)
def test_the_same_snakefile_runs_by_each_profile(name: str, made: Path) -> None:
    if name != "local" and find_spec(f"snakemake_executor_plugin_{name}") is None:
        pytest.skip(f"the executor plugin for {name} is not installed")
    if name == "slurm" and shutil.which("sbatch") is None:
        pytest.skip("its plugin asks Slurm itself, which is not installed")
    rules = list_rules(made, "--profile", f"profiles/{name}")
    assert "combine" in rules
    assert "chapters_0" in rules


def test_a_corpus_has_a_chapter_for_each_plan_and_is_the_same_again(
    made: Path, tmp_path: Path
) -> None:
    plans = {path.name for path in (made / "data" / "raw").iterdir()}
    chapters = {path.stem for path in (made / "notebooks").iterdir()}
    assert len(plans) == PLANS
    assert chapters == {plan.replace("synthetic", "plan") for plan in plans}
    corpus.write_corpus(tmp_path / "again", 5 * PLANS, PLANS, seed=1)
    for folder in ("notebooks", "data/vocab"):
        for path in sorted((made / folder).rglob("*")):
            if path.is_file():
                again = tmp_path / "again" / path.relative_to(made)
                assert path.read_bytes() == again.read_bytes(), path.name
