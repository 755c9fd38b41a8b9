namespace CommonGround.Platform.Start;

/// <summary>What a command was asked for.</summary>
/// <param name="output">Where results go.</param>
/// <param name="error">Where it says what is wrong.</param>
/// <param name="cancellationToken">Stops it.</param>
/// <returns>The exit code: 0 where it is done, 1 where it is not.</returns>
internal delegate Task<int> CommandRun(TextWriter output, TextWriter error, CancellationToken cancellationToken);
