"""What all tests share: where the research data and the seed page are, when they are there."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The research data beside the checkout; skips with a reason where it is absent."""
    if not (SHARED / "data").is_dir():
        pytest.skip("the research data (../shared/data) is not on this machine")
    return SHARED / "data"


@pytest.fixture(scope="session")
def seed_page() -> Path:
    """The wire page that DESIGN.md section 3 describes; skips with a reason where it is absent."""
    path = SHARED / "seeds" / "trend-2019-11-11.txt"
    if not path.is_file():
        pytest.skip("the seed page (../shared/seeds) is not on this machine")
    return path
