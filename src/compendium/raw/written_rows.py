"""Models of rows that people write, made of the contract's columns.

A row of a vocabulary and what ``source.yaml`` says of a plan are checked by the same descriptions
as the tables they end in. All values are texts; an empty text is a missing value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    create_model,
)

from compendium.contract.columns import ID, Column
from compendium.raw.declarations import check_form, check_visible


def named(name: str, column: Column) -> Column:
    """Give a column its name, where no row model does."""
    return replace(column, name=name)


def model_row(
    name: str,
    meaning: str,
    columns: Iterable[Column],
    more: Mapping[str, Any] | None = None,
    optional: Iterable[Column] = (),
) -> type[BaseModel]:
    """Make the model of a written row.

    Parameters
    ----------
    name, meaning
        What the model is called in the JSON Schema, and what it says a row is.
    columns
        What every row has.
    more
        Further fields, as `pydantic.create_model` takes them.
    optional
        What a row may have; what is left out is an empty text.
    """
    fields: dict[str, Any] = {each.name: (_annotate(each), ...) for each in columns}
    fields |= {each.name: (_annotate(each), "") for each in optional}
    return create_model(
        name,
        __config__=ConfigDict(frozen=True, extra="forbid"),
        __doc__=meaning,
        **fields,
        **(more or {}),
    )


def check_value(text: str, column: Column, form: str) -> str:
    """Give a written value if it is one that the column takes.

    Raises
    ------
    ValueError
        If it is empty and may not be, has hidden characters, or is not of the enum or form.
    """
    if not text.strip():
        if column.required:
            raise ValueError("is empty")
        return ""
    if column.enum and text not in column.enum:
        raise ValueError(f"{text!r} is not one of {', '.join(column.enum)}")
    # What is of a form or an enum has no hidden characters.
    if form:
        return check_form(text, form)
    return text if column.enum else check_visible(text)


def _form(column: Column) -> str:
    return column.form or (ID if column.refers else "")


def _annotate(column: Column) -> Any:
    schema: dict[str, Any] = {"type": "string", "description": f"{column.en}. {column.zh}"}
    if not column.required:
        schema["type"] = ["string", "null"]
    if column.enum:
        schema["enum"] = [*column.enum, *([] if column.required else ["", None])]
    elif form := _form(column):
        schema["pattern"] = f"^({form})$" if column.required else f"^({form})?$"
    annotations: tuple[Any, ...] = (
        AfterValidator(partial(check_value, column=column, form=_form(column))),
        WithJsonSchema(schema),
        Field(),
    )
    if not column.required:
        annotations = (BeforeValidator(lambda value: "" if value is None else value), *annotations)
    return Annotated[(str, *annotations)]
