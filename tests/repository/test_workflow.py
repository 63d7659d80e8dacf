"""The workflow that publishes: what it runs is pinned, and may do no more than it must."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from compendium.cli import STEPS
from compendium.site.edition import ADDRESS, REPOSITORY
from support import ROOT

FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
# What each job may write; a job that is new here was thought about.
WRITES = {"release": {"contents"}, "deploy": {"pages", "id-token"}}
OURS = re.compile(r"\.venv/bin/compendium ([a-z-]+)((?: --[a-z-]+)*)")


def read(text: str) -> dict[str, Any]:
    # YAML takes the key `on` for a truth.
    loaded: dict[str, Any] = yaml.load(text, yaml.BaseLoader)
    return loaded


def unpinned(text: str) -> list[str]:
    """Give what is run without being pinned by its commit, with its version beside it."""
    used = [line.strip().removeprefix("- ") for line in text.splitlines() if "uses:" in line]
    return [line for line in used if not PINNED.fullmatch(line)]


def too_many_rights(workflow: dict[str, Any]) -> list[str]:
    """Give the rights that nobody needs, and the jobs that do not say which they have."""
    jobs: dict[str, dict[str, Any]] = workflow["jobs"]
    found = [] if workflow.get("permissions") == {} else ["the workflow"]
    for name, job in jobs.items():
        rights = job.get("permissions")
        if not isinstance(rights, dict):
            found.append(f"{name}: not said")
            continue
        written = {right for right, level in rights.items() if level != "read"}
        found += [f"{name}: {right}" for right in sorted(written - WRITES.get(name, set()))]
        builds = any("make" in step.get("run", "") or ".ci/" in step.get("run", "")
                     for step in job["steps"])  # fmt: skip
        if written and builds:
            found.append(f"{name}: runs our code with the right to write")
    return found


def leaks(text: str, workflow: dict[str, Any]) -> list[str]:
    """Give what lets a stranger's text run, or leaves a key behind."""
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    found = [step["run"] for step in steps if "${{" in step.get("run", "")]
    found += [step["uses"] for step in steps if step.get("uses", "").startswith("actions/checkout")
              and step.get("with", {}).get("persist-credentials") != "false"]  # fmt: skip
    return found + re.findall("pull_request_target|secrets\\.", text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_workflow_is_safe(path: Any) -> None:
    text = path.read_text("utf-8")
    assert unpinned(text) == []
    assert too_many_rights(read(text)) == []
    assert leaks(text, read(text)) == []
    assert read(text)["concurrency"]["cancel-in-progress"] == "false"
    assert all("timeout-minutes" in job for job in read(text)["jobs"].values())


def test_nothing_is_published_that_was_not_tested() -> None:
    jobs = read((ROOT / ".github" / "workflows" / "publish.yml").read_text("utf-8"))["jobs"]
    assert [jobs[name]["needs"] for name in ("build", "release", "deploy")] == [
        "test",
        "build",
        "build",
    ]
    assert any(step.get("run") == ".ci/run" for step in jobs["test"]["steps"])


def test_workflow_runs_commands_that_there_are() -> None:
    text = (ROOT / ".github" / "workflows" / "publish.yml").read_text("utf-8")
    ran = OURS.findall(text)
    assert {name for name, _ in ran} == {"addresses", "publish"}
    for name, options in ran:
        known = {flag for flags, _ in STEPS[name].options for flag in flags}
        assert set(options.split()) <= known
    assert {ADDRESS, REPOSITORY} <= set(re.findall(r"COMPENDIUM_\w+", text))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (" # v6.1.0", ""),
        ("@d23441a48e516b6c34aea4fa41551a30e30af803 # v6.1.0", "@v6"),
        ("permissions: {}", "permissions: write-all"),
        ("      contents: read\n", "      contents: write\n"),
        ("    permissions:\n      contents: read\n    steps", "    steps"),
        ("          persist-credentials: false\n", "          fetch-depth: 1\n"),
        ('--release "$GITHUB_REF_NAME"', "--release ${{ github.ref_name }}"),
    ],
)
def test_what_is_unsafe_is_seen(old: str, new: str) -> None:
    text = (ROOT / ".github" / "workflows" / "publish.yml").read_text("utf-8")
    assert old in text
    changed = text.replace(old, new, 1)
    assert unpinned(changed) + too_many_rights(read(changed)) + leaks(changed, read(changed))
