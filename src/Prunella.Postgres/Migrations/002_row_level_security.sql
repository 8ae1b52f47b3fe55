-- Projects never see each other's rows. Services connect by a role of their own that is a member of prunella_app, and name their project for each
-- transaction by set_config('prunella.project', …, true). Forced: the owner of the tables is held to it too. Where no project is named there are no rows.
do $$
begin
    if not exists (select from pg_roles where rolname = 'prunella_app') then
        create role prunella_app nologin;
    end if;
exception when duplicate_object or unique_violation then
    null; -- made at the same time for another database
end $$;

revoke all on schema prunella from public;
grant usage on schema prunella to prunella_app;

-- Supabase's roles of the web: its interface does not show this schema, and they get no rights here even if it should.
do $$
declare
    v_role text;
begin
    foreach v_role in array array['anon', 'authenticated'] loop
        if exists (select from pg_roles where rolname = v_role) then
            execute format('revoke all on schema prunella from %I', v_role);
        end if;
    end loop;
end $$;

do $$
declare
    v_table text;
begin
    foreach v_table in array array['error_events', 'error_groups', 'error_patterns', 'learnings', 'learning_names', 'fix_outcomes', 'learning_vectors',
        'causality_edges', 'healing_config', 'healing_audit', 'audit_heads'] loop
        execute format('alter table prunella.%I enable row level security', v_table);
        execute format('alter table prunella.%I force row level security', v_table);
        execute format('drop policy if exists one_project on prunella.%I', v_table);
        -- As a scalar sub-select the setting is read once for a statement, not for each row.
        execute format(
            'create policy one_project on prunella.%I using (project = (select current_setting(''prunella.project'', true))) with check (project = (select current_setting(''prunella.project'', true)))',
            v_table);
        execute format('grant select, insert on prunella.%I to prunella_app', v_table);
    end loop;
end $$;

grant update on prunella.error_groups, prunella.error_patterns, prunella.learnings, prunella.learning_vectors, prunella.causality_edges, prunella.healing_config, prunella.audit_heads to prunella_app;
grant delete on prunella.error_events, prunella.error_groups, prunella.learning_names, prunella.learning_vectors to prunella_app;
grant execute on function prunella.record_outcome(text, text, text, boolean, timestamptz, text), prunella.merge_learnings(text, text, text, integer) to prunella_app;
revoke execute on function prunella.record_outcome(text, text, text, boolean, timestamptz, text), prunella.merge_learnings(text, text, text, integer) from public;
