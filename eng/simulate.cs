// Searches for interleavings that break the commit log: the real code of State, on a store and replicas that are simulated.
//
//   dotnet run eng/simulate.cs -- --seconds 60              seeds from 1 on, as long as it is asked
//   dotnet run eng/simulate.cs -- --seconds 60 --seed 5000  seeds from 5,000 on
//   dotnet run eng/simulate.cs -- --seed 42 --trace         one seed, everything that happened
//
// It prints what failed with its seed, and ends with "R runs, V violations"; the exit code is 1 where V is not 0.

#:property PublishAot=false
#:project ../tests/Simulation/Simulation.csproj

return CommonGround.Simulation.SimulationCommand.Execute(args);
