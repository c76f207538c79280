// The peer of start-up: an ASP.NET Core application that does nothing but answer.
WebApplication app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/", () => Results.NoContent());
app.Run();
