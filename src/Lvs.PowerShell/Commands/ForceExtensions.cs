namespace LvsPS.Commands;

/// <summary>-Force beside -Confirm and -WhatIf.</summary>
internal static class ForceExtensions
{
    /// <summary>Whether to go on: with -Force nobody is asked, but -WhatIf still holds, and -Confirm still asks.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="force">Its switch.</param>
    /// <param name="target">What it is about to change.</param>
    /// <param name="action">What it is about to do.</param>
    public static bool ShouldProcess(this PSCmdlet cmdlet, bool force, string target, string action)
    {
        if (!force || cmdlet.MyInvocation.BoundParameters.ContainsKey("Confirm"))
            return cmdlet.ShouldProcess(target, action);

        // The engine asks by comparing the cmdlet's impact with this preference; it tells of -WhatIf all the same.
        object? preference = cmdlet.SessionState.PSVariable.GetValue("ConfirmPreference");
        try
        {
            cmdlet.SessionState.PSVariable.Set("ConfirmPreference", "None");
            return cmdlet.ShouldProcess(target, action);
        }
        finally
        {
            cmdlet.SessionState.PSVariable.Set("ConfirmPreference", preference);
        }
    }
}
