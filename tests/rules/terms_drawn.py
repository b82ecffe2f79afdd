"""Terms as Hypothesis draws them: every structure that the text can say."""

from __future__ import annotations

from hypothesis import strategies as st

from quittance.rules.terms import Discount, Due, Part, Terms
from quittance.rules.terms_structure import DAYS_FIRST, FROM_MONTH_END, MONTH_END_FIRST, NEXT, PREVIOUS, PROXIMO, WHOLE

_counts = st.integers(0, 730)
_month_days = st.integers(1, 31)


def dues() -> st.SearchStrategy[Due]:
    """When a part is due: days, month ends, proximo, listed days."""
    return st.one_of(
        st.builds(Due, _counts),
        st.builds(Due, _counts, st.sampled_from([DAYS_FIRST, MONTH_END_FIRST])),
        st.builds(lambda months, day: Due(months=months, on_days=(day,)), st.integers(1, 24), _month_days),
        st.builds(
            lambda count, listed: Due(count, on_days=tuple(sorted(listed))),
            _counts,
            st.sets(_month_days, min_size=1, max_size=3),
        ),
    )


def discounts() -> st.SearchStrategy[Discount]:
    """An early-payment discount, from the start, the month's end or proximo."""
    percents = st.integers(1, 99 * 10**4)
    return st.one_of(
        st.builds(Discount, percents, _counts),
        st.builds(Discount, percents, _counts, st.just(FROM_MONTH_END)),
        st.builds(Discount, percents, _month_days, st.just(PROXIMO)),
    )


@st.composite
def any_terms(draw: st.DrawFn) -> Terms:
    """Terms with one part or several, discounts, cut-off, receipt and rolling."""
    cuts = sorted(draw(st.sets(st.integers(1, WHOLE - 1), max_size=4)))
    weights = [high - low for low, high in zip([0, *cuts], [*cuts, WHOLE], strict=True)]
    parts = tuple(Part(weight, draw(dues())) for weight in weights)
    early = draw(st.lists(discounts(), max_size=3))
    if len(parts) == 1 and parts[0].due == Due(parts[0].due.days):
        early = [one for one in early if one.start or one.days <= parts[0].due.days]
    return Terms(
        parts,
        tuple(early),
        draw(st.just(0) | st.integers(2, 31)),
        draw(st.booleans()),
        draw(st.sampled_from(["", NEXT, PREVIOUS])),
    )
