#!/bin/bash
# How far apart, and through whom
#
# Comes after all tasks of array.sh, however they ended, and puts their files together.
# If one is missing, it says which and ends with exit code 1: 75 may mean `again` to Slurm.
# Nothing is lost then; the missing tasks, and this job once more, are submitted by
#   nakodo resume '/shared/results/dyad'
#
#SBATCH --job-name=nakodo-dyad-merge
#SBATCH --no-requeue
#SBATCH --open-mode=append
#SBATCH --output="/shared/results/dyad/slurm/merge.out"
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=1
#SBATCH --mem=1G
#SBATCH --time=01:00:00
#SBATCH --partition=short --account=alliances

'/software/nakodo/bin/nakodo' merge '/shared/results/dyad' || exit 1
