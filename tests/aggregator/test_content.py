"""What a publisher says of a project, as one digest."""

from councilprojects_aggregator.content import content_hash


def test_content_is_the_same_in_any_order_and_under_any_stamp() -> None:
    one = {"id": "a", "topics": ["x", "y"], "reviewed": "2026-01-01"}
    other = {"reviewed": "2026-02-02", "topics": ["y", "x"], "id": "a"}
    assert content_hash(one) == content_hash(other)
    assert content_hash(one) != content_hash(one | {"topics": ["x"]})
