// Processes of a generated component under write load, three and one, while they are killed, paused past their heartbeat and stopped: on one
// state file that is locked or full now and then, with a broker that is gone for a while; and beside stand-in sidecars that are slow, fail, cut
// connections, come late and are started again; with a clock that is put back, and a Logboek that is down, for minutes too, fails, refuses and
// cuts. What was acknowledged must be there, once, in lists and in searches, and what it caused too; each use of personal data must be in the
// logs and in the Logboek, and whoever edits the logs must be found out.
//
//   dotnet run eng/faults.cs                                100 rounds on each, with a new seed
//   dotnet run eng/faults.cs -- --rounds 5 --seed 7         short, with the requests and faults of seed 7
//   dotnet run eng/faults.cs -- --beside sidecar            on one of the two: embedded or sidecar
//
// Each round has a kill -9, so 100 rounds are 100 of them on each ground. It ends with one line that counts, and with exit code 1 where any count
// of something wrong is not 0. The seed chooses; the processes run in real time, so a seed does not repeat a run exactly. It needs a Unix:
// Windows has no signal that pauses a process.

#:property PublishAot=false
#:project Tools/Tools.csproj

return await CommonGround.Tools.Faults.Run.MainAsync(args);
