"""Without node the foreign clients are skipped with a reason; where they are promised that is a failure."""

import pytest

from tests.clients.foreign import MISSING, need_node


@pytest.fixture(autouse=True)
def no_node(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no node on the way, and nobody promised one."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CI", raising=False)


def test_without_node_a_test_is_skipped_with_the_reason() -> None:
    with pytest.raises(pytest.skip.Exception, match="install node 20"):
        need_node()


def test_in_ci_a_test_without_node_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")

    with pytest.raises(pytest.fail.Exception, match=MISSING[:30]):
        need_node()
