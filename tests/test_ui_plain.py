"""Words from documents in tooltips: shown as they are, never as HTML."""

from __future__ import annotations

import pytest

from ui.plain import tip


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("县域", "<p>县域</p>"),
        ("<img src='file:///etc/passwd'>&amp;", "<p>&lt;img src='file:///etc/passwd'&gt;&amp;amp;</p>"),
        ('一"二"\n三', '<p>一"二"</p><p>三</p>'),
        ("", ""),
    ],
)
def test_a_tooltip_shows_words_as_they_are(words: str, shown: str) -> None:
    assert tip(words) == shown
