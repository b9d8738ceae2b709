from jinja2.ext import i18n

from councilprojects_aggregator.writers.site.folding import Folding


def made(source: str, **values: object) -> str:
    environment = Folding(
        say={"Say “so” & go": "Dywed <b>"}.__getitem__,
        fixed={"paths": {"MAP": "map/"}, "assets": {"a.css": "a-1.css"}},
        autoescape=True,
        extensions=[i18n],
    )
    return environment.from_string(source).render(values)


def test_what_is_the_same_on_every_page_needs_nothing_when_a_page_is_made() -> None:
    assert made("""{{ _("Say “so” & go") }} {{ paths.MAP }} {{ assets["a.css"] }}""") == "Dywed <b> map/ a-1.css"


def test_sentences_inside_of_lists_and_conditions_are_folded_too() -> None:
    listed = """[(paths.MAP, _("Say “so” & go"))]"""
    source = "{% for place, label in " + listed + " %}{{ place if place == paths.MAP }}{{ label }}{% endfor %}"
    assert made(source) == "map/Dywed <b>"


def test_what_has_arguments_or_another_name_is_left_for_the_page() -> None:
    class Paths:
        HOME = "home/"

        def feed(self) -> str:
            return "<feed>"

    class Other:
        MAP = "<m>"

    asked = {"_": lambda message, **values: f"{message} {values['n']}", "paths": Paths(), "other": Other()}
    assert made("""{{ _("Some", n=1) }} {{ paths.HOME }} {{ paths.feed() }} {{ other.MAP }}""", **asked) == (
        "Some 1 home/ &lt;feed&gt; &lt;m&gt;"
    )
