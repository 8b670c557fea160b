"""Which words are source, cue and content?  A trained tagger over the attributions found by rule."""
