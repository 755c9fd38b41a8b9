using CommonGround.Pack.Tests.Infra;

// The kit is packed and installed once; builds take turns, because each of them uses the whole machine.
[assembly: AssemblyFixture(typeof(Kit))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]
