using Lvs.Client;
using Lvs.Client.Json;
using Lvs.Service.Directors;
using Lvs.Service.OpenApi;
using Lvs.Service.Options;
using Lvs.Service.Problems;

namespace Lvs.Service.Endpoints;

/// <summary>/v1/settings and /v1/timeouts.</summary>
internal sealed class SettingsEndpoints(DirectorControl control, LvsdOptions options)
{
    public void Map(ApiRoutes routes)
    {
        routes.Get("/v1/settings", new("getSettings", "settings", "All settings in force.")
        {
            Response = LvsJson.Default.LvsSettings,
        }, GetSettingsAsync);
        routes.Patch("/v1/settings", new("setSettings", "settings", "Changes the settings that are given.")
        {
            Request = RequestJson.Strict.LvsSettings,
            Response = LvsJson.Default.LvsSettings,
        }, SetSettingsAsync);
        routes.Get("/v1/timeouts", new("getTimeouts", "settings", "The three timeouts in force, in seconds.")
        {
            Response = LvsJson.Default.LvsTimeouts,
        }, GetTimeoutsAsync);
        routes.Put("/v1/timeouts", new("setTimeouts", "settings", "Sets the timeouts that are not 0.")
        {
            Request = RequestJson.Strict.LvsTimeouts,
            Response = LvsJson.Default.LvsTimeouts,
        }, SetTimeoutsAsync);
    }

    private Task GetSettingsAsync(HttpContext context)
    {
        context.AllowQuery();
        return context.WriteAsync(control.Settings, LvsJson.Default.LvsSettings);
    }

    private async Task SetSettingsAsync(HttpContext context)
    {
        context.AllowQuery();
        LvsSettings change = await ReadSettingsAsync(context);
        SettingCatalog.Check(change);
        await control.ChangeStateAsync(state => state with { Settings = SettingCatalog.Merge(state.Settings, change) });
        await context.WriteAsync(control.Settings, LvsJson.Default.LvsSettings);
    }

    private Task GetTimeoutsAsync(HttpContext context)
    {
        context.AllowQuery();
        return context.WriteAsync(control.Timeouts, LvsJson.Default.LvsTimeouts);
    }

    private async Task SetTimeoutsAsync(HttpContext context)
    {
        context.AllowQuery();
        LvsTimeouts change = await RequestBody.ReadAsync(context, RequestJson.Strict.LvsTimeouts, options.MaximumBody);
        TimeoutRules.Check(change);
        await control.ChangeStateAsync(state => state with { Timeouts = TimeoutRules.Merge(state.Timeouts, change) });
        await context.WriteAsync(control.Timeouts, LvsJson.Default.LvsTimeouts);
    }

    // An unknown field here is an unknown setting, and the remedy is the list of those there are.
    private async Task<LvsSettings> ReadSettingsAsync(HttpContext context)
    {
        try
        {
            return await RequestBody.ReadAsync(context, RequestJson.Strict.LvsSettings, options.MaximumBody);
        }
        catch (ProblemException e) when (e.Problem.Type == LvsProblemIds.Prefix + ProblemCatalog.UnknownField.Id)
        {
            throw Problem.Create(
                ProblemCatalog.UnknownSetting, e.Problem.Value, $"There is no setting '{e.Problem.Value}'.",
                $"Use one of {string.Join(", ", SettingCatalog.All.Select(definition => definition.Name))}, sync_threshold.",
                e.Problem.Path, e);
        }
    }
}
