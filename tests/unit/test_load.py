"""`load` finds the tables from anywhere, and takes no stranger's folder for ours."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

import compendium
from compendium.contract.load import find_tables, load_terms
from compendium.errors import AddressError, FileError
from support import ROOT, Project


def test_tables_are_those_of_the_repository_one_works_in(project: Project) -> None:
    project.replace("data/clean/places.csv", "Shenzhen", "Shenchuan")
    assert find_tables() == project.root / "data" / "clean"
    assert "Shenchuan" in set(compendium.load("places")["name_en"])


def test_the_projects_own_environment_finds_them_from_any_folder(tmp_path: Path) -> None:
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "data" / "clean").mkdir()
    (tmp_path / "data" / "clean" / "places.csv").write_text("a stranger's\n")
    done = subprocess.run(
        [sys.executable, "-c", "import compendium; print(len(compendium.load('places')))"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    assert int(done.stdout) == len(compendium.load("places", ROOT / "data" / "clean"))


@pytest.mark.parametrize("relative", [True, False])
def test_a_folder_that_is_named_is_taken(
    relative: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "places.csv").write_text("place_id,name_zh,name_en\na,None,NA\nb,,\n")
    (tmp_path / "mine" / "datapackage.json").write_text('{"version": "7.1"}')
    monkeypatch.chdir(tmp_path)
    loaded = compendium.load("places", "mine" if relative else tmp_path / "mine")
    # Only an empty cell is missing.
    assert loaded["name_zh"].tolist()[0] == "None"
    assert loaded["name_en"].tolist()[0] == "NA"
    assert loaded["name_en"].isna().tolist() == [False, True]
    assert loaded.attrs["data_version"].startswith("7.1+")


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address of a folder with published tables, on this machine."""
    for name in ("places.csv", "plans.csv", "indicators.csv", "targets.csv", "datapackage.json"):
        shutil.copy(ROOT / "data" / "clean" / name, tmp_path)
    handler = partial(QuietHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *said: object) -> None:
        """Say nothing."""


def test_tables_are_loaded_from_an_address(address: str) -> None:
    here, there = ROOT / "data" / "clean", f"{address}/"
    assert compendium.load("targets", there).equals(compendium.load("targets", here))
    assert compendium.load("places", there).attrs == compendium.load("places", here).attrs
    assert load_terms(address) == load_terms(here)
    with pytest.raises(AddressError, match=rf"{address}/audit.csv: does not give .*404"):
        compendium.load("audit", address)


def test_an_address_without_tables_is_named(tmp_path: Path, address: str) -> None:
    (tmp_path / "datapackage.json").write_text("no")
    with pytest.raises(AddressError, match=rf"{address}/datapackage.json: is missing or no data"):
        load_terms(address)


def test_the_version_of_the_data_changes_with_the_table(tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text('{"version": "7.1"}')
    versions = []
    for name in ("Futian", "Futian", "Nanshan"):
        (tmp_path / "places.csv").write_text(f"place_id,name_en\na,{name}\n")
        versions.append(compendium.load("places", tmp_path).attrs["data_version"])
    assert versions[0] == versions[1] != versions[2]


@pytest.mark.parametrize(("lang", "place"), [("en", "Shenzhen"), ("zh", "深圳市")])
def test_names_stand_behind_their_ids(lang: str, place: str) -> None:
    loaded = compendium.load("observations", labels=lang)
    columns = list(loaded.columns)
    for key in ("indicator", "place", "plan", "table"):
        assert columns[columns.index(f"{key}_id") + 1] == key
    assert set(loaded.loc[loaded["place_id"] == "shenzhen", "place"]) == {place}
    assert (loaded["table"].isna() == loaded["table_id"].isna()).all()
    plain = compendium.load("observations")
    assert loaded.drop(columns=["indicator", "place", "plan", "table"]).equals(plain)


def test_the_own_id_of_a_table_gets_no_name_beside_it() -> None:
    assert "place" not in compendium.load("places", labels="en")


def test_names_in_no_language_of_ours_are_refused() -> None:
    with pytest.raises(ValueError, match="labels is 'fr'; allowed: en, zh"):
        compendium.load("plans", labels="fr")


def test_stages_and_verdicts_have_an_order() -> None:
    stages = compendium.load("projects")["stage"]
    assert stages.min() == "study"
    assert (stages.dropna() >= "build").any()
    assert compendium.load("audit")["verdict"].cat.ordered


def test_an_unknown_table_offers_the_known_ones() -> None:
    with pytest.raises(FileError, match="the tables are plans, tables, places, indicators"):
        compendium.load("figures")
