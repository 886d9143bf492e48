"""Where a printed line is cut: text objects that stand apart on one height, as in columns and tables, or raised."""

from collections.abc import Sequence

_WIDE_GAP = 1.0  # in heights of the line: wider than any space between words, narrower than a gutter
_NEAR_GAP = 0.4  # in the same measure: no wider than a space between words
_RAISED = 0.4  # of the line's height
_TALL, _WORDS = 4.0, 8  # height by width, and letters, of a line set upwards; less may be a fraction
_FAR_BACK = 40  # heights

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""


def around(boxes: Sequence[Box]) -> Box:
    left, bottom, right, top = boxes[0]
    for box in boxes[1:]:
        left, bottom = min(left, box[0]), min(bottom, box[1])
        right, top = max(right, box[2]), max(top, box[3])
    return left, bottom, right, top


def measured(boxes: Sequence[Box]) -> tuple[Box, bool]:
    """Return the box around the text objects of a line, and whether they plainly make one line.

    They do where there are no wide gaps, none stands above another and none is raised. One pass over all, with bare
    comparisons: most lines of many documents go through here.
    """
    left, bottom, right, top = boxes[0]
    highest, before, widest, farthest_back = bottom, right, 0.0, 0.0
    for start, low, end, high in boxes[1:]:
        gap = start - before
        if gap > widest:
            widest = gap
        elif gap < farthest_back:
            farthest_back = gap
        if start < left:
            left = start
        if low < bottom:
            bottom = low
        elif low > highest:
            highest = low
        if end > right:
            right = end
        if high > top:
            top = high
        before = end
    height = top - bottom
    is_one = highest <= bottom + _RAISED * height and widest < _NEAR_GAP * height and -height < farthest_back
    return (left, bottom, right, top), is_one


def is_set_upwards(text: str, whole: Box) -> bool:
    """Is a line of several words set upwards or downwards?"""
    return whole[3] - whole[1] > _TALL * (whole[2] - whole[0]) and " " in text and len(text) >= _WORDS


def cuts(boxes: Sequence[Box], whole: Box) -> list[int]:
    """Return the places in a line, around which is *whole*, where an object stands apart or is raised like a note."""
    found = []
    line_height = whole[3] - whole[1]
    floor, least = whole[1] + _RAISED * line_height, 0.3 * line_height
    _, bottom, right, top = boxes[0]
    height = top - bottom
    was_raised = bottom > floor and height > least
    for index, (start, low, end, high) in enumerate(boxes):
        own = high - low
        higher = own if own > height else height
        raised = low > floor and own > least
        is_apart = start - right > _WIDE_GAP * higher or end < right - _FAR_BACK * higher
        if (is_apart or low > top or high < bottom or raised != was_raised) and index:
            found.append(index)
        bottom, right, top, height, was_raised = low, end, high, own, raised
    return found


def cuts_upwards(boxes: Sequence[Box]) -> list[int]:
    """Return the places in a line set upwards or downwards where a text object stands apart, its letters laid flat."""
    if boxes[-1][1] >= boxes[0][1]:
        flat = [(bottom, -right, top, -left) for left, bottom, right, top in boxes]
    else:
        flat = [(-top, left, -bottom, right) for left, bottom, right, top in boxes]
    whole, is_one = measured(flat)
    return [] if is_one else cuts(flat, whole)


def is_raised(box: Box, line: Box) -> bool:
    """Does a text object stand in the upper part of its line, as the number of a note does?"""
    height = line[3] - line[1]
    return box[1] > line[1] + _RAISED * height and box[3] - box[1] > 0.3 * height
