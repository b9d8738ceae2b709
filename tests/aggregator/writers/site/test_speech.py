import pytest

from councilprojects_aggregator.writers.site.speech import ENGLISH_SPEECH, WELSH_SPEECH, Speech, link, time

BOTH = {"en-gb": "Bins & bags", "cy": "Biniau"}


@pytest.mark.parametrize(
    ("speech", "texts", "text", "both"),
    [
        (
            ENGLISH_SPEECH,
            BOTH,
            "<bdi>Bins &amp; bags</bdi>",
            '<bdi>Bins &amp; bags</bdi> <span class="cp-or" aria-hidden="true">/</span> <bdi lang="cy">Biniau</bdi>',
        ),
        (ENGLISH_SPEECH, {"cy": "Biniau"}, '<bdi lang="cy">Biniau</bdi>', '<bdi lang="cy">Biniau</bdi>'),
        (WELSH_SPEECH, BOTH, "<bdi>Biniau</bdi>", "<bdi>Biniau</bdi>"),
        (WELSH_SPEECH, {"en": "Bins"}, '<bdi lang="en">Bins</bdi>', '<bdi lang="en">Bins</bdi>'),
    ],
)
def test_a_text_is_marked_where_its_language_is_not_the_pages(
    speech: Speech, texts: dict[str, str], text: str, both: str
) -> None:
    assert (speech.text(texts), speech.both(texts)) == (text, both)


def test_a_tag_cannot_leave_its_attribute() -> None:
    assert ENGLISH_SPEECH.lang('"><script>') == ' lang="&#34;&gt;&lt;script&gt;"'


def test_a_day_says_which_it_is() -> None:
    assert time("2026-10") == '<time datetime="2026-10">October 2026</time>'


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("https://www.a.example/<x>", "<b>"), '&lt;b&gt; <bdi class="cp-host">https://www.a.example/&lt;x&gt;</bdi>'),
        (("javascript:alert(1)",), '<bdi class="cp-host">javascript:alert(1)</bdi>'),
        (
            ("https://www.a.example/x",),
            '<a class="govuk-link" href="https://www.a.example/x" rel="nofollow noopener ugc">a.example</a>',
        ),
        (
            ("https://www.a.example/x", "X & Y"),
            (
                '<a class="govuk-link" href="https://www.a.example/x" rel="nofollow noopener ugc">X &amp; Y</a> '
                '<span class="cp-host">(a.example)</span>'
            ),
        ),
    ],
)
def test_a_link_leads_out_only_where_it_is_safe(arguments: tuple[str, ...], expected: str) -> None:
    assert link(*arguments) == expected
