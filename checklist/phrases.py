"""Words of the content that decide something here, with what they mean: a table of the format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

EVERY, CONDITIONAL = "every", "conditional"

# Whom a duty applies to, as content/duties words it → the fact of the county profile that decides.
APPLIES_TO: Mapping[str, str] = MappingProxyType(
    {
        "各县（市、区）": EVERY,
        "有条件的县（市、区）": CONDITIONAL,
        "深度贫困县": "deep_poverty",
        "有产业园区的县（市、区）": "industrial_park",
        "拟建省技术创新中心的县（市、区）": "planning_innovation_centre",
        "有省技术创新中心的县（市、区）": "has_innovation_centre",
    }
)

# When something comes round: every year (or year-end), quarter, month; a day where the text names one.
YEARLY = re.compile(r"每年(\d{1,2})月(?:(\d{1,2})日|底|末)?")
MONTHLY = re.compile(r"每月(?:(\d{1,2})日|底|末)?")
QUARTERLY = re.compile(r"每季度?")
ANY_YEAR = re.compile(r"每年|年度|逐年")
