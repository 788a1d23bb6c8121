"""The verbs: one file per thing that can be asked, by a person, a button, a form or the clock."""
