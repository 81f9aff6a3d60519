using LeNetExample.Data;

namespace LeNetExample.Tests;

public sealed class MnistDownloadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Fetch_OfOtherBytes_IsRefusedByTheChecksum_AndLeavesNothing()
    {
        using var server = new OneAnswerServer("200 OK", "not gzip"u8.ToArray());
        Assert.Contains("127.0.0.1: what came is not train-images-idx3-ubyte.gz, its checksum differs", await FailureAsync(server.Address));
    }

    [Fact]
    public async Task Fetch_OfAnAnswerWithoutEnd_StopsAtTwiceTheExpectedLength()
    {
        using var server = new OneAnswerServer("200 OK", new byte[20_000_000]);
        Assert.Contains("longer than twice the 9912422 bytes expected", await FailureAsync(server.Address));
    }

    [Fact]
    public async Task Fetch_FromAMirrorThatIsGone_TriesTheNext_AndNamesBoth()
    {
        using var gone = new OneAnswerServer("404 Not Found", []);
        var closed = new OneAnswerServer("200 OK", []);
        Uri nobody = closed.Address;
        closed.Dispose();
        string message = await FailureAsync(gone.Address, nobody);
        Assert.Contains("404", message);
        Assert.Contains("no network connection to it", message);
        Assert.Contains("--data", message);
    }

    private async Task<string> FailureAsync(params Uri[] mirrors)
    {
        var download = new MnistDownload(_folder["mnist"], mirrors);
        UserException exception = await Assert.ThrowsAsync<UserException>(() => download.FetchAsync(_ => { }, CancellationToken.None));
        Assert.Equal(["mnist"], _folder.Content);
        return exception.Message;
    }
}
