// Compares the generated component with a bare `dotnet new webapi` on this machine, in one run; counts what it asks of its store; compares
// it with itself, without logging, with many resources against few, and beside a sidecar against embedded; and compares it with the pattern of the Dapr
// quickstarts, beside the sidecar that DAPR_HTTP_PORT names, otherwise beside a stand-in.
//
//   dotnet run -c Release eng/benchmark.cs                     everything, as a table
//   dotnet run -c Release eng/benchmark.cs -- --json           the same for machines
//   dotnet run -c Release eng/benchmark.cs -- --only get-64    one measure; or some: get-64,post-64; or all that begin so: keys
//   dotnet run -c Release eng/benchmark.cs -- --resources N    how many resources are many; 1000000 where nothing is said
//   dotnet run -c Release eng/benchmark.cs -- --lines N        how many lines of the logs are many; 1000000 where nothing is said
//
// It drives both with wrk (Debian: apt-get install wrk). Read the ratios: the absolute numbers are this machine's.

#:property PublishAot=false
#:project Tools/Tools.csproj

return await CommonGround.Tools.Benchmark.Run.MainAsync(args);
