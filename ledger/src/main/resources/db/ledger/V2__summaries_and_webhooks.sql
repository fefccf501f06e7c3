-- Whether the image's token grants a summary, so that one is owed beside the tasks' answers.
alter table ledger.entry add column summarised boolean not null default false;
-- Whether the tasks owe nothing: at most the summary is missing.
alter table ledger.entry add column answered boolean not null default false;
update ledger.entry set answered = complete;
-- Where answers go by webhook, each as "GENERATION URL"; an answer names its own by its number here, from 0.
alter table ledger.entry add column endpoints text[] not null default '{}';

create index entry_unanswered on ledger.entry (accepted_at) where not answered and not complete;
