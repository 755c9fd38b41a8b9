using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CommonGround.Sidecar.Faults;

/// <summary>The faults of one sidecar. A test adds and removes them while it runs.</summary>
public sealed class SidecarFaults
{
    private readonly Lock _lock = new();
    private readonly Random _random = new(1);
    private readonly List<(Fault Fault, int Left)> _faults = [];
    private volatile bool _any;
    private int _met;

    /// <summary>How many requests met a fault.</summary>
    public int Met => Volatile.Read(ref _met);

    public void Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_lock)
        {
            _faults.Add((fault, fault.Times));
            _any = true;
        }
    }

    /// <summary>From here on all goes well.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _faults.Clear();
            _any = false;
        }
    }

    internal Fault? Take(HttpRequest request)
    {
        // A benchmark does not pay for what it does not use.
        if (!_any)
        {
            return null;
        }

        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        lock (_lock)
        {
            for (var at = 0; at < _faults.Count; at++)
            {
                var (fault, left) = _faults[at];
                if (left > 0 && target.Contains(fault.On, StringComparison.Ordinal) && _random.NextDouble() < fault.Chance)
                {
                    _faults[at] = (fault, left - 1);
                    _met++;
                    return fault;
                }
            }
        }

        return null;
    }
}
