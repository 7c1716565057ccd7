-- One row per table of the front room that holds rows: how it is stored on the cluster. Visible to superusers, and to users with select on svv_table_info.
select
    "table" as table_name,
    diststyle as distribution,
    sortkey1 as sort_key,
    cast(tbl_rows as bigint) as row_count,
    cast(size as bigint) as blocks,
    cast(skew_rows as double precision) as max_over_min,
    cast(unsorted as double precision) as unsorted_percent,
    cast(stats_off as double precision) as stale_statistics_percent
from svv_table_info
where "schema" = 'frontroom'
order by "table"
