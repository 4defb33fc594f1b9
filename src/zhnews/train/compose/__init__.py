"""The page composer: annotated newspaper pages made of real articles.

`load_stories` reads the corpora, `sheet_stories` the sheets that travel with the package;
`compose_page` makes a page out of a random state.
"""

from zhnews.train.compose.page import compose_page
from zhnews.train.compose.stories import Stories, Story, load_stories, sheet_stories

__all__ = ["Stories", "Story", "compose_page", "load_stories", "sheet_stories"]
