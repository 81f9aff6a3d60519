using Cnn.Benchmarks;
using Cnn.Benchmarks.Children;
using Cnn.Benchmarks.Terminal;

DateTime started = DateTime.UtcNow;
if (args is [ChildRequest.Command, .. var words]) return ChildProgram.Run(words, started);

try
{
    return new Commands().Run(args);
}
catch (UserException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
