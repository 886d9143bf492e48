"""Countries are known by all their names."""

from litbase.sources.countries import country_names, spoken_names


def test_every_country_is_known_by_its_short_name_and_its_long_forms() -> None:
    names = country_names()
    assert len(set(names.values())) >= 195
    assert names["viet nam"] == names["vietnam"] == "Viet Nam"
    assert names["cote d ivoire"] == "Côte d'Ivoire"
    assert names["congo democratic republic of the"] == "Democratic Republic of the Congo"
    assert names["korea republic of"] == "South Korea"


def test_no_two_countries_share_a_name() -> None:
    names = country_names()
    assert names["guinea"] == "Guinea"
    assert names["niger"] == "Niger"
    assert names["congo"] == "Republic of the Congo"


def test_a_country_is_spoken_of_by_its_names_and_its_people() -> None:
    assert {"Norway", "Norge", "Norwegian"} <= set(spoken_names("Norway"))
    assert {"Viet Nam", "Vietnam", "Vietnamese"} <= set(spoken_names("Viet Nam"))
    assert "USA" in spoken_names("United States of America")
    assert spoken_names("Niger")[0] == "Niger"  # and not Nigeria
    assert spoken_names("Norland") == ("Norland",)
    assert all(len(spoken_names(name)) > 1 for name in country_names().values())
