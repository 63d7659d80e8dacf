"""The Slurm of one node: what can be known of it where there is none."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from support import ROOT

sys.path.append(str(ROOT / "bench" / "cluster"))
slurm = import_module("slurm")


def test_the_node_offers_as_many_processors_as_workers(tmp_path: Path) -> None:
    settings = slurm.configure(2, "here", 2048, tmp_path).splitlines()
    assert "NodeName=here NodeAddr=127.0.0.1 CPUs=2 RealMemory=2048 State=UNKNOWN" in settings
    assert f"StateSaveLocation={tmp_path}/slurmctld" in settings


def test_the_configuration_of_another_cluster_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "slurm.conf"
    other.write_text("ClusterName=theirs\n", "utf-8")
    monkeypatch.setattr(slurm, "CONFIGURATION", other)
    monkeypatch.setattr(slurm.os, "geteuid", lambda: 0)
    with pytest.raises(SystemExit, match="of another cluster"), slurm.running(1, tmp_path / "new"):
        pass
    assert other.read_text("utf-8") == "ClusterName=theirs\n"
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("there", [(), ("slurmctld", "slurmd", "sbatch")])
def test_without_root_it_says_what_to_install(
    there: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slurm.shutil, "which", lambda name: name if name in there else None)
    monkeypatch.setattr(slurm.os, "geteuid", lambda: 1000)
    with pytest.raises(SystemExit, match="Install slurm-wlm and munge first: it takes root"):
        slurm.install()


def test_jobs_are_read_from_the_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    said = (
        "7|rule_chapters_0|COMPLETED|2026-11-22T00:00:10|2026-11-22T00:01:00\n"
        "8|rule_combine|PENDING|N/A|N/A\n"
    )
    done = subprocess.CompletedProcess([], 0, stdout=said)
    monkeypatch.setattr(slurm.subprocess, "run", lambda *_, **__: done)
    first, second = slurm.list_jobs()
    assert (first.id, first.said, first.ended - first.began) == ("7", "rule_chapters_0", 50)
    assert (second.state, second.began) == ("PENDING", 0.0)
