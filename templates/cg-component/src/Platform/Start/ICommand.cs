namespace CommonGround.Platform.Start;

/// <summary>A command that is run beside the component that serves, on its state and with its secrets, such as <c>dead-letters</c>.</summary>
internal interface ICommand
{
    /// <summary>The first argument of the process, by which it is asked for.</summary>
    string Name { get; }

    /// <summary>How it is used, for who got its arguments wrong.</summary>
    string Usage { get; }

    /// <param name="arguments">What follows the name.</param>
    /// <param name="fault">What is wrong with them.</param>
    /// <returns>What they ask for, or <see langword="null"/> where they are wrong.</returns>
    CommandRun? Parse(IReadOnlyList<string> arguments, out string fault);
}
