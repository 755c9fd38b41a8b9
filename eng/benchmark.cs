// Compares the generated component with a bare `dotnet new webapi` on this machine, in one run.
//
//   dotnet run eng/benchmark.cs                     everything, as a table
//   dotnet run eng/benchmark.cs -- --json           the same for machines
//   dotnet run eng/benchmark.cs -- --only get-64    one measure
//
// It drives both with wrk (Debian: apt-get install wrk). Read the ratios: the absolute numbers are this machine's.

#:property PublishAot=false
#:project Tools/Tools.csproj

return await CommonGround.Tools.Benchmark.Run.MainAsync(args);
