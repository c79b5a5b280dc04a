"""Pairs chosen so that the sum of their scores is greatest: the assignment problem, for a page's worth of pieces."""

from collections.abc import Iterator, Mapping

_LIMIT = 160  # pieces on a side; beyond, the best pairs are taken one after another
_CLEAR = 2.5  # a pair better than all its rivals by this much is taken at once


def best_matching(scores: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """The pairs, each first and each second at most once, whose scores sum to the most. Scores are above 0."""
    left = dict(scores)
    chosen = []
    while clear := next(_clear_pairs(left), None):
        chosen.append(clear)
        left = {pair: value for pair, value in left.items() if pair[0] != clear[0] and pair[1] != clear[1]}
    rows = sorted({row for row, _ in left})
    columns = sorted({column for _, column in left})
    if max(len(rows), len(columns), 0) > _LIMIT:
        return chosen + _greedy(left)
    return chosen + _hungarian(left, rows, columns)


def _clear_pairs(scores: Mapping[tuple[int, int], float]) -> Iterator[tuple[int, int]]:
    by_row: dict[int, list[float]] = {}
    by_column: dict[int, list[float]] = {}
    for (row, column), value in scores.items():
        by_row.setdefault(row, []).append(value)
        by_column.setdefault(column, []).append(value)
    second_row = {row: sorted(values)[-2] if len(values) > 1 else 0.0 for row, values in by_row.items()}
    second_column = {column: sorted(values)[-2] if len(values) > 1 else 0.0 for column, values in by_column.items()}
    for (row, column), value in sorted(scores.items(), key=lambda item: -item[1]):
        if value >= _CLEAR + max(second_row[row], second_column[column]):
            yield row, column


def _greedy(scores: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    rows: set[int] = set()
    columns: set[int] = set()
    out = []
    for (row, column), _ in sorted(scores.items(), key=lambda item: -item[1]):
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            out.append((row, column))
    return out


def _hungarian(scores: Mapping[tuple[int, int], float], rows: list[int], columns: list[int]) -> list[tuple[int, int]]:
    """The Hungarian method on costs; every row may also stay alone, at no gain."""
    width = len(columns) + len(rows)
    cost = [[-scores.get((row, column), 0.0) for column in columns] + [0.0] * len(rows) for row in rows]
    u, v = [0.0] * (len(rows) + 1), [0.0] * (width + 1)
    owner = [0] * (width + 1)
    for row in range(1, len(rows) + 1):
        owner[0], column = row, 0
        least, seen, way = [float("inf")] * (width + 1), [False] * (width + 1), [0] * (width + 1)
        while owner[column]:
            seen[column] = True
            at, step, following = owner[column], float("inf"), 0
            for k in range(1, width + 1):
                if seen[k]:
                    continue
                slack = cost[at - 1][k - 1] - u[at] - v[k]
                if slack < least[k]:
                    least[k], way[k] = slack, column
                if least[k] < step:
                    step, following = least[k], k
            for k in range(width + 1):
                if seen[k]:
                    u[owner[k]] += step
                    v[k] -= step
                else:
                    least[k] -= step
            column = following
        while column:
            owner[column] = owner[way[column]]
            column = way[column]
    pairs = [(rows[owner[k] - 1], columns[k - 1]) for k in range(1, len(columns) + 1) if owner[k]]
    return [pair for pair in pairs if pair in scores]
