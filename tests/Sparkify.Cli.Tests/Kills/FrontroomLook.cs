using System.Data.Common;
using Sparkify.Warehouse.Engines.Contract;

namespace Sparkify.Cli.Tests.Kills;

/// <summary>What a reader finds in a front room at one look.</summary>
/// <param name="LoadId">The load it says it shows.</param>
/// <param name="Faults">What cannot be in a front room that shows all of a load and nothing else; null when there is nothing of it.</param>
sealed record FrontroomLook(long LoadId, string? Faults)
{
    // Facts against dimensions, the seconds against the facts, and the last load's account against both: two loads mixed would not agree.
    const string Query = """
        select
            (select coalesce(max(load_id), 0) from load_history) as load_id,
            (select count(*) - count(distinct load_id) from load_history) as repeated_loads,
            (select count(*) from songplays p where not exists (select 1 from users u where u.user_id = p.user_id)) as plays_without_user,
            (select count(*) from songplays p where not exists (select 1 from songs s where s.song_id = p.song_id)) as plays_without_song,
            (select count(*) from songplays p where not exists (select 1 from artists a where a.artist_id = p.artist_id)) as plays_without_artist,
            (select count(*) from page_events e where e.user_id is not null and not exists (select 1 from users u where u.user_id = e.user_id)) as events_without_user,
            (select count(*) from users u where not exists (select 1 from user_levels l where l.user_id = u.user_id)) as users_without_level,
            (select count(*) from (select start_time from songplays union select start_time from page_events) facts full join time t on t.start_time = facts.start_time
                where t.start_time is null or facts.start_time is null) as other_seconds,
            (select count(*) from (select date_trunc('second', newest_event_at) as newest from load_history order by load_id desc limit 1) history
                where newest is distinct from (select max(start_time) from time)) as other_newest
        """;

    /// <summary>Opens the front room as an analyst does, looks, and closes it.</summary>
    public static FrontroomLook At(IEngine engine)
    {
        using var connection = engine.OpenFrontroom(QueryLimits.Default);
        using var command = connection.CreateCommand();
        command.CommandText = Query;
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        var shown = reader.GetInt64(0);
        var faults = Enumerable.Range(1, reader.FieldCount - 1).Where(column => reader.GetInt64(column) != 0).Select(column => Describe(reader, column)).ToList();
        return new FrontroomLook(shown, faults is [] ? null : $"Load {shown}: {string.Join(", ", faults)}");
    }

    static string Describe(DbDataReader reader, int column) => $"{reader.GetName(column)} {reader.GetInt64(column)}";
}
