from litbase.sources.chapters import country_names


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
