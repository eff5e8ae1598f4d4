"""What is said of one recommendation, in fixed patterns (pure); `sentences` speaks of a document."""

from __future__ import annotations

from tracker.core.words import counted, day_words, number, signed
from tracker.progress.measures import Figures
from tracker.progress.pictures.data import STATUS_WORDS
from tracker.progress.sentences import Part, text_of


def recommendation_finding(one: Figures, unmet_again: int = 0, *, silent: bool = False) -> str:
    """Return what became of one recommendation."""
    return text_of(recommendation_parts(one, unmet_again, silent=silent))


def recommendation_parts(one: Figures, unmet_again: int = 0, *, silent: bool = False) -> list[Part]:
    """Return the same in parts: its rows are a judgement, milestones, advances and so on, or the last one."""
    judged = f"Judged {STATUS_WORDS[one.status]}" if one.judged else "Not assessed"
    head = [Part(judged, "status"), *_milestones(one, unmet_again)]
    if one.last_development is None:
        return [*head, Part(": nothing has been logged for it since the document came out.")]
    quiet: list[Part] = []
    if silent:
        since = Part(f"nothing has been logged since {day_words(one.last_development)}", "last")
        quiet = [Part(", and "), since]
    return [*head, Part(": "), *_weighed(one), *quiet, Part(".")]


def _milestones(one: Figures, unmet_again: int) -> list[Part]:
    total, met = one.milestones_total, one.milestones_met
    if not total:
        return []
    if total == 1:
        said = "its one milestone met" if met else "its one milestone not met"
    elif met == total:
        said = f"{'both' if total == 2 else f'all {number(total)}'} of its milestones met"
    else:
        said = f"{number(met) if met else 'none'} of its {number(total)} milestones met"
    again = f" and {number(unmet_again)} un-met again" if unmet_again else ""
    return [Part(", with "), Part(f"{said}{again}", "milestones")]


def _weighed(one: Figures) -> list[Part]:
    advances = Part(counted(one.advances, "advance"), "advances" if one.advances else "")
    setbacks = Part(counted(one.setbacks, "setback"), "sets-back" if one.setbacks else "")
    if one.advances and one.setbacks:
        singular = one.advances == 1
        verb = {
            1: "outweighs" if singular else "outweigh",
            0: "balances" if singular else "balance",
            -1: f"{'is' if singular else 'are'} outweighed by",
        }[(one.balance > 0) - (one.balance < 0)]
        return [advances, Part(f" {verb} "), setbacks]
    if one.advances or one.setbacks:
        first, second = (advances, setbacks) if one.advances else (setbacks, advances)
        return [first, Part(", "), second]
    if one.context:
        bear = "bears" if one.context == 1 else "bear"
        bearing = Part(f"{counted(one.context, 'development')} {bear} on it", "context")
        return [Part("nothing advanced it or set it back; "), bearing]
    return [Part("nothing confirmed has been logged for it")]


def weights_words(one: Figures) -> str:
    """Return how far the balance hangs on the weights: what it is with every link of weight one."""
    if not (one.advances or one.setbacks):
        return ""
    level = one.advances - one.setbacks
    said = f"With 1, 1, 1 in the place of 1, 2, 4 the balance is {signed(level)}"
    if _sign(level) == _sign(one.balance):
        return f"{said}."
    if level and one.balance:
        return f"{said}, and its sign turns."
    return f"{said}, and not {signed(one.balance)}."


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)
