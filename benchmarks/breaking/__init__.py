"""The tools of `benchmarks/chaos.py`: processes to kill, a Slack with weather, a database to look into. No scenario."""
