using Sparkify.Cli.Tests.Contract;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Web;
using Sparkify.Web.Http;
using Sparkify.Web.Queries;
using Sparkify.Web.Questions;

namespace Sparkify.Cli.Tests.Web;

/// <summary>What is kept of the answers to the pages' own questions.</summary>
public sealed class AnswerCacheTests
{
    [Fact]
    public async Task An_answer_is_shared_until_the_next_publication_and_all_of_them_stay_within_a_limit()
    {
        const int Most = 4000;
        using var warehouse = new SmallWarehouse(TestWarehouse.Embedded);
        var engine = EngineCatalog.Open(warehouse.Target, new EngineLogins(null, null, null, _ => null), TimeProvider.System);
        using var cache = new AnswerCache(engine, new QueryExecution(engine, TimeProvider.System), new ServeLimits { AnswerCharacters = Most }, TimeProvider.System);
        var ada = new Caller("ada", "user:ada", "user:ada");

        var plays = new Question("plays", "select count(*) from frontroom.songplays");
        var first = await Ask(plays);
        Assert.Same(first, await Ask(plays));
        warehouse.AddPlay();
        var second = await Ask(plays);
        Assert.Equal(("1", "2"), (first.Rows[0][0], second.Rows[0][0]));

        // Whatever filters people try.
        for (var i = 0; i < 30; i++)
        {
            await Ask(new($"question {i}", $"select repeat('x', {i} + 500)"));
            Assert.InRange(cache.Characters, 0, Most);
        }
        Assert.Equal("7", (await Ask(new("large", $"select 7, repeat('x', {Most})"))).Rows[0][0]);

        Task<Answer> Ask(Question question) => cache.AskAsync(ada, question, TestContext.Current.CancellationToken);
    }
}
