namespace CommonGround.Platform.State;

/// <summary>Where new ids come from, so that a simulation can repeat a run.</summary>
internal interface IIdentifiers
{
    /// <summary>A UUIDv7, in the order of creation.</summary>
    Guid NewDocument();

    /// <summary>32 characters that nobody else has: a replica, a request, a page.</summary>
    string NewName();

    /// <summary>The id of a log, as <see cref="Logs.LogName"/> writes it.</summary>
    string NewLog();
}
