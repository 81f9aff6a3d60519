using ServiceExample;

await DigitService.Build(args).RunAsync();
