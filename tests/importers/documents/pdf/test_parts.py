"""Edges and intervals on a page that are nearly the same are one."""

from grantsdata.importers.documents.pdf.parts import merged_edges, merged_spans, nearest, spans


def test_edges_at_most_three_points_apart_are_the_first_of_them() -> None:
    assert merged_edges([203.0, 50.0, 200.0, 53.0, 53.5]) == [50.0, 53.5, 200.0]
    assert merged_edges([]) == []


def test_the_nearest_edge_is_found_and_of_two_the_first() -> None:
    assert [nearest([50.0, 200.0, 400.0], place) for place in (0.0, 190.0, 300.0, 999.0)] == [0, 1, 1, 2]


def test_spans_go_from_each_edge_to_the_next() -> None:
    assert spans([50.0, 200.0, 400.0]) == [(50.0, 200.0), (200.0, 400.0)]
    assert spans([50.0]) == []


def test_intervals_that_overlap_or_nearly_touch_are_one() -> None:
    intervals = [(60.0, 90.0), (10.0, 50.0), (40.0, 45.0), (92.0, 99.0)]
    assert merged_spans(intervals) == [(10.0, 50.0), (60.0, 90.0), (92.0, 99.0)]
    assert merged_spans(intervals, 5.0) == [(10.0, 50.0), (60.0, 99.0)]
    assert merged_spans([(0.0, 5.0), (5.0, 9.0)]) == [(0.0, 5.0), (5.0, 9.0)]
