using System.Globalization;

namespace CommonGround.Sidecar.State;

/// <summary>Carries out one change under the conditions that a store knows.</summary>
internal sealed class StateChanges(StateBehaviour behaviour, TimeProvider time)
{
    private const string Mismatch = "possible etag mismatch. error from state store";

    /// <returns>Why nothing was changed, or <see langword="null"/>.</returns>
    public StateProblem? Apply(Dictionary<string, StateRow> rows, StateChange change, bool transaction)
    {
        var stored = rows.GetValueOrDefault(change.Key);
        var now = time.GetUtcNow();
        var current = stored?.Expires <= now ? null : stored;
        if (Refuse(change, current, stored, transaction) is { } problem)
        {
            return problem;
        }

        if (change.Value is null)
        {
            rows.Remove(change.Key);
            return null;
        }

        if (!TryExpiry(change.TimeToLive, now, out var expires))
        {
            return new(500, $"error parsing TTL: incorrect value for metadata 'ttlInSeconds': strconv.ParseInt: parsing \"{change.TimeToLive}\": invalid syntax");
        }

        var kept = behaviour.ShowsExpiry ? null : current?.Expires;
        rows[change.Key] = new StateRow(change.Value, NextETag(current), expires ?? kept);
        return null;
    }

    private StateProblem? Refuse(StateChange change, StateRow? current, StateRow? stored, bool transaction)
    {
        if (change.Key.Length > behaviour.LongestKey)
        {
            return new(500, "Error 1406 (22001): Data too long for column 'id' at row 1");
        }

        if (change.ETag is { } etag)
        {
            return RefuseETag(etag, current);
        }

        if (!change.FirstWrite || change.Value is null || (transaction && !behaviour.CreatesOnlyInTransactions))
        {
            return null;
        }

        var taken = behaviour.ExpiredBlocksCreation ? stored : current;
        return taken is null ? null : new(behaviour.TakenStatus, behaviour.TakenStatus == 409 ? Mismatch : "no item was updated");
    }

    private StateProblem? RefuseETag(string etag, StateRow? current)
    {
        if (behaviour.CountsWrites && !int.TryParse(etag, CultureInfo.InvariantCulture, out _))
        {
            return new(400, $"invalid etag value: strconv.Atoi: parsing \"{etag}\": invalid syntax");
        }

        var holds = current is null ? !behaviour.MissesAbsentKeys : current.ETag == etag;
        return holds ? null : new(409, Mismatch);
    }

    private string NextETag(StateRow? current) => behaviour.CountsWrites
        ? (int.Parse(current?.ETag ?? "0", CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture)
        : Guid.NewGuid().ToString();

    private static bool TryExpiry(string? timeToLive, DateTimeOffset now, out DateTimeOffset? expires)
    {
        expires = null;
        if (timeToLive is null)
        {
            return true;
        }

        if (!long.TryParse(timeToLive, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
        {
            return false;
        }

        expires = seconds > 0 ? now.AddSeconds(seconds) : null;
        return true;
    }
}
