"""CSL-JSON read and written."""

import pytest

from litbase.errors import EntryError
from litbase.exchange.csl_json import read, write
from litbase.exchange.record import Exchanged
from litbase.model.record import RefusedRecord


def test_what_is_written_reads_back_the_same() -> None:
    record = Exchanged({"id": "a1", "type": "report", "title": "Nets", "PMID": "1"}, (("shelf", "B 12"),))
    assert list(read(write([record]))) == [record]


def test_a_variable_that_csl_lacks_is_kept_in_a_field() -> None:
    (record,) = read('[{"id": "a1", "type": "book", "shortTitle": "N", "custom": {"x": 1}}]')
    assert isinstance(record, Exchanged)
    assert record.item["title-short"] == "N"
    assert record.fields == (("csl-custom", '{"x": 1}'),)


def test_what_is_no_item_is_refused() -> None:
    assert isinstance(next(iter(read('[7, {"id": "a"}]'))), RefusedRecord)


@pytest.mark.parametrize("text", ['[{"id": ', "[" * 100_000])  # cut off; nested beyond reading
def test_broken_json_is_a_sentence(text: str) -> None:
    with pytest.raises(EntryError, match="JSON"):
        list(read(text))
