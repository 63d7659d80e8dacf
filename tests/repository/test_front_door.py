"""`make` and `.ci/run` say plainly what is missing and end with the right status."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

ROOT = Path(__file__).parents[2]

TOOLS = ["awk", "bash", "cat", "dirname", "env", "grep", "id", "make", "mkdir", "rm", "sh"]

# What the stand-ins print tells which of them was called, and how.
STUBS = {
    "chromium": "",
    "fc-list": "echo NotoSansCJK.ttc",
    "python3": "exit 0",
    "no-venv": 'case "$2" in *ensurepip*) exit 1 ;; esac; exec "{python}" "$@"',
    "old": 'case "$2" in *print*) echo 3.10.13 ;; *) exit 1 ;; esac',
    "apt-get": 'echo "apt-get $*" >&2',
    "sudo": 'echo "sudo $*" >&2',
    "passing": "echo '== 3 passed =='",
    "failing": "echo '== 1 failed =='; echo 'make: *** [Makefile:9: test] Error 1' >&2; exit 2",
    "broken": "echo 'make: *** [Makefile:5: book] Error 1' >&2; exit 2",
}


def write_stub(folder: Path, name: str, body: str) -> None:
    stub = folder / name
    stub.write_text(f"#!/bin/sh\n{body.replace('{python}', sys.executable)}\n", encoding="utf-8")
    stub.chmod(0o755)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A copy of the front door in a folder with a space in its name."""
    folder = tmp_path / "with space"
    (folder / ".ci").mkdir(parents=True)
    for name in ["Makefile", "pyproject.toml", "requirements.lock", ".ci/run"]:
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A folder with the tools of a bare machine, for PATH."""
    folder = tmp_path / "tools of a bare machine"
    folder.mkdir()
    for name in TOOLS:
        found = shutil.which(name)
        assert found, f"{name} is not on this machine"
        (folder / name).symlink_to(found)
    return folder


def pretend_installed(repository: Path) -> None:
    """Make a .venv that needs no installing; its Python is the running one, with its packages."""
    folder = repository / ".venv" / "bin"
    folder.mkdir(parents=True)
    write_stub(folder, "python", 'exec "{python}" "$@"')
    (repository / ".venv" / ".packages").write_text(f"{repository}\n", encoding="utf-8")
    (repository / ".venv" / ".project").touch()


def run(command: list[str], folder: Path, tools: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("MAKE") and name not in {"MFLAGS", "PYTHON", "CI"}
    }
    return subprocess.run(
        command,
        cwd=folder,
        env={**environment, "PATH": str(tools), "LC_ALL": "C"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("stub", "sentence"),
    [
        ("old", "Python 3.11 or newer is needed, and '{stub}' is 3.10.13"),
        ("absent", "Python 3.11 or newer is needed, and '{stub}' was not found"),
        ("no-venv", "'{stub}' has no venv module"),
    ],
    ids=["old Python", "no Python", "no venv module"],
)
def test_missing_prerequisite_gets_one_line_and_status_2(
    stub: str, sentence: str, repository: Path, tools: Path
) -> None:
    path = tools / stub
    if stub in STUBS:
        write_stub(tools, stub, STUBS[stub])
    done = run(["make", "book", f"PYTHON={path}"], repository, tools)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert sentence.format(stub=path) in done.stderr
    assert not (repository / ".venv").exists()


@pytest.mark.parametrize(
    ("snakemake", "status", "said", "errors"),
    [
        (
            "echo 'a line of a step'; echo noise >&2; echo a > build/errors/a.txt;"
            " printf 'b\\nc\\n\\n' > build/errors/b.txt; echo 'b' > build/errors/c.txt; exit 1",
            2,
            ["a line of a step"],
            ["a", "b", "c"],
        ),
        ("echo 'no file y' >&2; : > build/errors/a.txt; exit 1", 2, [], ["no file y"]),
        ("echo noise >&2; echo 'Nothing to be done (x).' >&2", 0, ["Nothing to be done (x)."], []),
        ("echo noise >&2; echo 'a line of a step'", 0, ["a line of a step"], []),
    ],
    ids=["failing steps", "no step failed", "nothing to do", "done"],
)
@pytest.mark.parametrize("target", ["book", "data"])
def test_build_says_the_steps_and_last_the_errors(
    target: str,
    snakemake: str,
    status: int,
    said: list[str],
    errors: list[str],
    repository: Path,
    tools: Path,
) -> None:
    pretend_installed(repository)
    (repository / "build" / "errors").mkdir(parents=True)
    (repository / "build" / "errors" / "old.txt").write_text("an error of last time\n")
    write_stub(tools, "snakemake", snakemake)
    done = run(["make", target], repository, tools)
    assert done.returncode == status
    assert done.stdout.splitlines() == said
    assert [line for line in done.stderr.splitlines() if not line.startswith("make: ")] == errors


@pytest.fixture
def built(repository: Path, tools: Path) -> Path:
    """A small repository that was built once, by a stand-in that says that it was asked."""
    pretend_installed(repository)
    write_stub(tools, "snakemake", "mkdir -p site; echo page > site/index.html; echo asked")
    for name in ("Snakefile", "_config.yml", "README.md", "notebooks/x", "src/x", "data/raw/a/x"):
        (repository / name).parent.mkdir(parents=True, exist_ok=True)
        (repository / name).write_text(name)
    assert run(["make", "book"], repository, tools).stdout == "asked\n"
    return repository


def add(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("other")


def change_with_an_old_time(path: Path) -> None:
    """As by a clock that was set back, or by a file that was copied with its time."""
    path.write_text("other")
    os.utime(path, (1, 1))


@pytest.mark.parametrize(
    ("name", "change", "asked"),
    [
        ("data/raw/a/x", None, False),
        ("data/raw/a/x", Path.touch, False),
        ("data/raw/a/x", add, True),
        ("data/raw/a/x", change_with_an_old_time, True),
        ("src/new.py", add, True),
        ("src/__pycache__/x.pyc", add, False),
        ("site/index.html", Path.unlink, True),
        ("notebooks/x", Path.unlink, True),
    ],
    ids=["nothing", "touched", "a file", "an old time", "a new file", "a cache", "no site", "gone"],
)
def test_snakemake_is_asked_only_if_some_content_is_another(
    name: str, change: Callable[[Path], object] | None, asked: bool, built: Path, tools: Path
) -> None:
    if change:
        change(built / name)
    done = run(["make", "book"], built, tools)
    assert done.returncode == 0, done.stderr
    assert (done.stdout == "asked\n") is asked, done.stdout
    assert ("Nothing to be done" in done.stdout) is not asked
    if change is change_with_an_old_time:
        site = built / "site" / "index.html"
        assert (built / name).stat().st_mtime >= site.stat().st_mtime - 60


def test_no_file_stays_in_the_future(built: Path, tools: Path) -> None:
    """As after a build under a clock that was ahead; Snakemake would refuse what it makes now."""
    names = ("site/index.html", "README.md", "data/raw/a/x", "src/x")
    later = time.time() + 10 * 365 * 86_400
    for name in names:
        os.utime(built / name, (later, later))
    add(built / "src" / "x")
    os.utime(built / "src" / "x", (later, later))
    done = run(["make", "data"], built, tools)
    assert done.returncode == 0, done.stderr
    times = {name: (built / name).stat().st_mtime for name in names}
    assert max(times.values()) <= time.time()
    assert times["src/x"] > max(times["README.md"], times["data/raw/a/x"])


def test_a_build_that_is_stopped_says_so_in_a_line(built: Path, tools: Path) -> None:
    (tools / "sleep").symlink_to(str(shutil.which("sleep")))
    write_stub(tools, "snakemake", ": > runs; sleep 60")
    build = subprocess.Popen(
        ["make", "data"], cwd=built, env={**os.environ, "PATH": str(tools)},
        stderr=subprocess.PIPE, start_new_session=True, text=True,
    )  # fmt: skip
    until = time.monotonic() + 60
    while not (built / "runs").exists():
        assert time.monotonic() < until
        time.sleep(0.05)
    os.killpg(build.pid, signal.SIGINT)
    said = build.communicate(timeout=60)[1].splitlines()
    assert said[0] == "stopped; the next build takes up what is left"
    # A make within a make, as when `make test` runs this, counts itself: `make[1]: `.
    assert all(re.match(r"make(\[\d+\])?: ", line) for line in said[1:])


def test_a_second_build_waits_for_the_first(built: Path, tools: Path) -> None:
    (tools / "sleep").symlink_to(str(shutil.which("sleep")))
    stub = "echo one >> order; sleep 2; echo two >> order"
    write_stub(tools, "snakemake", stub)
    add(built / "src" / "more.py")
    environment = {**os.environ, "PATH": str(tools)}
    builds = [
        subprocess.Popen(["make", "data"], cwd=built, env=environment, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    said = b"".join(build.communicate(timeout=60)[1] for build in builds)
    assert [build.returncode for build in builds] == [0, 0]
    assert (built / "order").read_text() == "one\ntwo\none\ntwo\n"
    assert b"Another build of this folder is under way; waiting for it" in said


def spoil(workbook: Path) -> str:
    """Put a figure into a raw workbook that cannot be read; give the cell's address."""
    book = openpyxl.load_workbook(workbook)
    sheet = book.worksheets[0]
    cell = next(
        cell
        for row in sheet.iter_rows()
        for cell in row
        if re.fullmatch(r"[\d.]+", str(cell.value)) and cell.column > 1
    )
    cell.value = "12..5"
    book.save(workbook)
    return f"{workbook.parent.name}/{sheet.title}!{cell.coordinate}"


def test_errors_of_all_plans_are_said_at_once(repository: Path) -> None:
    pretend_installed(repository)
    shutil.copy(ROOT / "Snakefile", repository)
    for name in ("src", "data", "notebooks"):
        shutil.copytree(ROOT / name, repository / name)
    plans = ("futian-cbd-155", "zhongshan-services-145")
    cells = [spoil(repository / "data" / "raw" / plan / "workbook.xlsx") for plan in plans]
    packages = Path(sys.executable).parent
    done = run(["make", "data"], repository, Path(f"{packages}:{os.environ['PATH']}"))
    assert done.returncode == 2
    errors = done.stderr.splitlines()[:-1]
    assert [line.split(": ")[0].strip() for line in errors if "12..5" in line] == cells
    assert errors[0] == "clean: 2 problems"
    assert len(errors) == 1 + len(cells)


def test_lock_without_uv_gets_one_line_and_status_2(repository: Path, tools: Path) -> None:
    done = run(["make", "lock"], repository, tools)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "needs uv" in done.stderr


def test_help_lists_every_target(repository: Path, tools: Path) -> None:
    makefile = (repository / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.*help.*)$", makefile, re.MULTILINE)
    listed = [line.split()[1] for line in run(["make"], repository, tools).stdout.splitlines()]
    assert listed == phony.split()


@pytest.mark.parametrize(
    ("make", "last_line", "status"),
    [
        ("passing", "== 3 passed ==", 0),
        ("failing", "== 1 failed ==", 1),
        ("broken", "make: *** [Makefile:5: book] Error 1", 2),
    ],
)
def test_ci_ends_as_pytest_does(
    make: str, last_line: str, status: int, repository: Path, tools: Path
) -> None:
    for name in ["chromium", "fc-list", "python3"]:
        write_stub(tools, name, STUBS[name])
    (tools / "make").unlink()
    write_stub(tools, "make", STUBS[make])
    done = run(["bash", ".ci/run"], repository, tools)
    assert (done.stdout.splitlines()[-1], done.stderr) == (last_line, "")
    assert done.returncode == status


@pytest.mark.parametrize("user", [0, 1000], ids=["root", "user with sudo"])
def test_ci_installs_what_is_missing(user: int, repository: Path, tools: Path) -> None:
    for name, body in [("id", f"echo {user}"), ("make", STUBS["passing"])]:
        (tools / name).unlink()
        write_stub(tools, name, body)
    for name in ["apt-get", "sudo"]:
        write_stub(tools, name, STUBS[name])
    done = run(["bash", ".ci/run"], repository, tools)
    assert done.returncode == 0
    prefix = "sudo " if user else ""
    update, install = done.stderr.splitlines()
    assert update == f"{prefix}apt-get update -qq"
    assert install.startswith("sudo env " if user else "apt-get install ")
    assert install.endswith("python3-venv chromium fonts-noto-cjk")


@pytest.mark.parametrize(
    ("stubs", "sentence"),
    [([], "has no apt-get"), (["apt-get"], "has no sudo")],
    ids=["no apt-get", "no sudo"],
)
def test_ci_says_what_it_cannot_install(
    stubs: list[str], sentence: str, repository: Path, tools: Path
) -> None:
    (tools / "id").unlink()
    write_stub(tools, "id", "echo 1000")
    for name in stubs:
        write_stub(tools, name, STUBS[name])
    done = run(["bash", ".ci/run"], repository, tools)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert sentence in done.stderr
    assert "chromium" in done.stderr
