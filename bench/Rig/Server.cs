using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace HuTong.Bench.Rig;

/// <summary>A running web server, of the product or the bare one.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly Process process;

    private Server(Process process, string url, TimeSpan ready) => (this.process, Url, Ready) = (process, url, ready);

    public string Url { get; }

    /// <summary>From the start of the process to the first 200 of /healthz.</summary>
    public TimeSpan Ready { get; }
    public double ResidentMb => Processes.ResidentMb(process.Id);
    public double PeakMb => Processes.PeakMb(process.Id);

    /// <exception cref="InvalidOperationException">Not ready within five minutes.</exception>
    public static async Task<Server> Start(IReadOnlyList<string> command, Func<string, Dictionary<string, string>> environment)
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment(url)) start.Environment[name] = value;
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var watch = Stopwatch.StartNew();
        var process = Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, said) => { if (!string.IsNullOrWhiteSpace(said.Data)) Console.Error.WriteLine(said.Data); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (watch.Elapsed < TimeSpan.FromMinutes(5) && !process.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync(url + "/healthz");
                if (answer.StatusCode == HttpStatusCode.OK) return new Server(process, url, watch.Elapsed);
            }
            catch (HttpRequestException)
            {
                await Task.Delay(5);   // not listening yet
            }
        }
        throw new InvalidOperationException("The server was not ready.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
