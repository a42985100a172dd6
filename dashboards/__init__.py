"""The dashboard: pages that read the marts of the current build, nothing else."""
