-- Jobs that ended, the oldest first: those whose time on the shelf is over.
create index job_ended on jobs.job (finished_at) where finished_at is not null;
