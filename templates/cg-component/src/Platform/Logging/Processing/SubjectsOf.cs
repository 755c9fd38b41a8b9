namespace CommonGround.Platform.Logging.Processing;

/// <summary>The finder of a type, at hand.</summary>
internal static class SubjectsOf<T>
{
    public static readonly SubjectFinder Finder = SubjectFinder.Of(typeof(T));
}
