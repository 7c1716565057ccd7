-- One row: whether this login may enter the backroom, or become somebody who may; and whether it sees a front room.
select
    exists (
        select 1
        from pg_roles r
        where pg_has_role(current_user, r.oid, 'member')
        and (
            r.rolsuper
            or (to_regnamespace('backroom') is not null and has_schema_privilege(r.oid, to_regnamespace('backroom')::oid, 'usage, create'))
        )
    ) as may_enter_backroom,
    to_regnamespace('frontroom') is not null and has_schema_privilege(current_user, to_regnamespace('frontroom')::oid, 'usage') as sees_frontroom
