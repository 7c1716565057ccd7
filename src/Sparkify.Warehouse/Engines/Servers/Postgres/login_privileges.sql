-- One row: why no query may run as this login, by its own privileges or those of its roles; null if it may.
-- And whether it can read the front room.
with mine as (
    select *
    from pg_roles
    where pg_has_role(current_user, oid, 'member')
),
reasons as (
    select 1 as place, 'may enter the backroom' as reason
    from mine
    where rolsuper
    or (to_regnamespace('backroom') is not null and has_schema_privilege(oid, to_regnamespace('backroom')::oid, 'usage, create'))
    union all
    select 2, 'may make logins (CREATEROLE)'
    from mine
    where rolcreaterole
    union all
    select 3, 'may make databases (CREATEDB)'
    from mine
    where rolcreatedb
    union all
    select 4, 'may copy the whole server (REPLICATION)'
    from mine
    where rolreplication
    union all
    select 5, 'passes over policies of rows (BYPASSRLS)'
    from mine
    where rolbypassrls
    union all
    select 6, 'is a member of ' || rolname
    from mine
    where rolname like 'pg\_%'
    union all
    select 7, 'may change the front room'
    from mine
    where to_regnamespace('frontroom') is not null
    and (
        has_schema_privilege(oid, to_regnamespace('frontroom')::oid, 'create')
        or exists (
            select 1
            from pg_class c
            where c.relnamespace = to_regnamespace('frontroom')
            and c.relkind in ('r', 'v', 'p', 'm')
            and has_table_privilege(mine.oid, c.oid, 'insert, update, delete, truncate')
        )
    )
)

select
    (select reason from reasons order by place, reason limit 1) as reason,
    to_regnamespace('frontroom') is not null and has_schema_privilege(current_user, to_regnamespace('frontroom')::oid, 'usage') as sees_frontroom
