-- One row per staged event that is not its key's winner (R3). Identities are compared by their columns, within the few repeated keys.
with
ranked as (
    select
        e.*,
        row_number() over (
            partition by e.session_id, e.item_in_session, e.user_id, e.ts
            order by f.uri desc, e.byte_offset desc
        ) as place
    from backroom.staging_events e
    join repeated_keys k on k.event_key = e.event_key
    join backroom.files f on f.file_id = e.file_id
    where f.state = 'taken'
),

compared as (
    -- A row that equals the winner in every typed column is in the winner's group; nulls are equal.
    select
        file_id,
        byte_offset,
        place,
        min(place) over (
            partition by
                artist, auth, first_name, gender, item_in_session, last_name, length, level, location,
                method, page, registration, session_id, song, status, ts, user_agent, user_id
        ) as best_place
    from ranked
)

select
    file_id,
    byte_offset,
    best_place > 1 as is_corrected
from compared
where place > 1
