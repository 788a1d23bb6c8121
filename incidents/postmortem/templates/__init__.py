"""Templates of postmortems that a team has written: Markdown with `{{placeholders}}`."""
