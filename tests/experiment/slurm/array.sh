#!/bin/bash
# How far apart, and through whom
#
# A sweep of 30000 independent simulation runs (15 design points) by nakodo 0.1.0.
# Task K of 200 runs the K-th part of them. A task is one process; it talks to no other, and needs
# no network, GPU or MPI. It writes to one folder only, and little: a status line every few
# seconds, now and then what is done so far, and at the end one file. All nodes must see
# the folder and the program by the paths in the last lines (a shared file system).
#
# Two minutes before its time is up, Slurm sends a task the signal USR1: it keeps what is
# done and ends with exit code 75. A task that is killed, or lost with its node, does no
# harm either: started again, it goes on from what was kept, and the results are the same
# to the bit. The job of merge.sh comes after the array and puts the parts together.
#
# How far it is:          nakodo status '/shared/results/dyad'
# Submit what is missing: nakodo resume '/shared/results/dyad'
# That submits this script as it then is: the options below may be edited.
#
#SBATCH --job-name=nakodo-dyad
#SBATCH --array=1-200%50
#SBATCH --requeue
#SBATCH --signal=B:USR1@120
#SBATCH --open-mode=append
#SBATCH --output="/shared/results/dyad/slurm/task-%a.out"
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=1
#SBATCH --mem=1G
#SBATCH --time=04:00:00
#SBATCH --partition=short --account=alliances

folder='/shared/results/dyad'
exec '/software/nakodo/bin/nakodo' run "$folder/experiment.yaml" --out "$folder" \
  --shard "$SLURM_ARRAY_TASK_ID/200" --jobs "${SLURM_CPUS_PER_TASK:-1}"
