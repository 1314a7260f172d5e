"""Lesson 09: harms whose source gives a time, and what is not reported year by year."""

from __future__ import annotations

from ... import wording
from ...evidence import Evidence, Harm
from ...show.charts.shares import Rate, RateChart, TimePoint, TimePointChart
from ...show.table import REST, Cell, Table
from ...show.view import Chart, View
from ..shared import contrasts
from ..shared.risk_words import interval_of, percentage_points

_ONE_POINT = "One figure is one point of a course: whether the risk rose early or late cannot be read from it."


def timed_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, rows) of the harms with a time, then those with a follow-up only, and one with neither."""
    timed = [c for c in contrasts.contrasts(evidence) if contrasts.horizon(c.harm)]
    timed.sort(key=lambda c: c.harm.timepoint_months is None)
    labels = [
        (f"{contrasts.study_name(c.harm)}: {contrasts.event_name(c.harm)}, {contrasts.horizon(c.harm)}", c.key) for c in timed
    ]
    untimed = evidence.rows("selections", selection="harm without a time")
    return [*labels, *((row.label, row.evidence_ids.replace(";", "/")) for row in untimed)]


def timed_view(evidence: Evidence, key: str) -> View:
    """Return one harm at the time at which it is reported, and what is not reported around it.

    Args:
        key: the rows of the harm, as :func:`timed_options` gives them.
    """
    contrast = contrasts.find(evidence, key)
    harm, names = contrast.harm, contrasts.arm_names(evidence, contrast)
    arms = [(n, e) for n, e in zip(names, (contrast.experimental, contrast.control), strict=True) if e is not None]
    when, event = contrasts.horizon(harm), wording.sentence_case(contrasts.event_name(harm))
    figures = wording.listing([f"{wording.estimate(e)} {'of ' if e.arm == 'both arms' else 'with '}{n}" for n, e in arms])
    table = _timed_table(contrast, arms, f"{event}: {contrasts.study_name(harm)}")
    return View(
        sentence=f"{event}, {contrasts.study_name(harm)}, {when or 'without a time'}: {figures}.",
        caution=_ONE_POINT,
        notes=tuple(_timed_notes(evidence, contrast)),
        table=table,
        chart=_timed_chart(harm, arms, event, evidence.drugs_tested(harm.trial.trial_id)),
        evidence=evidence,
    )


def _timed_table(contrast: contrasts.Contrast, arms, caption: str) -> Table:
    harm = contrast.harm
    did, did_not = (wording.sentence_case(words) for words in contrasts.past(harm))
    rows = [
        (
            wording.sentence_case(name),
            Cell(wording.estimate(e), cites=e),
            f"{100 - e.value.value:.{wording.decimals(e.value.text)}f}%",
            Cell(contrasts.horizon(harm) or "time not reported", e.note),
        )
        for name, e in arms
    ]
    if contrast.control is not None:
        gap = contrasts.difference(contrast)
        words = Cell(percentage_points(gap), interval_of(gap, harm.measure), span=REST)
        rows.append(("Absolute difference", words))
    return Table(caption, ("Group", f"{did} (95% interval where printed)", did_not, "Time, remarks"), tuple(rows))


def _who(contrast: contrasts.Contrast) -> str:
    trial = contrast.harm.trial
    if contrast.experimental.arm == "both arms":
        return f"The people: {contrast.experimental.arm_label or 'both arms together'}; {contrast.experimental.note}."
    return f"The people: {trial.population}. They received: {trial.experimental_arm}; control: {trial.control_arm}."


def _timed_notes(evidence: Evidence, contrast: contrasts.Contrast) -> list[str]:
    every = evidence.harms
    timed = sum(h.timepoint_months is not None for h in every)
    followed = sum(h.timepoint_months is None and h.follow_up_months is not None for h in every)
    notes = [
        "Whether the risk fell after stopping cannot be read from one figure either. "
        f"Of {len(every)} results on harms in this course's data, {timed} come with the time "
        f"to which they belong, and {followed} more with a median follow-up only.",
        "Not found in what was read: how many people stopped treatment in which year, and side effects by year in each arm.",
        _who(contrast),
    ]
    remarked = {row.evidence_ids for row in evidence.rows("selections", selection="hazard ratio in a remark")}
    if any(e.row_id in remarked for e in (contrast.experimental, contrast.control) if e):
        notes.append(
            "The hazard ratio in the remark belongs to the whole time that was watched, the difference in the "
            "table to one time only. So one interval can leave out no difference while the other includes it."
        )
    return notes


def _timed_chart(harm: Harm, arms, event: str, drugs: tuple[str, ...]) -> Chart | None:
    if harm.timepoint_months is not None:
        return TimePointChart(event, tuple(TimePoint(name, e, e.arm != "control", drugs) for name, e in arms))
    bars = tuple(Rate(wording.sentence_case(name), e.value, e.arm != "control", drugs) for name, e in arms)
    heading = wording.sentence_case(contrasts.horizon(harm) or "time not reported")
    return RateChart(event, "Percent of people", ((heading, bars),))
