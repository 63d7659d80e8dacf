"""Where things are, and that a folder is whole at every moment of being replaced."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from compendium import paths
from compendium.errors import FileError, Report
from compendium.paths import find_plans, find_repository, finish_replacing, replace_folder

OLD = {"a.csv": b"old a", "b.csv": b"old b", "gone.csv": b"old"}
NEW = {"a.csv": b"new a", "b.csv": b"new b", "c.csv": b"new c"}

# Replaces a folder again and again, in a process that ends just before its Nth use of the file
# system, until one comes to its end; prints how many did not.
KILLED = """
import itertools, os, sys
from pathlib import Path
from compendium import paths

base, one_by_one = Path(sys.argv[1]), sys.argv[2] == "one by one"
exchange = paths._exchange
paths._exchange = lambda *names: not one_by_one and exchange(*names)

def replace(folder, last):
    seen = 0
    def count(event, arguments):
        nonlocal seen
        if event == "open" or event.startswith("os."):
            seen += 1
            if seen == last:
                os._exit(9)
    sys.addaudithook(count)
    paths.replace_folder(folder, NEW)
    os._exit(0)

for step in itertools.count(1):
    folder = base / str(step) / "clean"
    folder.mkdir(parents=True)
    for name, content in OLD.items():
        (folder / name).write_bytes(content)
    child = os.fork()
    if not child:
        replace(folder, step)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, 9), status
    if not status:
        print(step - 1)
        break
"""


def read(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def write(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="module", params=["in one move", "one by one"])
def killed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, list[Path]]:
    """A folder for each step at which the process that replaced it was killed."""
    base = tmp_path_factory.mktemp("killed")
    program = f"OLD, NEW = {OLD!r}, {NEW!r}\n{KILLED}"
    done = subprocess.run(
        [sys.executable, "-c", program, base, request.param],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    folders = [base / str(step) / "clean" for step in range(1, 1 + int(done.stdout))]
    return request.param, folders


def test_a_killed_process_leaves_a_whole_folder(killed: tuple[str, list[Path]]) -> None:
    how, folders = killed
    assert len(folders) > 8
    left = [read(folder) for folder in folders]
    assert OLD in left
    if how == "in one move":
        assert all(files in (OLD, NEW) for files in left)
    # One by one, no file is ever missing or half-written, and what was begun can be finished.
    for folder, files in zip(folders, left, strict=True):
        assert all(files.get(name) in (OLD[name], NEW[name]) for name in ("a.csv", "b.csv"))
        finish_replacing(folder)
        assert read(folder) in (OLD, NEW)


def test_the_next_run_cleans_up(killed: tuple[str, list[Path]]) -> None:
    for folder in killed[1]:
        replace_folder(folder, NEW)
        assert read(folder) == NEW
        assert list(folder.parent.iterdir()) == [folder]


def test_this_system_replaces_a_folder_in_one_move(tmp_path: Path) -> None:
    left, right = write(tmp_path / "left", OLD), write(tmp_path / "right", NEW)
    if not paths._exchange(left, right):
        pytest.skip("no such move here")
    assert (read(left), read(right)) == (NEW, OLD)


@pytest.mark.parametrize("one_by_one", [False, True])
def test_a_failure_leaves_the_old_folder_and_nothing_beside(
    one_by_one: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path / "clean", OLD)
    real = Path.write_bytes
    if one_by_one:
        monkeypatch.setattr(paths, "_exchange", lambda *names: False)

    def fail(path: Path, content: bytes) -> int:
        if path.name == "b.csv":
            raise OSError("disk full")
        return real(path, content)

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(OSError, match="disk full"):
        replace_folder(folder, NEW)
    assert (read(folder), list(tmp_path.iterdir())) == (OLD, [folder])


def test_a_folder_that_is_a_link_stays_one(tmp_path: Path) -> None:
    folder, link = write(tmp_path / "elsewhere", OLD), tmp_path / "clean"
    link.symlink_to(folder)
    replace_folder(link, NEW)
    assert link.is_symlink()
    assert read(folder) == NEW


def make_repository(root: Path) -> Path:
    for name in ("data/raw", "data/vocab", "src/compendium", "notebooks/deep"):
        (root / name).mkdir(parents=True)
    return root


def test_the_repository_is_found_from_below(tmp_path: Path) -> None:
    root = make_repository(tmp_path / "ours")
    assert find_repository(root / "notebooks" / "deep").root == root


@pytest.mark.parametrize("lacks", ["data/raw", "data/vocab", "src/compendium"])
def test_a_strangers_folder_is_not_taken_for_the_repository(lacks: str, tmp_path: Path) -> None:
    root = make_repository(tmp_path / "theirs")
    (root / lacks).rmdir()
    with pytest.raises(FileError, match="not inside the repository"):
        find_repository(root / "notebooks")


def make_plan(folder: Path, *names: str) -> None:
    folder.mkdir(parents=True)
    for name in names or ("workbook.xlsx", "layout.yaml", "source.yaml"):
        (folder / name).touch()


def test_strays_are_no_plans(tmp_path: Path) -> None:
    make_plan(tmp_path / "b")
    make_plan(tmp_path / "a")
    make_plan(tmp_path / ".ipynb_checkpoints")
    make_plan(tmp_path / "notes", "notes.txt")
    (tmp_path / "empty").mkdir()
    (tmp_path / "README.md").touch()
    assert [path.name for path in find_plans(tmp_path)] == ["a", "b"]
    assert [path.name for path in find_plans(tmp_path, ["b"])] == ["b"]


def test_every_file_that_a_plan_lacks_is_named(tmp_path: Path) -> None:
    make_plan(tmp_path / "a", "workbook.xlsx")
    make_plan(tmp_path / "b", "source.yaml", "layout.yaml")
    with pytest.raises(Report) as caught:
        find_plans(tmp_path)
    missing = [str(each).removeprefix(f"{tmp_path}/") for each in caught.value.problems]
    assert missing == [
        "a/layout.yaml: is missing",
        "a/source.yaml: is missing",
        "b/workbook.xlsx: is missing",
    ]


@pytest.mark.parametrize(("plans", "said"), [([], "has no plan"), (["c"], "has no plan")])
def test_no_plan_is_said(plans: list[str], said: str, tmp_path: Path) -> None:
    with pytest.raises(FileError, match=said):
        find_plans(tmp_path, plans)
