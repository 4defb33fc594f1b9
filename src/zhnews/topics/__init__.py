"""vectors → topics: the house topics and one's own, the sentences and terms that carry them."""
