-- Learnings that were merged can be told apart again: each keeps its names and what it had counted, and knows with which it was merged.
-- Row-level security is forced on the owner too: the rows of all projects are changed with it off, and it is on again before anybody sees the table.
alter table prunella.learnings add column if not exists merged_with text collate "C";

do $$
begin
    if to_regclass('prunella.learning_splits') is null then
        -- What was merged before keeps its outcomes where they went.
        alter table prunella.learnings no force row level security;
        update prunella.learnings set successes = 0, failures = 0 where merged_into is not null;
        alter table prunella.learnings force row level security;
    end if;
end $$;

-- Pairs, the lesser id first, that are not to be merged.
create table if not exists prunella.learning_splits (
    project text collate "C" not null,
    one     text collate "C" not null,
    other   text collate "C" not null,
    primary key (project, one, other)
);

-- Names that are not to be given to a learning again.
create table if not exists prunella.name_splits (
    project  text collate "C" not null,
    learning text collate "C" not null,
    name     text collate "C" not null,
    primary key (project, learning, name)
);

do $$
declare
    v_table text;
begin
    foreach v_table in array array['learning_splits', 'name_splits'] loop
        execute format('alter table prunella.%I enable row level security', v_table);
        execute format('alter table prunella.%I force row level security', v_table);
        execute format('drop policy if exists one_project on prunella.%I', v_table);
        execute format(
            'create policy one_project on prunella.%I using (project = (select current_setting(''prunella.project'', true))) with check (project = (select current_setting(''prunella.project'', true)))',
            v_table);
        execute format('grant select, insert, delete on prunella.%I to prunella_app', v_table);
    end loop;
end $$;

create or replace function prunella.join_learnings(p_project text, p_from text, p_into text, p_again boolean)
returns integer language plpgsql set search_path = '' as $$
declare
    v_into text;
    v_from prunella.learnings;
begin
    perform from prunella.learnings where project = p_project and id in (p_from, p_into) order by id for update;
    select coalesce(merged_into, id) into v_into from prunella.learnings where project = p_project and id = p_into;
    select * into v_from from prunella.learnings where project = p_project and id = p_from and merged_into is null;
    if v_into is null or v_from.id is null or v_into = v_from.id then
        return 0;
    end if;
    if exists (
        select from prunella.learning_splits s
            join prunella.learnings x on x.project = s.project and x.id = s.one
            join prunella.learnings y on y.project = s.project and y.id = s.other
        where s.project = p_project and (coalesce(x.merged_into, x.id), coalesce(y.merged_into, y.id)) in ((p_from, v_into), (v_into, p_from))) then
        if not p_again then
            return 0;
        end if;
        delete from prunella.learning_splits s using prunella.learnings x, prunella.learnings y
            where s.project = p_project and x.project = s.project and x.id = s.one and y.project = s.project and y.id = s.other
                and (coalesce(x.merged_into, x.id), coalesce(y.merged_into, y.id)) in ((p_from, v_into), (v_into, p_from));
    end if;
    update prunella.learnings
        set successes = successes + v_from.successes, failures = failures + v_from.failures, last_tried = greatest(last_tried, v_from.last_tried)
        where project = p_project and id = v_into;
    delete from prunella.learning_vectors where project = p_project and learning = p_from;
    update prunella.learnings set merged_into = v_into, merged_with = case when id = p_from then v_into else merged_with end
        where project = p_project and (id = p_from or merged_into = p_from);
    return 1;
end $$;

-- Of an older version's programs.
create or replace function prunella.merge_learnings(p_project text, p_from text, p_into text, p_most_names integer)
returns integer language sql set search_path = '' as $$ select prunella.join_learnings(p_project, p_from, p_into, false) $$;

create or replace function prunella.split_learnings(p_project text, p_learning text, p_other text, p_names text[], p_at timestamptz, p_most_names integer)
returns integer language plpgsql set search_path = '' as $$
declare
    v_top text;
    v_other_top text;
    v_name text;
    v_changed integer;
    v_rows integer;
begin
    select coalesce(merged_into, id) into v_top from prunella.learnings where project = p_project and id = p_learning;
    perform from prunella.learnings where project = p_project and id in (v_top, p_other) order by id for update;
    select coalesce(merged_into, id) into v_top from prunella.learnings where project = p_project and id = p_learning;
    select coalesce(merged_into, id) into v_other_top from prunella.learnings where project = p_project and id = p_other;
    if v_top is null or v_top = p_other or v_other_top not in (p_other, v_top) then
        return 0;
    end if;
    insert into prunella.learning_splits (project, one, other) values (p_project, least(v_top collate "C", p_other), greatest(v_top collate "C", p_other)) on conflict do nothing;
    get diagnostics v_changed = row_count;
    if v_other_top is null then
        insert into prunella.learnings (project, id, problem, cause, fix, pattern, origin, at, successes, failures)
            select project, p_other, problem, cause, fix, pattern, origin, p_at, 0, 0 from prunella.learnings where project = p_project and id = v_top;
        v_changed := v_changed + 1;
    elsif v_other_top = v_top then
        -- What was merged with it comes along; a row of what was merged is as it was then.
        update prunella.learnings t set successes = greatest(0, t.successes - o.successes), failures = greatest(0, t.failures - o.failures)
            from prunella.learnings o where t.project = p_project and t.id = v_top and o.project = p_project and o.id = p_other;
        with recursive along (id) as (
            select p_other collate "C" union select l.id from prunella.learnings l join along on l.merged_with = along.id where l.project = p_project)
        update prunella.learnings set merged_into = p_other where project = p_project and id in (select id from along);
        update prunella.learnings set merged_into = null, merged_with = null where project = p_project and id = p_other;
        v_changed := v_changed + 1;
    end if;
    foreach v_name in array p_names loop
        delete from prunella.learning_names where project = p_project and name = v_name
            and learning in (select id from prunella.learnings where project = p_project and (id = v_top or merged_into = v_top));
        get diagnostics v_rows = row_count;
        v_changed := v_changed + v_rows;
        insert into prunella.name_splits (project, learning, name) values (p_project, v_top, v_name) on conflict do nothing;
        get diagnostics v_rows = row_count;
        v_changed := v_changed + v_rows;
        delete from prunella.name_splits where project = p_project and learning = p_other and name = v_name;
        insert into prunella.learning_names (project, name, learning) select p_project, v_name, p_other
            where (select count(*) from prunella.learning_names where project = p_project and learning = p_other) < p_most_names on conflict do nothing;
        get diagnostics v_rows = row_count;
        v_changed := v_changed + v_rows;
    end loop;
    return least(v_changed, 1);
end $$;

revoke execute on function prunella.join_learnings(text, text, text, boolean), prunella.split_learnings(text, text, text, text[], timestamptz, integer) from public;
grant execute on function prunella.join_learnings(text, text, text, boolean), prunella.split_learnings(text, text, text, text[], timestamptz, integer) to prunella_app;
