using System.Diagnostics;

namespace CommonGround.Tools.Faults;

/// <summary>A client as it should be: what is unknown it repeats with the same key, at any replica, until it is told.</summary>
internal sealed class Client(Api api, Balancer balancer, Random random)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public async Task<Answer> ChangeAsync(Change change)
    {
        var unknown = false;
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Longest; await Task.Delay(Pause))
        {
            var replica = balancer.Choose(random);
            var answer = await api.TryAsync(replica, change);
            switch (answer.Told)
            {
                case Told.Done or Told.Refused:
                case Told.NotDone when !unknown:
                    return answer with { WasUnknown = unknown };
                case Told.Unknown or Told.NotReached:
                    unknown |= answer.Told == Told.Unknown;
                    balancer.Suspect(replica);
                    break;
            }
        }

        throw new InvalidOperationException($"{change.Method} {change.Path} with key {change.Key} could not be settled in {Longest}.");
    }

    public Task<(Aanvraag Content, Tag Tag)?> GetAsync(Guid id) => ReadAsync(replica => api.GetAsync(replica, id));

    public Task<List<Aanvraag>> ListAsync() => AllAsync<Aanvraag>($"{Api.Collection}?limit=100", null);

    public Task<List<Aanvraag>> SearchAsync(string burgerservicenummer) =>
        AllAsync<Aanvraag>($"{Api.Collection}/_zoek?limit=100", burgerservicenummer);

    public Task<List<T>> AllAsync<T>(string first) => AllAsync<T>(first, null);

    /// <summary>Each page from another replica, as a balancer does.</summary>
    private async Task<List<T>> AllAsync<T>(string first, string? burgerservicenummer)
    {
        var all = new List<T>();
        for (var path = first; path is not null;)
        {
            var (items, next) = await ReadAsync(replica => api.PageAsync<T>(replica, path, burgerservicenummer));
            all.AddRange(items);
            path = next;
        }

        return all;
    }

    private async Task<T> ReadAsync<T>(Func<Replica, Task<T>> read)
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(Pause))
        {
            var replica = balancer.Choose(random);
            try
            {
                return await read(replica);
            }
            catch (Exception failed) when (failed is HttpRequestException or OperationCanceledException or IOException && clock.Elapsed < Longest)
            {
                balancer.Suspect(replica);
            }
        }
    }
}
