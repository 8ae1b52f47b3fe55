-- Pattern memory: what went wrong, what is known of it, what helped, which change caused it, what was done.
-- Every row belongs to a project. Identifiers are compared by their bytes.
create schema if not exists prunella;

create table if not exists prunella.error_events (
    seq     bigint generated always as identity primary key,
    project text collate "C" not null,
    id      text collate "C" not null,
    exact   text collate "C" not null,
    at      timestamptz not null,
    unique (project, id)
);
create index if not exists error_events_by_project on prunella.error_events (project, seq);

create table if not exists prunella.error_groups (
    project   text collate "C" not null,
    exact     text collate "C" not null,
    core      text collate "C" not null,
    template  text collate "C" not null,
    type      text not null,
    message   text not null,
    component text not null,
    seen      bigint not null,
    first     timestamptz not null,
    last      timestamptz not null,
    primary key (project, exact)
);
create index if not exists error_groups_by_last on prunella.error_groups (project, last);

create table if not exists prunella.error_patterns (
    project text collate "C" not null,
    id      text collate "C" not null,
    title   text not null,
    regex   text not null,
    unless  text,
    fix     text not null,
    words   text not null,
    origin  integer not null,
    at      timestamptz not null,
    primary key (project, id)
);

create table if not exists prunella.learnings (
    project     text collate "C" not null,
    id          text collate "C" not null,
    problem     text not null,
    cause       text not null,
    fix         text not null,
    pattern     text not null,
    origin      integer not null,
    at          timestamptz not null,
    successes   integer not null check (successes >= 0),
    failures    integer not null check (failures >= 0),
    last_tried  timestamptz,
    merged_into text collate "C",
    primary key (project, id)
);
create index if not exists learnings_merged on prunella.learnings (project, merged_into) where merged_into is not null;

create table if not exists prunella.learning_names (
    project  text collate "C" not null,
    name     text collate "C" not null,
    learning text collate "C" not null,
    primary key (project, name, learning)
);
create index if not exists learning_names_by_learning on prunella.learning_names (project, learning);

create table if not exists prunella.fix_outcomes (
    project  text collate "C" not null,
    id       text collate "C" not null,
    learning text collate "C" not null,
    worked   boolean not null,
    at       timestamptz not null,
    note     text not null,
    primary key (project, id)
);

create table if not exists prunella.learning_vectors (
    project  text collate "C" not null,
    model    text collate "C" not null,
    learning text collate "C" not null,
    vector   real[] not null,
    primary key (project, model, learning)
);

create table if not exists prunella.causality_edges (
    project     text collate "C" not null,
    fingerprint text collate "C" not null,
    commit_id   text collate "C" not null,
    strength    double precision not null,
    confirmed   boolean not null,
    why         text not null,
    at          timestamptz not null,
    primary key (project, fingerprint, commit_id)
);

create table if not exists prunella.healing_config (
    project text collate "C" not null,
    name    text collate "C" not null,
    value   text not null,
    at      timestamptz not null,
    primary key (project, name)
);

create table if not exists prunella.healing_audit (
    project  text collate "C" not null,
    seq      bigint not null,
    id       text collate "C" not null,
    at       timestamptz not null,
    actor    text not null,
    action   text not null,
    subject  text not null,
    detail   text not null,
    previous text not null,
    hash     text not null,
    primary key (project, seq),
    unique (project, id)
);

-- The newest row of each chain: its lock puts the writers of a project in order.
create table if not exists prunella.audit_heads (
    project text collate "C" primary key,
    seq     bigint not null,
    hash    text not null
);

create or replace function prunella.refuse_change() returns trigger language plpgsql set search_path = '' as $$
begin
    raise exception 'the audit can not be changed' using errcode = 'integrity_constraint_violation';
end $$;

drop trigger if exists healing_audit_rows on prunella.healing_audit;
create trigger healing_audit_rows before update or delete on prunella.healing_audit for each row execute function prunella.refuse_change();
drop trigger if exists healing_audit_all on prunella.healing_audit;
create trigger healing_audit_all before truncate on prunella.healing_audit for each statement execute function prunella.refuse_change();

-- The learning that an id means: itself, or the one it was merged into. Its row is locked, so that no merge comes between.
create or replace function prunella.record_outcome(p_project text, p_id text, p_learning text, p_worked boolean, p_at timestamptz, p_note text)
returns integer language plpgsql set search_path = '' as $$
declare
    v_learning text;
begin
    select coalesce(merged_into, id) into v_learning from prunella.learnings where project = p_project and id = p_learning for update;
    if v_learning is null then
        return 0;
    end if;
    insert into prunella.fix_outcomes (project, id, learning, worked, at, note) values (p_project, p_id, v_learning, p_worked, p_at, p_note) on conflict do nothing;
    if not found then
        return 0;
    end if;
    update prunella.learnings
        set successes = successes + p_worked::integer, failures = failures + (not p_worked)::integer, last_tried = greatest(last_tried, p_at)
        where project = p_project and id = v_learning;
    return 1;
end $$;

create or replace function prunella.merge_learnings(p_project text, p_from text, p_into text, p_most_names integer)
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
    update prunella.learnings
        set successes = successes + v_from.successes, failures = failures + v_from.failures, last_tried = greatest(last_tried, v_from.last_tried)
        where project = p_project and id = v_into;
    insert into prunella.learning_names (project, name, learning)
        select p_project, n.name, v_into from prunella.learning_names n
        where n.project = p_project and n.learning = p_from
            and not exists (select from prunella.learning_names o where o.project = p_project and o.name = n.name and o.learning = v_into)
        order by n.name
        limit (select greatest(0, p_most_names - count(*)) from prunella.learning_names where project = p_project and learning = v_into);
    delete from prunella.learning_names where project = p_project and learning = p_from;
    delete from prunella.learning_vectors where project = p_project and learning = p_from;
    update prunella.learnings set merged_into = v_into where project = p_project and (id = p_from or merged_into = p_from);
    return 1;
end $$;
