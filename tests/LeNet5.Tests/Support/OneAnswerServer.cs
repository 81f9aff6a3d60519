using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LeNetExample.Tests;

/// <summary>A web server on this machine that gives every request the same answer.</summary>
internal sealed class OneAnswerServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte[] _answer;

    public OneAnswerServer(string status, byte[] body)
    {
        _answer = [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"), .. body];
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _ = AnswerAsync();
    }

    public Uri Address { get; }

    public void Dispose() => _listener.Dispose();

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync();
                NetworkStream stream = client.GetStream();
                // A request this small comes in one piece.
                await stream.ReadAtLeastAsync(new byte[4096], 1);
                await stream.WriteAsync(_answer);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or IOException)
        {
            // The listener was closed, or the client hung up before the end.
        }
    }
}
