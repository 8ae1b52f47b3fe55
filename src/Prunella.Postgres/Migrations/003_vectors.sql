-- Meanings are compared by the database where pgvector 0.8 or newer is there, or may be made by the role that runs this. Without it nothing changes: the
-- arrays are kept as they are, and compared in the process. Run use_vectors() again, or apply the migrations again, when the extension comes later.

-- The schema of the extension, if it is new enough: it may be public, or extensions, as on Supabase.
create or replace function prunella.vector_schema() returns text language sql stable set search_path = '' as $$
    select n.nspname::text from pg_catalog.pg_extension e join pg_catalog.pg_namespace n on n.oid = e.extnamespace
    where e.extname = 'vector' and (string_to_array(e.extversion, '.'))[1:2]::integer[] >= array[0, 8]
$$;

-- Makes the extension where it may, and an index for each usual length of vectors; other lengths are compared one by one.
create or replace function prunella.use_vectors() returns text language plpgsql set search_path = '' as $$
declare
    v_schema text;
    v_length integer;
    v_type text;
begin
    if not exists (select from pg_catalog.pg_extension where extname = 'vector') and exists (select from pg_catalog.pg_available_extensions where name = 'vector') then
        begin
            execute format('create extension if not exists vector schema %I',
                case when exists (select from pg_catalog.pg_namespace where nspname = 'extensions') then 'extensions' else 'public' end);
        exception when others then
            raise notice 'pgvector is not used: %', sqlerrm;
        end;
    end if;
    v_schema := prunella.vector_schema();
    if v_schema is null then
        return null;
    end if;
    begin
        execute format('grant usage on schema %I to prunella_app', v_schema);
    exception when insufficient_privilege then
        null; -- public has it, or the database's owner has to give it
    end;
    foreach v_length in array array[256, 384, 512, 768, 1024, 1536, 2048, 3072] loop
        -- An index takes vectors of up to 2,000 numbers, and twice as many of half precision.
        v_type := case when v_length <= 2000 then 'vector' else 'halfvec' end;
        execute format(
            'create index if not exists learning_vectors_%s on prunella.learning_vectors using hnsw ((vector::%I.%I(%s)) %I.%I) where cardinality(vector) = %s',
            v_length, v_schema, v_type, v_length, v_schema, v_type || '_cosine_ops', v_length);
    end loop;
    return v_schema;
end $$;

-- Exact: without an index, for the few that it did not give.
create or replace function prunella.nearest_learnings(p_project text, p_model text, p_vector real[], p_most integer, p_exact boolean)
returns table (learning text, cosine double precision) language plpgsql set search_path = '' as $$
declare
    v_schema text := prunella.vector_schema();
    v_length integer := cardinality(p_vector);
    v_type text;
begin
    if v_schema is null then
        raise exception 'pgvector 0.8 or newer is not there' using errcode = 'feature_not_supported';
    end if;
    v_type := format('%I.%I(%s)', v_schema, case when v_length <= 2000 then 'vector' else 'halfvec' end, v_length);
    -- Rows of other projects and models are left out after the index has named its nearest: it must go on until there are enough.
    perform set_config('hnsw.iterative_scan', 'strict_order', true), set_config('hnsw.ef_search', least(1000, greatest(100, 2 * p_most))::text, true);
    return query execute format(
        'with mine as %1$s (select v.learning, v.vector from prunella.learning_vectors v where v.project = $1 and v.model = $2 and cardinality(v.vector) = %2$s)
         select m.learning, 1 - ((m.vector::%3$s) operator(%4$I.<=>) ($3::%3$s)) from mine m order by (m.vector::%3$s) operator(%4$I.<=>) ($3::%3$s) limit $4',
        case when p_exact then 'materialized' else 'not materialized' end, v_length, v_type, v_schema) using p_project, p_model, p_vector, p_most;
end $$;

revoke execute on function prunella.vector_schema(), prunella.use_vectors(), prunella.nearest_learnings(text, text, real[], integer, boolean) from public;
grant execute on function prunella.vector_schema(), prunella.nearest_learnings(text, text, real[], integer, boolean) to prunella_app;

select prunella.use_vectors();
