"""The authority file of corporate authors."""

from collections import Counter

from litbase.catalog.organisations import load_organisations


def test_every_parent_is_an_organisation_of_the_file() -> None:
    known = {organisation.name for organisation in load_organisations()}
    assert {body.parent for body in load_organisations() if body.parent} <= known


def test_no_form_of_a_name_means_two_organisations() -> None:
    forms = Counter(form for body in load_organisations() for form in set(body.names()))
    assert [form for form, count in forms.items() if count > 1] == []


def test_chinese_ministries_have_their_native_name() -> None:
    ministries = [body for body in load_organisations() if body.country == "CN"]
    assert len(ministries) >= 10
    assert all(body.native for body in ministries)
