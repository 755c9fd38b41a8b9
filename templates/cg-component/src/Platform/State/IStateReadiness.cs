namespace CommonGround.Platform.State;

/// <summary>Whether state can be read and written now.</summary>
public interface IStateReadiness
{
    /// <summary>What is missing, in one line, or <see langword="null"/> when nothing is.</summary>
    string? Missing { get; }
}
