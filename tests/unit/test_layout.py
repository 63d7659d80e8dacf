"""A layout that does not say what it should is refused, with the file and the entry."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from compendium.corrections import read_corrections
from compendium.errors import LayoutError
from compendium.layout import read_boxes, read_layout

TABLE: dict[str, Any] = {
    "table_id": "plan-t1",
    "number_zh": "表1",
    "kind": "indicator",
    "title_zh": "指标",
    "title_en": "Indicators",
    "section_zh": "二",
    "chapter": "trade",
    "sheet": "T1",
    "title": "A1",
    "header": "2-3",
    "notes": "注",
    "place": "shenzhen",
    "unit": "cell",
    "columns": {
        "A": {"heading": "指标", "holds": "indicator"},
        "B": {"heading": "2025年", "holds": "value", "role": "target", "period": "2025年"},
    },
}


BOX: dict[str, Any] = {
    "table_id": "plan-b1",
    "number_zh": "专栏1",
    "title_zh": "重点行动",
    "title_en": "Key actions",
    "section_zh": "三/（一）",
    "chapter": "trade",
}


def write_boxes(folder: Path, boxes: Any) -> Path:
    path = folder / "layout.yaml"
    path.write_text(yaml.safe_dump({"tables": [], "boxes": boxes}, allow_unicode=True), "utf-8")
    return path


def write(folder: Path, *tables: dict[str, Any]) -> Path:
    path = folder / "layout.yaml"
    path.write_text(yaml.safe_dump({"tables": list(tables)}, allow_unicode=True), "utf-8")
    return path


def test_a_layout_is_read(tmp_path: Path) -> None:
    (table,) = read_layout(write(tmp_path, TABLE))
    assert (table.title, table.header) == ((1, 1), (2, 3))
    assert table.columns[2].role == "target"


def column(**facts: Any) -> dict[str, Any]:
    return {"columns": TABLE["columns"] | {"B": TABLE["columns"]["B"] | facts}}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param({"kind": "list"}, "kind 'list' is not one of", id="kind"),
        pytest.param({"unit": "somewhere"}, "unit 'somewhere' is not one of", id="unit"),
        pytest.param(column(role="wish"), "role 'wish' is not one of", id="role"),
        pytest.param(column(holds="price"), "holds 'price' is not one of", id="holds"),
        pytest.param(column(period="soon"), "period 'soon' is not a year", id="period"),
        pytest.param(column(colour="red"), "unknown field colour", id="unknown field"),
        pytest.param({"extra": 1}, "unknown field extra", id="unknown field of the table"),
        pytest.param({"place": ""}, "either a place or a column", id="no place"),
        pytest.param({"columns": {}}, "needs a column", id="no columns"),
        pytest.param({"header": "two"}, "cannot read", id="header"),
        pytest.param(
            {"marks": {"*": {"period": "?"}}}, "period '?' is not a year", id="period of a mark"
        ),
    ],
)
def test_a_faulty_entry_is_refused(change: dict[str, Any], reason: str, tmp_path: Path) -> None:
    path = write(tmp_path, TABLE | change)
    with pytest.raises(LayoutError) as caught:
        read_layout(path)
    assert caught.value.path == path
    assert reason in caught.value.reason


def test_a_missing_field_is_named(tmp_path: Path) -> None:
    table = {name: value for name, value in TABLE.items() if name != "chapter"}
    with pytest.raises(LayoutError, match="plan-t1: lacks chapter"):
        read_layout(write(tmp_path, table))


def test_a_sheet_named_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LayoutError, match="names the sheet 'T1' twice"):
        read_layout(write(tmp_path, TABLE, TABLE | {"table_id": "plan-t2"}))


def test_a_table_id_named_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LayoutError, match="names the table_id 'plan-t1' twice"):
        read_layout(write(tmp_path, TABLE, TABLE | {"sheet": "T2"}))


def test_boxes_are_read_in_their_order(tmp_path: Path) -> None:
    second = BOX | {"table_id": "plan-b2", "number_zh": "专栏2"}
    boxes = read_boxes(write_boxes(tmp_path, [BOX, second]))
    assert [(box.table_id, box.number_zh) for box in boxes] == [
        ("plan-b1", "专栏1"),
        ("plan-b2", "专栏2"),
    ]
    assert boxes[0].section_zh == "三/（一）"


def test_a_layout_may_have_no_boxes(tmp_path: Path) -> None:
    assert read_boxes(write(tmp_path, TABLE)) == ()


@pytest.mark.parametrize("field", BOX)
def test_a_box_without_a_field_is_refused(field: str, tmp_path: Path) -> None:
    box = {name: value for name, value in BOX.items() if name != field}
    with pytest.raises(LayoutError, match=f"lacks {field}"):
        read_boxes(write_boxes(tmp_path, [box]))


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        pytest.param({"table_id": "plan-b2"}, "names the number_zh '专栏1' twice", id="number"),
        pytest.param({"number_zh": "专栏2"}, "names the table_id 'plan-b1' twice", id="id"),
        pytest.param({"colour": "red"}, "box plan-b1: unknown field colour", id="unknown field"),
    ],
)
def test_a_faulty_box_is_refused(second: dict[str, str], reason: str, tmp_path: Path) -> None:
    path = write_boxes(tmp_path, [BOX, BOX | second])
    with pytest.raises(LayoutError) as caught:
        read_boxes(path)
    assert caught.value.path == path
    assert reason in caught.value.reason


@pytest.mark.parametrize(
    "boxes", [["专栏1"], [5], 5, [[BOX]]], ids=["text", "number", "no list", "list in a list"]
)
def test_a_box_that_is_no_mapping_is_refused(boxes: Any, tmp_path: Path) -> None:
    with pytest.raises(LayoutError):
        read_boxes(write_boxes(tmp_path, boxes))


def test_a_layout_that_begins_a_list_twice_is_refused(tmp_path: Path) -> None:
    path = write_boxes(tmp_path, [BOX])
    path.write_text(path.read_text("utf-8") + "boxes: []\n", "utf-8")
    with pytest.raises(LayoutError, match="'boxes' stands twice"):
        read_boxes(path)


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "empty or not a mapping"), ("- a\n", "empty or not"), ("a: [", "not readable YAML")],
)
def test_a_file_that_is_no_layout_is_refused(text: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "layout.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(LayoutError, match=reason):
        read_layout(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LayoutError, match="is missing"):
        read_corrections(tmp_path / "corrections.yaml")
