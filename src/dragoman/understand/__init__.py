"""A Report becomes sentences, mentions, actors, times, places and attributions."""
