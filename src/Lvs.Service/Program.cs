using Lvs.Service.Hosting;

return await LvsdProgram.RunAsync(args, Console.Out, Console.Error);
