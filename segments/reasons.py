"""Why a file or a row is not used, in words that a librarian can act upon."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from segments import fewer_copies, profiles

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# A row is rejected for the first of these that it breaks, in this order.
REJECTS: dict[str, StrOrPromise] = {
    "too_few_fields": _("This row has fewer columns than the header."),
    "too_many_fields": _("This row has more columns than the header."),
    "broken_quoting": _("The quotation marks in this row are not right."),
    "bad_byte": _("This row holds a character that is damaged."),
    "nul_byte": _("This row holds an empty character (NUL) that does not belong in a text."),
    "field_too_long": _("One of the cells holds more than 4,000 characters."),
    "line_too_long": _("This row holds more than 64,000 characters."),
    "repeated_header": _("This is the header once more, not a row."),
    "totals_line": _("This is a line with totals, not a row."),
    "missing_date": _("The date is empty."),
    "bad_date": _("This is not an existing date, or it is written in another order."),
    "future_date": _("The date lies in the future."),
    "bad_return_date": _("The return date is not an existing date."),
    "returned_before_loan": _("The return date lies before the loan date."),
    "missing_member": _("The member number is empty."),
    "bad_member": _("The member number is not a usable number."),
    "bad_id": _("The loan number is empty or not a usable number."),
    "missing_branch": _("The branch is empty."),
    "unknown_branch": _("This branch is not known yet."),
    "unknown_genre": _("This genre is not known yet."),
    "unknown_material": _("This kind of material is not known yet."),
    "missing_period": _("The period is empty."),
    "bad_period": _("The period is not a year, quarter or month."),
    "bad_count": _("This is not a whole number of 0 or more."),
    "absurd_count": _("This number is too large to be right."),
    "missing_title": _("The row says no title: number, ISBN and title are empty or unusable."),
    "missing_code": _("The code is empty."),
    "missing_name": _("The row says neither a name nor a genre."),
    "unknown_code_kind": _("This is no kind of code that we know."),
    "bad_postcode_key": _("This is not a Dutch postcode."),
    "bad_picture": _("This is not a picture that can be read."),
    "unknown_old_segment": _("This code is not in the edition before the one in use."),
    "unknown_new_segment": _("This code is not in the edition in use."),
    "split_segment": _("This segment was split, which cannot be converted: it keeps its own row."),
    "bad_age_group": _("This is not an age group that we know."),
    "more_than_members": _("These are more people than there are members."),
}

# The numbers and names in the sentences about files.
FACTS = ("encoding", "gigabytes", "header", "limit", "line", "millions", "name", "rows", "size")

_AS_CSV = _("Open the report in your library system and choose Export as CSV.")
_AGAIN = _("Export the file again.")

# A sentence that says what the file is, and one that says what to do.
FILES: dict[str, tuple[StrOrPromise, StrOrPromise]] = {
    "empty": (_("This file is empty."), _AGAIN),
    "blank": (_("This file holds nothing but white space."), _AGAIN),
    "header_only": (
        _("This file holds column names, but no rows."),
        _("Choose a period in which there were loans and export again."),
    ),
    "no_header": (
        _("The column names are missing: the first line looks like a row."),
        _("Export again with column names on the first line."),
    ),
    "header_mismatch": (
        _("There are {header} column names, but the rows have {rows} columns."),
        _("Export again, or put the column names right."),
    ),
    "no_columns": (
        _("We find no columns in this file."),
        _("Export it as CSV, with a semicolon, comma or tab between the columns."),
    ),
    "double_column": (
        _("The column “{name}” occurs twice."),
        _("Leave one of the two out of the export, or give it another name."),
    ),
    "missing_column": (
        _("The column “{name}” is not in this file."),
        _("Check whether this is the right report, or link the columns again."),
    ),
    "too_many_columns": (
        _("This file has more than {limit} columns."),
        _("Leave out the columns that you do not need and export again."),
    ),
    "web_page": (_("This is a web page, not an export."), _AS_CSV),
    "json": (_("This is a JSON file, not a table."), _AS_CSV),
    "xml": (_("This is an XML file, not a table."), _AS_CSV),
    "pdf": (_("This is a PDF, not an export."), _AS_CSV),
    "image": (_("This is a picture, not an export."), _AS_CSV),
    "program": (_("This is a program, not an export."), _AS_CSV),
    "database": (_("This is a database file, not an export."), _AS_CSV),
    "document": (_("This is a text document, not a table."), _AS_CSV),
    "old_excel": (
        _("This is a kind of Excel file that we cannot read."),
        _("Open it in Excel and save it as .xlsx or as CSV."),
    ),
    "opendocument": (
        _("This is an OpenDocument file, which we cannot read."),
        _("Open it in your spreadsheet program and save it as .xlsx or as CSV."),
    ),
    "other_archive": (
        _("This is a packed file of a kind that we cannot unpack."),
        _("Unpack it first and upload the CSV itself."),
    ),
    "binary": (_("This is not a text file and not a spreadsheet."), _AS_CSV),
    "unclosed_quote": (
        _("On line {line} a quotation mark opens that is never closed."),
        _("Put that line right, or export again."),
    ),
    "truncated": (
        _("The file stops halfway, on line {line}: the last row is not complete."),
        _AGAIN,
    ),
    "huge_line": (
        _("Line {line} is so long that it cannot be a row."),
        _("Check whether this is the right file and export again."),
    ),
    "gzip_broken": (
        _("This packed file (gzip) is damaged or not complete."),
        _("Send or save it once more."),
    ),
    "zip_broken": (
        _("This zip file is damaged or not complete."),
        _("Make it again, or upload the CSV itself."),
    ),
    "bomb": (
        _("Unpacked, this file becomes more than a hundred times as large. That is not safe."),
        _("Unpack it yourself and upload the CSV."),
    ),
    "unpacked_too_large": (
        _("Unpacked, this file is larger than {gigabytes} GB."),
        _("Export a shorter period, for example one year at a time."),
    ),
    "too_large": (
        _("This file is larger than {size}."),
        _("Export a shorter period, for example one year at a time."),
    ),
    "zip_unsafe_name": (
        _("This zip file wants to put a file outside its own folder. That is not safe."),
        _("Upload the CSV itself."),
    ),
    "zip_link": (
        _("This zip file holds a link instead of a file. That is not safe."),
        _("Upload the CSV itself."),
    ),
    "zip_two_files": (
        _("This zip file holds more than one file."),
        _("Upload the files one by one."),
    ),
    "zip_no_file": (_("This zip file holds no file."), _("Upload the CSV itself.")),
    "no_pictures": (
        _("This is not a zip file with pictures."),
        _("Put the covers in a zip file, as JPG, PNG, WebP or GIF."),
    ),
    "too_many_pictures": (
        _("This zip file holds more than {limit} pictures."),
        _("Divide them over more files."),
    ),
    "zip_in_zip": (
        _("This packed file holds another packed file or a spreadsheet."),
        _("Unpack it first and upload what is inside."),
    ),
    "encrypted": (
        _("This file is protected with a password."),
        _("Save it without password and upload it again."),
    ),
    "xlsx_broken": (
        _("This Excel file is damaged."),
        _("Open it in Excel, save it again, or export it as CSV."),
    ),
    "xlsx_entities": (
        _("This Excel file holds definitions that do not belong in it. That is not safe."),
        _("Export it as CSV."),
    ),
    "xlsx_external": (
        _("This Excel file points to other files. That is not safe."),
        _("Copy the table to a new file as values, or export it as CSV."),
    ),
    "xlsx_too_many_cells": (
        _("This Excel file has more than {millions} million cells."),
        _("Export it as CSV, or copy the table to a new file."),
    ),
    "bad_delimiter": (
        _("This cannot be a separator."),
        _("Choose one character, such as a semicolon or a comma."),
    ),
    "unknown_encoding": (
        _("We do not know the encoding {encoding}."),
        _("Export the file as UTF-8."),
    ),
    "file_changed": (
        _("This file is not the one that was looked at before."),
        _("Upload it again."),
    ),
    "unreadable": (_("The file could not be read."), _("Upload it again.")),
    "too_much_time": (
        _("Reading this file takes too long."),
        _("Export it again as CSV, or a shorter period."),
    ),
    "too_much_memory": (
        _("Reading this file takes too much memory."),
        _("Export it again as CSV, or a shorter period."),
    ),
    "reader_crashed": (
        _("This file cannot be read: the reader stopped halfway."),
        _("Export it again as CSV."),
    ),
}

WARNINGS: dict[str, StrOrPromise] = {
    "encoding_guessed": _(
        "The file does not say how it writes letters with accents. Are the titles below right?"
    ),
    "encoding_changed": _("This file writes letters with accents in another way than was said."),
    "double_encoded": _(
        "Some letters with accents were damaged before we got this file: “Ã©” stands for “é”."
    ),
    "preamble": _("There are lines above the column names. We skip them."),
    "delimiter_changed": _("The columns are separated by another character than was said."),
    "unquoted": _("Quotation marks in this file are ordinary characters."),
    "more_sheets": _("This file has more than one sheet. We read the first one only."),
}


# Why an import stops that is no fault of the file itself.
STOPPED: dict[str, StrOrPromise] = {
    "too_many_rejects": _("Too many rows are wrong. Are the columns right?"),
    "unknown_codes": _("These codes are not known yet: %(detail)s."),
    "missing_columns": _("These columns are not in the file: %(detail)s."),
    "scientific_ids": _(
        "In the column “%(detail)s” a spreadsheet wrote numbers as 1,2E+13: what they were is lost."
        " Export again, and do not save the file from Excel."
    ),
    "ambiguous_date": _("We do not know yet whether 03-01 is 3 January or 1 March."),
    "nothing_counts": _("No row is a loan or a renewal. What do the values of that column mean?"),
    "no_postcodes": _("There is no postcode list yet to look postcodes up in."),
    "no_borrowers": _("The number of borrowers behind the counts is missing."),
    "no_scheme": _("There is no segmentation yet."),
    "no_rights": _("It is not said yet whose these pictures are."),
    "no_earlier_edition": _("There is no earlier edition yet. Read the new edition first."),
    "double_code": _(
        "A code is in the list twice, again on line %(detail)s. Leave one of the two out."
    ),
    "unknown_parent": _(
        "On line %(detail)s a segment is part of a segment that is not in the list."
    ),
    "more_levels": _(
        "On line %(detail)s a segment is part of a part. There can be two levels, not more."
    ),
    "long_code": _("The code on line %(detail)s has more than 40 characters."),
    "gave_up": _("We tried it three times."),
    "internal": _("The fault is ours, not in your file."),
    "unknown_library": _("There is no library %(detail)s."),
    "no_file": _("There is no such file."),
    "unknown_profile": _("There is no profile %(detail)s for this kind of file."),
    "unknown_field": _("There is no field %(detail)s in this kind of file."),
    "personal_column": _("The column %(detail)s is about a person, and is not read for this."),
    "unknown_column": _("There is no column %(detail)s in this file."),
}


def reason_text(code: str) -> StrOrPromise:
    """The sentence for a rejected row."""
    return REJECTS.get(code, code)


def warning_text(code: str) -> StrOrPromise:
    """The sentence for something that people should look at."""
    return WARNINGS.get(code, code)


def file_text(code: str, facts: Mapping[str, str | int]) -> StrOrPromise:
    """The sentences for a refused file: what is wrong, and what to do."""
    if code not in FILES:
        return code
    what, advice = FILES[code]
    # A fact that was not kept is left open, rather than that the sentence fails.
    told = dict.fromkeys(FACTS, "…") | dict(facts)
    return format_lazy("{what} {advice}", what=format_lazy(what, **told), advice=advice)


def stopped_text(reason: str, facts: Mapping[str, str | int]) -> str:
    """Why an import stopped, in a sentence; the reason is a code, or "code: detail"."""
    code, _colon, detail = (part.strip() for part in reason.partition(":"))
    if code in FILES or code == fewer_copies.CODE:
        return str(file_text(code, facts)) if code in FILES else fewer_copies.sentence(detail)
    if code in ("missing_columns", "scientific_ids"):
        detail = ", ".join(str(profiles.label(name)) for name in detail.split(", "))
    if code in STOPPED:
        return str(STOPPED[code]) % {"detail": detail}
    return str(reason_text(code)) if code else ""
