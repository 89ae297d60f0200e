using Lvs.Ipvsadm.Tests.Support;
using Lvs.Tests;

namespace Lvs.Ipvsadm.Tests;

/// <summary>What ends ipvsadm -R, and what does not.</summary>
[Collection(DirectorCollection.Name)]
public sealed class RestoreTests(Director director)
{
    [RootFact]
    public async Task A_listing_that_fails_ends_it()
    {
        await director.ResetAsync();
        ProgramResult result = director.Ipvsadm(
            ["-R"], "-A -t 10.1.0.1:80 -s rr\n-L -n -t 10.1.0.2:80\n-A -t 10.1.0.3:80 -s rr\n");
        Assert.Equal((1, "No such service\n"), (result.Status, result.Error));
        Assert.Equal("-A -t 10.1.0.1:80 -s rr\n", director.Ipvsadm(["-S", "-n"]).Good());
    }
}
