"""What the first sheet of a new workbook tells, in both languages."""

from __future__ import annotations

PARAGRAPHS: tuple[tuple[str, str], ...] = (
    (
        "This workbook holds what a plan prints, cell for cell. This sheet and the sheet lists "
        "help "
        "you; the program does not read them.",
        "本工作簿逐格记录规划的原文数字和名称。本表和 lists 表只供参考，程序不读取。",
    ),
    (
        "1. Type everything as text, exactly as printed: 12500亿元, [1500家], 3-5个, 16%左右. "
        "Never a "
        "formula, never a number that you worked out.",
        "1. 所有内容都以文本形式、按原文录入：12500亿元、[1500家]、3-5个、16%左右。不用公式，"
        "不填自己算出的数。",
    ),
    (
        "2. Sheets T1, T2 … are the plan's indicator tables as printed: title, headings, merged "
        "cells, "
        "marks, note. layout.yaml says what each column holds. Hold each cell against the "
        "document: a "
        "table that came from a text may have cells in the wrong place.",
        "2. T1、T2……是规划的指标表，标题、表头、合并单元格、标记和注释都照原样；各列的含义写在 "
        "layout.yaml。"
        "请逐格与文件核对：由文本生成的表格，单元格可能错位。",
    ),
    (
        "3. The sheet statements has one row for each figure of a sentence or box; the sheet "
        "projects "
        "one for each thing that a box or a list names. What the columns mean stands below; "
        "cells with "
        "few allowed values have a drop-down list.",
        "3. statements 表一行一个数字（正文或专栏），projects 表一行一个具名事物（专栏或列举）。"
        "各列含义见下文；"
        "取值有限的单元格有下拉列表。",
    ),
    (
        "4. Rows that the program proposed have draft in the column draft. Read the sentence "
        "beside "
        "each, mend the row, and write yes to accept it or no to drop it. Drafts and dropped "
        "rows are "
        "never in the data. draft_nearest offers known names, with ids and likeness (0-100).",
        "4. 程序拟的行在 draft 列写着 draft。请对照旁边的句子修改，接受的写 yes，舍弃的写 no。"
        "未接受的行不会进入数据。"
        "draft_nearest 列出相近的已知名称、编号和相似度（0-100）。",
    ),
    (
        "5. The plan's sentences are here only while you draft: they must not be published. "
        "`compendium accept PLAN_ID` takes out the rows marked no, the marks and the sentences, "
        "and "
        "writes missing keys; `compendium check` refuses a workbook that still has them.",
        "5. 规划的句子只在起草时供对照，不得发布。`compendium accept PLAN_ID` 会删除标记为 no "
        "的行、标记和句子，"
        "并补上缺少的 key；只要句子还在，`compendium check` 就不通过。",
    ),
    (
        "6. `compendium clean PLAN_ID` says what cannot be read and which names are new; with "
        "--write-vocab it also writes draft rows for new names, units and things beside the "
        "vocabularies.",
        "6. `compendium clean PLAN_ID` 会指出无法读取的单元格和未知名称；加上 --write-vocab，"
        "还会在词表旁写出新名称、单位和实体的草稿行。",
    ),
)
"""English and Chinese, paragraph by paragraph."""
