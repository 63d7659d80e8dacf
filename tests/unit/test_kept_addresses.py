"""No published address breaks: it stays, or leads on."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from compendium.errors import FileError
from compendium.paths import Repository
from compendium.site.files import Files
from compendium.site.kept_addresses import (
    find_broken,
    follow,
    lead_on,
    list_addresses,
    read_moved,
    read_published,
    write_addresses,
)

FIGURE = '<figure class="figure" id="{}"></figure>'
PAGE = "<html><article>{}</article></html>"


def site(**pages: str) -> Files:
    files = {f"en/{name}.html": PAGE.format(text) for name, text in pages.items()}
    return {PurePosixPath(name): text.encode() for name, text in files.items()}


def made(*names: str) -> Files:
    return {PurePosixPath(name): name.encode() for name in names}


BEFORE = {
    **site(
        trade=FIGURE.format("trade-old")
        + '<section class="exercise" id="trade-ex"></section><li id="sum.a"></li><p id="x"></p>',
        places="",
    ),
    **made("data/trade.csv", "figures/trade-old.csv", "figures/trade-old.en.png", "index.html"),
    **made("en/_static/page.js", "package/a.whl", "figures/trade-old.en.card.png", "robots.txt"),
}
PUBLISHED = list_addresses(BEFORE)


def test_pages_files_and_places_are_published_and_nothing_else() -> None:
    expected = {
        "index.html",
        "*/trade.html",
        "*/trade.html#trade-old",
        "*/trade.html#trade-ex",
        "*/trade.html#sum.a",
        "*/places.html",
        "data/trade.csv",
        "figures/trade-old.csv",
        "figures/trade-old.*.png",
    }
    assert expected == PUBLISHED


def test_the_list_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "addresses.txt"
    path.write_text(write_addresses(PUBLISHED), "utf-8")
    assert read_published(path) == PUBLISHED
    assert "figures/trade-old .*.png .csv\n" in path.read_text("utf-8")
    assert write_addresses(sorted(PUBLISHED, reverse=True)) == path.read_text("utf-8")
    assert read_published(tmp_path / "none.txt") == frozenset()


def test_what_is_gone_is_named() -> None:
    after = {name: text for name, text in BEFORE.items() if "old" not in name.name}
    after |= site(trade="")
    del after[PurePosixPath("en/places.html")]
    assert find_broken(PUBLISHED, BEFORE, ["en"]) == []
    assert set(find_broken(PUBLISHED, after, ["en"])) == {
        "*/places.html",
        "*/trade.html#sum.a",
        "*/trade.html#trade-ex",
        "*/trade.html#trade-old",
        "figures/trade-old.*.png",
        "figures/trade-old.csv",
    }


def test_an_edition_that_lacks_a_page_breaks_its_address() -> None:
    assert "*/trade.html" in find_broken(PUBLISHED, BEFORE, ["en", "zh"])


MOVED = {
    "places": "map/index",
    "trade-old": "trade-new",
    "trade#trade-ex": "services#services-ex",
    "sum.a": "sum.b",
}
AFTER = {
    **site(
        trade=FIGURE.format("trade-new") + '<li class="a" id="sum.b"></li>',
        services='<section class="exercise" id="services-ex"></section>',
        **{"map/index": ""},
    ),
    **made("data/trade.csv", "figures/trade-new.csv", "figures/trade-new.en.png", "index.html"),
}


def test_what_has_another_name_leads_on() -> None:
    whole = lead_on(AFTER, PUBLISHED, MOVED, langs=["en"])
    assert find_broken(PUBLISHED, whole, ["en"]) == []
    page = whole[PurePosixPath("en/places.html")].decode()
    assert 'content="0; url=map/index.html"' in page
    assert '<a href="map/index.html">' in page
    assert "Content-Security-Policy" in page
    trade = whole[PurePosixPath("en/trade.html")].decode()
    assert '<span id="trade-old"></span><figure class="figure" id="trade-new">' in trade
    assert '<span id="sum.a"></span><li class="a" id="sum.b">' in trade
    assert '<p id="trade-ex">' in trade
    assert '<a href="services.html#services-ex">' in trade
    old, new = (whole[PurePosixPath(f"figures/trade-{each}.csv")] for each in ("old", "new"))
    assert old == new
    assert AFTER.keys() < whole.keys()


def test_nothing_leads_to_what_is_not_there() -> None:
    assert lead_on(AFTER, PUBLISHED, {"places": "nowhere"}, langs=["en"]) == AFTER


def test_a_site_without_changes_is_as_it_was() -> None:
    assert lead_on(BEFORE, PUBLISHED, MOVED, langs=["en"]) == BEFORE


def test_a_name_is_followed_through_all_its_changes_and_never_in_a_circle() -> None:
    assert follow("en/indicators/a.html", {"a": "b", "b": "c.d"}) == "en/indicators/c.d.html"
    assert follow("en/indicators/a.html", {"a": "b", "b": "a"}) in (
        "en/indicators/a.html",
        "en/indicators/b.html",
    )


def test_names_that_the_tables_changed_lead_on_too(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.vocab.mkdir(parents=True)
    repository.book.mkdir()
    changes = repository.vocab / "id-changes.csv"
    changes.write_text("table,old_id,new_id\nindicators,a,b\nindicators,gone,\n", "utf-8")
    assert read_moved(repository) == {"a": "b"}
    repository.moved.write_text("old,new\nplaces,map\n", "utf-8")
    assert read_moved(repository) == {"a": "b", "places": "map"}
    repository.moved.write_text("from,to\n", "utf-8")
    with pytest.raises(FileError, match="needs the columns old and new"):
        read_moved(repository)
