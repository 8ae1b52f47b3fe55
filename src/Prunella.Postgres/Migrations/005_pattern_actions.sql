-- A known error keeps the action that fixes it, as JSON, and who made it as long as nobody has reviewed it.
alter table prunella.error_patterns add column if not exists action text;
alter table prunella.error_patterns add column if not exists generated text;
