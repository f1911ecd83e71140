"""Sweeps under launchers that the tests themselves start: Slurm, GNU parallel, Snakemake."""
