"""Every layout by name."""

from tests.carriers import evaluations, layouts, variants
from tests.carriers.layouts import LAYOUTS, Layout

# A layout enters `LAYOUTS` when its module is imported.
_MODULES = (layouts, variants, evaluations)


def all_layouts() -> dict[str, Layout]:
    """The layouts of all modules, targets before self-evaluations of other bodies."""
    assert len(LAYOUTS) >= len(_MODULES)
    return LAYOUTS
