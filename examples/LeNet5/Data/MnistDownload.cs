namespace LeNetExample.Data;

/// <summary>Fetches MNIST once from its public mirrors into a folder; each file is checked before it gets its name.</summary>
internal sealed class MnistDownload(string folder, IReadOnlyList<Uri> mirrors)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>Where MNIST is kept after a download: under the user's local application data.</summary>
    /// <exception cref="UserException">The user has no such folder.</exception>
    public static string DefaultFolder
    {
        get
        {
            string local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData,
                Environment.SpecialFolderOption.DoNotVerify);
            return local.Length > 0
                ? Path.Combine(local, "CnnGen", "mnist")
                : throw new UserException(
                    "MNIST cannot be kept because this user has no folder for application data; fetch its four files by hand and name "
                    + "their folder with --data.");
        }
    }

    /// <summary>The copies that PyTorch and TensorFlow point to.</summary>
    public static IReadOnlyList<Uri> DefaultMirrors { get; } =
    [
        new("https://ossci-datasets.s3.amazonaws.com/mnist/"),
        new("https://storage.googleapis.com/cvdf-datasets/mnist/"),
    ];

    /// <summary>Fetches whichever of the four files the folder does not hold yet.</summary>
    /// <param name="report">Is told the name and length of each file that is about to be fetched.</param>
    /// <exception cref="UserException">A file could not be fetched; those that were stay.</exception>
    public async Task FetchAsync(Action<MnistFile> report, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        using var client = new HttpClient { Timeout = s_patience };
        foreach (MnistFile file in MnistFile.All)
        {
            string path = Path.Combine(folder, file.Name);
            if (file.IsAt(path)) continue;
            report(file);
            await FetchAsync(client, file, path, cancellation);
        }
    }

    private async Task FetchAsync(HttpClient client, MnistFile file, string path, CancellationToken cancellation)
    {
        var failures = new List<string>();
        foreach (Uri mirror in mirrors)
        {
            string partial = path + "." + Path.GetRandomFileName();
            try
            {
                await CopyAsync(client, new Uri(mirror, file.Name), partial, file.PackedLength, cancellation);
                if (file.IsAt(partial))
                {
                    File.Move(partial, path, overwrite: true);
                    return;
                }

                failures.Add($"{mirror.Host}: what came is not {file.Name}, its checksum differs");
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException
                or OperationCanceledException && !cancellation.IsCancellationRequested)
            {
                failures.Add($"{mirror.Host}: {Explain(exception)}");
            }
            finally
            {
                File.Delete(partial);
            }
        }

        throw new UserException(
            $"MNIST could not be downloaded ({string.Join("; ", failures)}); without a network, fetch {file.Name} and the other three "
                + "files elsewhere and name their folder with --data.");
    }

    private static string Explain(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.ProxyTunnelError } => "no network connection to it",
        OperationCanceledException => "no answer in time",
        _ => exception.Message.TrimEnd('.'),
    };

    private static async Task CopyAsync(HttpClient client, Uri address, string path, int packedLength, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using HttpResponseMessage response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        response.EnsureSuccessStatusCode();
        await using Stream from = await response.Content.ReadAsStreamAsync(patience.Token);
        await using FileStream to = File.Create(path);

        // Another packing of the same bytes may be somewhat longer, but no answer may fill the disk.
        byte[] buffer = new byte[1 << 16];
        long room = 2L * packedLength;
        patience.CancelAfter(s_patience);
        for (int read; (read = await from.ReadAsync(buffer, patience.Token)) > 0; room -= read)
        {
            patience.CancelAfter(s_patience);
            if (read > room) throw new HttpRequestException($"the answer is longer than twice the {packedLength} bytes expected");
            await to.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }
    }
}
