"""The extra: past incidents that are alike in meaning, by a model that lies in a folder. Loaded where one is set."""
